using System.Security.Cryptography;
using System.Text;
using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Samples;

/// <summary>
/// Draws groups by lot for a conversation, by the clock, once every grant of a fund and round is paid. Whom and how many
/// follows from what was fixed before anybody voted (the fund's rule, the ids on the ballot paper, the announced end) and from
/// the hash of the result, so nobody in the council has a choice to make, and anybody can draw again.
/// </summary>
internal sealed class DrawSamples(Database database, TimeProvider clock)
{
    // A group that was offered its money and not paid yet is waited for, so that each has its chance.
    private static readonly Sql SelectAwards = new("""
        SELECT DISTINCT award.award_id, award.project_id, award.paid_at FROM award
        JOIN promise ON promise.award_id = award.award_id
        JOIN transfer ON transfer.transfer_id = promise.transfer_id
        JOIN account pot ON pot.account_id = transfer.debit_account
        WHERE award.round_id = @RoundId AND pot.fund_id = @FundId AND award.state IN ('WAITING', 'OFFERED', 'ACCEPTED', 'PAID', 'CLOSED')
        """);

    private static readonly Sql LockDrawn = new("SELECT COUNT(*) FROM sample_draw {lock} WHERE fund_id = @FundId AND round_id = @RoundId");

    private static readonly Sql Insert = new("""
        INSERT INTO sample_draw (fund_id, round_id, place, award_id, invited, drawn_at)
        VALUES (@FundId, @RoundId, @place, @awardId, @invited, @now)
        """);

    /// <summary>Makes every draw that is due.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<SampleRow> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await SampleRow.LoadUndrawn(session);
        }

        foreach (var sample in due)
        {
            await Draw(sample, cancellation);
        }
    }

    /// <summary>The ideas in the order of the lot: by the SHA-256, as lower-case hex, of the seed, a space and the idea's id.</summary>
    public static IEnumerable<string> InOrder(string seed, IEnumerable<string> projectIds) => projectIds
        .OrderBy(projectId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {projectId}"))),
            StringComparer.Ordinal);

    private async Task Draw(SampleRow sample, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var awards = (await transaction.Many<PaidRow>(SelectAwards, sample)).ToDictionary(award => award.ProjectId, StringComparer.Ordinal);
        if (awards.Count == 0 || awards.Values.Any(award => award.PaidAt is null) || await transaction.One<int>(LockDrawn, sample) > 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var (index, projectId) in InOrder(sample.Seed, awards.Keys).Index())
        {
            var (awardId, invited) = (awards[projectId].AwardId, index < sample.SampleGroups);
            await transaction.Execute(Insert, new { sample.FundId, sample.RoundId, place = index + 1, awardId, invited, now });
            if (invited)
            {
                await transaction.Publish(new GroupDrawn(awardId, sample.RoundId, sample.FundId, sample.Seed, now));
            }
        }

        await transaction.Commit();
    }

    private sealed record PaidRow
    {
        public string AwardId { get; init; } = "";
        public string ProjectId { get; init; } = "";
        public DateTimeOffset? PaidAt { get; init; }
    }
}
