using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>
/// Draws groups by lot for a conversation, in public: the hash of a close that nobody could know when the last of the grants
/// was paid puts them in order, by SHA-256 over it and the award's id. Each group of the fund and round has the same chance,
/// and anybody can draw again.
/// </summary>
internal sealed class DrawSample(Database database, TimeProvider clock)
{
    private const int MostGroups = 50;

    private static readonly Sql SelectAwards = new("""
        SELECT DISTINCT award.award_id, award.state, award.paid_at FROM award
        JOIN promise ON promise.award_id = award.award_id
        JOIN transfer ON transfer.transfer_id = promise.transfer_id
        JOIN account pot ON pot.account_id = transfer.debit_account
        WHERE award.round_id = @RoundId AND pot.fund_id = @FundId AND award.state IN ('WAITING', 'OFFERED', 'ACCEPTED', 'PAID', 'CLOSED')
        ORDER BY award.award_id
        """);

    private static readonly Sql SelectClose = new("SELECT " + CloseRow.Columns + " FROM ledger_close WHERE close_date = @CloseDate");

    private static readonly Sql SelectDrawn = new("SELECT COUNT(*) FROM sample_draw {lock} WHERE fund_id = @FundId AND round_id = @RoundId");

    private static readonly Sql Insert = new("""
        INSERT INTO sample_draw (fund_id, round_id, award_id, close_date, drawn_as, drawn_at) VALUES (@FundId, @RoundId, @awardId, @CloseDate, @ShownAs, @now)
        """);

    private static readonly Sql SelectAll = new("""
        SELECT fund_id, award_id, close_date, drawn_as, drawn_at FROM sample_draw WHERE round_id = @RoundId ORDER BY fund_id, award_id
        """);

    public async Task<Sample> Handle(DrawSampleRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("fund_id", request.FundId)
            .Id("round_id", request.RoundId)
            .Code("close_date", request.CloseDate, max: 10)
            .Require(request.Groups is >= 1 and <= MostGroups, "groups", $"Please draw from 1 to {MostGroups} groups.")
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Sample.Parser) is { } before)
        {
            return before;
        }

        var fund = await FundRow.Load(transaction, request.FundId, "fund_id");
        var close = await transaction.One<CloseRow>(SelectClose, request)
            ?? throw new Refusal(GrantsReasons.CloseNotFound, "The ledger has not been closed for this day. Each day is closed a few minutes after midnight UTC.", "close_date");
        var awards = await transaction.Many<PaidRow>(SelectAwards, request);
        Decide(fund, close, awards, await transaction.One<int>(SelectDrawn, request));
        var now = clock.GetUtcNow();
        foreach (var awardId in Drawn(close.CloseHash, awards.Select(award => award.AwardId), request.Groups))
        {
            await transaction.Execute(Insert, new { request.FundId, request.RoundId, awardId, request.CloseDate, caller.ShownAs, now });
            await transaction.Publish(new GroupDrawn(awardId, request.RoundId, request.FundId, request.CloseDate, now));
        }

        var answer = await Load(transaction, request.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Who was drawn in a round.</summary>
    public async Task<Sample> List(GetSampleRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        return await Load(session, request.RoundId);
    }

    /// <summary>The first so many by SHA-256 over the seed and the award's id, as lower-case hex.</summary>
    public static IEnumerable<string> Drawn(string seed, IEnumerable<string> awardIds, int groups) => awardIds
        .OrderBy(awardId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed + awardId))), StringComparer.Ordinal)
        .Take(groups);

    private static void Decide(FundRow fund, CloseRow close, IReadOnlyList<PaidRow> awards, int drawn)
    {
        var refusal = fund.Evidence != StateText.Of(Evidence.Sample) ? "This fund draws nobody by lot: its rule about evidence is another."
            : drawn > 0 ? "Groups of this fund and round have been drawn already. One draw is fair, a second is a choice."
            : awards.Count == 0 ? "No group of this round has money from this fund."
            : awards.Any(award => award.PaidAt is null) ? "Not every grant of this fund and round is paid yet. Please draw when they are."
            : awards.Any(award => string.CompareOrdinal(Chain.Time(award.PaidAt!.Value)[..10], close.CloseDate) >= 0) ? "Please choose the close of a day after the last grant was paid, so that nobody could know it."
            : null;
        if (refusal is not null)
        {
            throw new Refusal(GrantsReasons.NoDraw, refusal);
        }
    }

    private static async Task<Sample> Load(Session session, string roundId)
    {
        var answer = new Sample();
        answer.Awards.AddRange((await session.Many<DrawnRow>(SelectAll, new { RoundId = roundId })).Select(row => new SampledAward
        {
            FundId = row.FundId,
            AwardId = row.AwardId,
            CloseDate = row.CloseDate,
            DrawnBy = row.DrawnAs,
            DrawTime = Timestamp.FromDateTimeOffset(row.DrawnAt),
        }));
        return answer;
    }

    private sealed record PaidRow
    {
        public string AwardId { get; init; } = "";
        public string State { get; init; } = "";
        public DateTimeOffset? PaidAt { get; init; }
    }

    private sealed record DrawnRow
    {
        public string FundId { get; init; } = "";
        public string AwardId { get; init; } = "";
        public string CloseDate { get; init; } = "";
        public string DrawnAs { get; init; } = "";
        public DateTimeOffset DrawnAt { get; init; }
    }
}
