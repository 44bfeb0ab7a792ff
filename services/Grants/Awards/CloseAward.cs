using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>
/// The story of an award is taken: a paid award closes. Where the message comes before the payment is confirmed it is
/// kept, and the payment closes the award.
/// </summary>
internal sealed class CloseAward(TimeProvider clock)
{
    private static readonly Sql InsertReport = new("""
        INSERT INTO accepted_report (award_id, report_id, accepted_at) SELECT @AwardId, @ReportId, @AcceptedAt
        WHERE NOT EXISTS (SELECT 1 FROM accepted_report {lock} WHERE award_id = @AwardId)
        """);

    private static readonly Sql Update = new("""
        UPDATE award SET state = @State, closed_at = @ClosedAt WHERE award_id = @AwardId AND state = 'PAID'
        """);

    private static readonly Sql CountReports = new("SELECT COUNT(*) FROM accepted_report WHERE award_id = @AwardId");

    public Task Apply(ReportAccepted message, Transaction transaction) =>
        Apply(message.AwardId, message.ReportId, message.AcceptedAt, transaction);

    /// <summary>No story came, and the council noted why: the award closes all the same, and nothing is owed.</summary>
    public Task Apply(ReportExcused message, Transaction transaction) =>
        Apply(message.AwardId, message.ReportId, message.ExcusedAt, transaction);

    private async Task Apply(string awardId, string reportId, DateTimeOffset acceptedAt, Transaction transaction)
    {
        // The award first, here as where it is paid: whichever of the two comes second then sees the other.
        var award = await AwardRow.LockOrNull(transaction, awardId);
        await transaction.Execute(InsertReport, new { AwardId = awardId, ReportId = reportId, AcceptedAt = acceptedAt });
        if (award is not null)
        {
            await IfItCan(transaction, award, clock.GetUtcNow());
        }
    }

    /// <summary>The award as closed, where it is paid and its story is taken or excused; else null.</summary>
    internal static AwardRow? Decide(AwardRow award, bool storyTaken, DateTimeOffset now) => award.StateNow == AwardState.Paid && storyTaken
        ? award with { State = StateText.Of(AwardState.Closed), ClosedAt = now }
        : null;

    /// <summary>Closes an award that the transaction holds, where it is paid and its story is taken.</summary>
    public static async Task IfItCan(Transaction transaction, AwardRow award, DateTimeOffset now)
    {
        if (Decide(award, await transaction.One<int>(CountReports, new { award.AwardId }) > 0, now) is { } closed)
        {
            if (await transaction.Execute(Update, closed) != 1)
            {
                throw new InvalidOperationException($"The award {award.AwardId} changed while it was held.");
            }

            await transaction.Publish(new GrantClosed(
                award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.AmountMinor, award.Currency, now));
        }
    }
}
