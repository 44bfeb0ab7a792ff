using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>How an area comes to its priorities, as it is stored. There is one for each area of a round.</summary>
internal sealed record ThemeChoiceRow
{
    /// <summary>What every query of choices reads; the table is <c>c</c>.</summary>
    public const string Columns = """
        c.round_id, c.area_code, c.state, c.way, c.places, c.rule_name, c.opened_by, c.opened_at, c.closes_at, c.key_id, c.public_key,
        c.people, c.met_where, c.met_when, c.answer_at, c.answer_role, c.decided_at
        """;

    // Whoever chooses takes it first, so that it is not counted under their hands.
    private static readonly Sql LockChoice = new($$"""
        SELECT {{Columns}} FROM theme_choice c {lock} WHERE c.round_id = @roundId AND c.area_code = @areaCode
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO theme_choice (round_id, area_code, state, way, places, rule_name, opened_by, opened_at, closes_at, key_id, public_key,
            people, met_where, met_when, answer_at, answer_role, decided_at)
        VALUES (@RoundId, @AreaCode, @State, @Way, @Places, @RuleName, @OpenedBy, @OpenedAt, @ClosesAt, @KeyId, @PublicKey,
            @People, @MetWhere, @MetWhen, @AnswerAt, @AnswerRole, @DecidedAt)
        """);

    private static readonly Sql UpdateDecided = new("""
        UPDATE theme_choice SET state = @State, people = @People, decided_at = @DecidedAt
        WHERE round_id = @RoundId AND area_code = @AreaCode AND state = 'OPEN'
        """);

    private static readonly Sql DeleteThemes = new("DELETE FROM choice_theme WHERE round_id = @RoundId AND area_code = @AreaCode");

    private static readonly Sql DeleteChoice = new("""
        DELETE FROM theme_choice WHERE round_id = @RoundId AND area_code = @AreaCode AND state = 'NOBODY_CHOSE'
        """);

    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="ThemeChoiceState"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="ThemeChoiceWay"/>.</summary>
    public string Way { get; init; } = "";

    public int Places { get; init; }
    public string RuleName { get; init; } = "";
    public string OpenedBy { get; init; } = "";
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public string KeyId { get; init; } = "";
    public byte[]? PublicKey { get; init; }
    public int People { get; init; }
    public string MetWhere { get; init; } = "";
    public string MetWhen { get; init; } = "";
    public DateTimeOffset AnswerAt { get; init; }
    public string AnswerRole { get; init; } = "";
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The caller has chosen. Only where a list reads it.</summary>
    public bool ChosenByMe { get; init; }

    public ThemeChoiceState StateNow => StateText.Read<ThemeChoiceState>(State);

    public ThemeChoiceWay WayNow => StateText.Read<ThemeChoiceWay>(Way);

    /// <summary>The choice of an area, held until the transaction ends; null where there is none.</summary>
    public static Task<ThemeChoiceRow?> LockOrNull(Transaction transaction, string roundId, string areaCode) =>
        transaction.One<ThemeChoiceRow>(LockChoice, new { roundId, areaCode });

    /// <summary>Keeps it, in the place of one in which nobody chose.</summary>
    public async Task Add(Transaction transaction, ThemeChoiceRow? before)
    {
        if (before is not null)
        {
            await transaction.Execute(DeleteThemes, before);
            await transaction.Execute(DeleteChoice, before);
        }

        await transaction.Execute(Insert, this);
    }

    public Task Decided(Transaction transaction) => transaction.Execute(UpdateDecided, this);

    /// <summary>People may choose now.</summary>
    public bool TakesChoices(Phase phase, DateTimeOffset now) =>
        StateNow == ThemeChoiceState.Open && ClosesAt > now && phase is Phase.Listening or Phase.Accepting;

    /// <param name="themes">Those of this choice.</param>
    public ThemeChoice ToMessage(IEnumerable<ChoiceThemeRow> themes, Phase phase, DateTimeOffset now) =>
        new()
        {
            RoundId = RoundId,
            AreaCode = AreaCode,
            State = StateNow,
            Way = WayNow,
            Places = Places,
            Rule = RuleName,
            CloseTime = ClosesAt?.ToTimestamp(),
            DecideTime = DecidedAt?.ToTimestamp(),
            People = People,
            Place = MetWhere,
            Met = MetWhen,
            AnswerTime = AnswerAt.ToTimestamp(),
            AnswerRole = AnswerRole,
            OpenedBy = OpenedBy,
            TakesChoices = TakesChoices(phase, now),
            ChosenByMe = ChosenByMe,
            Themes =
            {
                themes.OrderBy(theme => theme.Place ?? int.MaxValue).ThenBy(theme => theme.Position)
                    .Select(theme => theme.ToMessage()),
            },
        };
}
