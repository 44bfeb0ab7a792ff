using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Themes;

/// <summary>An "I" statement that quotes voices, as it is stored.</summary>
internal sealed record ThemeRow
{
    /// <summary>What every query of themes reads; the table is <c>t</c>.</summary>
    public const string Columns = """
        t.sequence, t.theme_id, t.round_id, t.area_code, t.statement, t.few_reason, t.named_by, t.named_at, t.published_at, t.published_by,
        (SELECT COUNT(*) FROM theme_quote WHERE theme_quote.theme_id = t.theme_id) AS quotes
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM theme t WHERE t.theme_id = @themeId");

    private static readonly Sql SelectOfRound = new($"SELECT {Columns} FROM theme t WHERE t.round_id = @roundId ORDER BY t.sequence");

    public long Sequence { get; init; }
    public string ThemeId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>Null is the whole round.</summary>
    public string? AreaCode { get; init; }

    public string Statement { get; init; } = "";
    public string FewReason { get; init; } = "";
    public string NamedBy { get; init; } = "";
    public DateTimeOffset NamedAt { get; init; }

    /// <summary>Null where only officers of the area read it.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public string? PublishedBy { get; init; }

    /// <summary>How many voices it quotes.</summary>
    public int Quotes { get; init; }

    /// <summary>The theme, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ThemeRow> Load(Session session, string themeId, string field = "theme_id") =>
        await session.One<ThemeRow>(Select, new { themeId }) ?? throw NotFound(field);

    /// <summary>Every theme of a round, in the order in which they were named.</summary>
    public static Task<IReadOnlyList<ThemeRow>> LoadOfRound(Session session, string roundId) =>
        session.Many<ThemeRow>(SelectOfRound, new { roundId });

    public static Refusal NotFound(string field) => new(ProposalsReasons.ThemeNotFound, field: field);
}
