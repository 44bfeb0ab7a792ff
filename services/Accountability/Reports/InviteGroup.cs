using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>
/// Invites a group that was drawn by lot to a conversation, once, as soon as we know both the draw and the group. What is
/// asked of it does not change; it says yes or no as it likes.
/// </summary>
internal sealed class InviteGroup(TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO invitation (award_id, round_id, drawn_at)
        SELECT @AwardId, @RoundId, @DrawnAt
        WHERE NOT EXISTS (SELECT 1 FROM invitation {lock} WHERE award_id = @AwardId)
        """);

    private static readonly Sql MarkInvited = new("""
        UPDATE invitation SET invited_at = @now WHERE award_id = @awardId AND invited_at IS NULL
        """);

    private static readonly Sql LockReport = new($"SELECT {ReportRow.Columns} FROM report {{lock}} WHERE award_id = @awardId");

    public async Task Apply(GroupDrawn message, Transaction transaction)
    {
        await RoundTurn.Take(transaction, message.RoundId);
        await transaction.Execute(Insert, message);
        await Invite(transaction, message.AwardId, clock.GetUtcNow());
    }

    /// <summary>Says so where the group was drawn, its report is there, and it was not invited yet.</summary>
    public static async Task Invite(Transaction transaction, string awardId, DateTimeOffset now)
    {
        if (await transaction.One<ReportRow>(LockReport, new { awardId }) is { } report
            && await transaction.Execute(MarkInvited, new { awardId, now }) == 1)
        {
            await transaction.Publish(new ConversationInvited(report.ReportId, report.Title, report.Recipient, now));
        }
    }
}
