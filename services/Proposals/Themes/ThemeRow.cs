using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>An "I" statement that quotes voices, as it is stored.</summary>
internal sealed record ThemeRow
{
    /// <summary>What every query of themes reads; the table is <c>t</c>. What is hidden stands under none.</summary>
    public const string Columns = $"""
        t.sequence, t.theme_id, t.round_id, t.area_code, t.statement, t.few_reason, t.named_by, t.named_at, t.published_at, t.published_by,
        t.quoted,
        (SELECT COUNT(*) {VoiceRow.From} JOIN theme_quote q ON q.voice_id = v.voice_id
            WHERE q.theme_id = t.theme_id AND {VoiceRow.IsPublic}) AS quotes
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM theme t WHERE t.theme_id = @themeId");

    private static readonly Sql LockTheme = new("SELECT theme_id FROM theme {lock} WHERE theme_id = @themeId");

    private static readonly Sql SelectOfRound = new($"SELECT {Columns} FROM theme t WHERE t.round_id = @roundId ORDER BY t.sequence");

    private static readonly Sql SelectQuotes = new("SELECT voice_id FROM theme_quote WHERE theme_id = @ThemeId ORDER BY voice_id");

    private static readonly Sql SelectShown = new($"""
        SELECT v.voice_id {VoiceRow.From} JOIN theme_quote q ON q.voice_id = v.voice_id
        WHERE q.theme_id = @ThemeId AND {VoiceRow.IsPublic} ORDER BY v.voice_id
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO theme (theme_id, round_id, area_code, statement, few_reason, named_by, named_at)
        VALUES (@ThemeId, @RoundId, @AreaCode, @Statement, @FewReason, @NamedBy, @NamedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE theme SET statement = @Statement, few_reason = @FewReason WHERE theme_id = @ThemeId AND published_at IS NULL
        """);

    private static readonly Sql UpdatePublished = new("""
        UPDATE theme SET published_at = @PublishedAt, published_by = @PublishedBy, quoted = @Quoted
        WHERE theme_id = @ThemeId AND published_at IS NULL
        """);

    private static readonly Sql DeleteQuotes = new("DELETE FROM theme_quote WHERE theme_id = @ThemeId");

    private static readonly Sql DeleteTheme = new("DELETE FROM theme WHERE theme_id = @ThemeId AND published_at IS NULL");

    private static readonly Sql InsertQuotes = new("""
        INSERT INTO theme_quote (theme_id, voice_id) SELECT @themeId, given.item FROM {texts @voiceIds} AS given
        """);

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

    /// <summary>How many voices it quoted when it was published.</summary>
    public int Quoted { get; init; }

    /// <summary>How many voices it quotes that everybody may read.</summary>
    public int Quotes { get; init; }

    /// <summary>The theme, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ThemeRow> Load(Session session, string themeId, string field = "theme_id") =>
        await session.One<ThemeRow>(Select, new { themeId }) ?? throw NotFound(field);

    /// <summary>One that this caller may read: it is published, or they are an officer of its areas.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ThemeRow> Load(Session session, string themeId, Caller caller)
    {
        var theme = await Load(session, themeId);
        return theme.PublishedAt is not null
            || (caller.IsOfficer() && theme.AreasOf(await AreaRow.Load(session, [theme.RoundId])).All(caller.MayActIn))
            ? theme : throw NotFound("theme_id");
    }

    /// <summary>The theme, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<ThemeRow> Lock(Transaction transaction, string themeId) =>
        await transaction.One<string>(LockTheme, new { themeId }) is null ? throw NotFound("theme_id") : await Load(transaction, themeId);

    /// <summary>Every theme of a round, in the order in which they were named.</summary>
    public static Task<IReadOnlyList<ThemeRow>> LoadOfRound(Session session, string roundId) =>
        session.Many<ThemeRow>(SelectOfRound, new { roundId });

    /// <summary>The voices that it quotes, hidden ones among them.</summary>
    public Task<IReadOnlyList<string>> LoadQuotes(Session session) => session.Many<string>(SelectQuotes, this);

    public static Refusal NotFound(string field) => new(ProposalsReasons.ThemeNotFound, field: field);

    public async Task Add(Transaction transaction, IEnumerable<string> voiceIds)
    {
        await transaction.Execute(Insert, this);
        await transaction.Execute(InsertQuotes, new { themeId = ThemeId, voiceIds = Sql.List(voiceIds) });
    }

    public async Task Change(Transaction transaction, IEnumerable<string> voiceIds)
    {
        await transaction.Execute(Update, this);
        await transaction.Execute(DeleteQuotes, this);
        await transaction.Execute(InsertQuotes, new { themeId = ThemeId, voiceIds = Sql.List(voiceIds) });
    }

    public Task Publish(Transaction transaction) => transaction.Execute(UpdatePublished, this);

    public async Task Delete(Transaction transaction)
    {
        await transaction.Execute(DeleteQuotes, this);
        await transaction.Execute(DeleteTheme, this);
    }

    /// <summary>The areas of which an officer of this theme is one.</summary>
    public IEnumerable<string> AreasOf(IEnumerable<AreaRow> areas) =>
        AreaCode is { } one ? [one] : areas.Select(area => area.AreaCode);

    /// <summary>With the voices that everybody may read, by their ids.</summary>
    public async Task<Theme> LoadMessage(Session session)
    {
        var message = ToMessage();
        message.VoiceIds.AddRange(await session.Many<string>(SelectShown, this));
        return message;
    }

    public Theme ToMessage() => new()
    {
        ThemeId = ThemeId,
        RoundId = RoundId,
        AreaCode = AreaCode ?? "",
        Statement = Statement,
        FewReason = FewReason,
        NamedBy = NamedBy,
        NameTime = NamedAt.ToTimestamp(),
        PublishTime = PublishedAt?.ToTimestamp(),
        PublishedBy = PublishedBy ?? "",
        Quotes = Quotes,
        Quoted = Quoted,
    };
}
