using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Releases;

/// <summary>A release, without its lines.</summary>
internal sealed record ReleaseRow : ProposedRow
{
    public const string Columns = "release_id, fund_id, currency, round_id, note, total_minor, " + DecisionColumns;

    private static readonly Sql Select = new("SELECT " + Columns + " FROM release WHERE release_id = @releaseId");

    private static readonly Sql LockRelease = new("SELECT " + Columns + " FROM release {lock} WHERE release_id = @releaseId");

    private static readonly Sql SelectLines = new("""
        SELECT release_id, area_code, amount_minor FROM release_line
        WHERE release_id IN (SELECT item FROM {texts @releaseIds} AS given) ORDER BY release_id, area_code
        """);

    public string ReleaseId { get; init; } = "";
    public string Note { get; init; } = "";
    public long TotalMinor { get; init; }

    /// <summary>Loads a release that is to be decided; nobody else decides it before the transaction ends.</summary>
    /// <exception cref="Refusal">There is no such release.</exception>
    public static async Task<ReleaseRow> Lock(Transaction transaction, string releaseId) =>
        await transaction.One<ReleaseRow>(LockRelease, new { releaseId }) ?? throw NotFound();

    /// <summary>The lines of some releases, by area.</summary>
    public static async Task<ILookup<string, ReleaseLineRow>> LoadLines(Session session, IEnumerable<string> releaseIds) =>
        (await session.Many<ReleaseLineRow>(SelectLines, new { releaseIds = Sql.List(releaseIds) }))
            .ToLookup(line => line.ReleaseId, StringComparer.Ordinal);

    /// <summary>The release as it stands, with its lines.</summary>
    public static async Task<Release> LoadMessage(Session session, string releaseId, Caller caller)
    {
        var release = await session.One<ReleaseRow>(Select, new { releaseId }) ?? throw NotFound();
        return release.ToMessage((await LoadLines(session, [releaseId]))[releaseId], caller);
    }

    /// <summary>The release as it stands once <paramref name="by"/> has decided about it.</summary>
    public ReleaseRow Decided(ReleaseState state, Caller by, DateTimeOffset at, string? declineReason = null) => this with
    {
        State = StateText.Of(state),
        DecidedBy = by.Subject,
        DecidedAs = by.ShownAs,
        DecidedAt = at,
        DeclineReason = declineReason,
    };

    public Release ToMessage(IEnumerable<ReleaseLineRow> lines, Caller caller)
    {
        var release = new Release
        {
            ReleaseId = ReleaseId,
            FundId = FundId,
            RoundId = RoundId,
            Note = Note,
            State = StateText.Read<ReleaseState>(State),
            Total = new Amount(TotalMinor, Currency).ToMessage(),
            ProposedBy = ProposedAs,
            ProposeTime = Timestamp.FromDateTimeOffset(ProposedAt),
            DecidedBy = DecidedAs ?? "",
            DecideTime = DecidedAt is { } decided ? Timestamp.FromDateTimeOffset(decided) : null,
            DeclineReason = DeclineReason ?? "",
            Mine = caller.Subject == ProposedBy,
        };
        release.Lines.AddRange(lines.Select(
            line => new ReleaseLine { AreaCode = line.AreaCode, Amount = new Amount(line.AmountMinor, Currency).ToMessage() }));
        return release;
    }

    private static Refusal NotFound() =>
        new(GrantsReasons.ReleaseNotFound, field: "release_id");
}

/// <summary>What one area is to get.</summary>
internal sealed record ReleaseLineRow
{
    public string ReleaseId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public long AmountMinor { get; init; }
}
