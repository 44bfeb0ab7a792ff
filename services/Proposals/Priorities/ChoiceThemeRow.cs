using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Priorities;

/// <summary>A theme that can be chosen, and what became of it.</summary>
internal sealed record ChoiceThemeRow
{
    private static readonly Sql Select = new($$"""
        SELECT ct.round_id, ct.area_code, ct.position, ct.theme_id, ct.chosen, ct.outcome, t.statement, p.priority_id, p.place,
            (SELECT COUNT(*) {{VoiceRow.From}} JOIN theme_quote q ON q.voice_id = v.voice_id
                WHERE q.theme_id = ct.theme_id AND {{VoiceRow.IsPublic}}) AS voices
        FROM choice_theme ct
        JOIN theme t ON t.theme_id = ct.theme_id
        LEFT JOIN priority p ON p.round_id = ct.round_id AND p.area_code = ct.area_code AND p.theme_id = ct.theme_id
        WHERE ct.round_id = @roundId AND ct.area_code IN (SELECT item FROM {texts @areaCodes} AS given)
        ORDER BY ct.area_code, ct.position
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO choice_theme (round_id, area_code, position, theme_id, chosen, outcome)
        VALUES (@RoundId, @AreaCode, @Position, @ThemeId, @Chosen, @Outcome)
        """);

    private static readonly Sql Update = new("""
        UPDATE choice_theme SET chosen = @Chosen, outcome = @Outcome
        WHERE round_id = @RoundId AND area_code = @AreaCode AND position = @Position AND outcome IS NULL
        """);

    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";

    /// <summary>Where it stands on the list that people choose from, from 0; a choice names it by this.</summary>
    public int Position { get; init; }

    public string ThemeId { get; init; } = "";
    public int? Chosen { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="ThemeOutcome"/>; null while people choose.</summary>
    public string? Outcome { get; init; }

    public string Statement { get; init; } = "";
    public string? PriorityId { get; init; }

    /// <summary>Of a priority, from 1.</summary>
    public int? Place { get; init; }

    public int Voices { get; init; }

    /// <summary>Those of some areas, in the order in which they were named.</summary>
    public static Task<IReadOnlyList<ChoiceThemeRow>> Load(Session session, string roundId, IEnumerable<string> areaCodes) =>
        session.Many<ChoiceThemeRow>(Select, new { roundId, areaCodes = Sql.List(areaCodes) });

    public static Task Add(Transaction transaction, IReadOnlyList<ChoiceThemeRow> themes) => transaction.Execute(Insert, themes);

    public static Task Decided(Transaction transaction, IReadOnlyList<ChoiceThemeRow> themes) => transaction.Execute(Update, themes);

    public ChosenTheme ToMessage()
    {
        var theme = new ChosenTheme
        {
            ThemeId = ThemeId,
            Statement = Statement,
            Voices = Voices,
            Outcome = Outcome is null ? ThemeOutcome.Unspecified : StateText.Read<ThemeOutcome>(Outcome),
            Rank = Place ?? 0,
            PriorityId = PriorityId ?? "",
        };
        if (Chosen is { } chosen)
        {
            theme.Chosen = chosen;
        }

        return theme;
    }
}
