using Participatory.Contracts.Grants;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Rights;

/// <summary>
/// Whose grant is not finished: offered, or accepted and not paid. It is heard of from Grants, in any order; what is over stays so.
/// </summary>
internal static class OpenGrants
{
    private static readonly Sql Insert = new("""
        INSERT INTO open_grant (award_id, subject, is_over) SELECT @awardId, @subject, @isOver
        WHERE NOT EXISTS (SELECT 1 FROM open_grant {lock} WHERE award_id = @awardId)
        """);

    private static readonly Sql Pass = new("UPDATE open_grant SET subject = @subject WHERE award_id = @awardId AND is_over = 0");

    private static readonly Sql End = new("UPDATE open_grant SET subject = '', is_over = 1 WHERE award_id = @awardId");

    private static readonly Sql Count = new("SELECT COUNT(*) FROM open_grant WHERE subject = @subject");

    private static readonly Sql Unlink = new("UPDATE open_grant SET subject = '', is_over = 1 WHERE subject = @subject");

    /// <summary>Starts to listen.</summary>
    public static void Listen(Bus bus, Database database)
    {
        bus.On<AwardOffered>("people.open-grant", database, (offered, transaction) => transaction.Execute(
            Insert, new { awardId = offered.AwardId, subject = offered.RecipientSubject, isOver = false }));
        // Of a group it is whoever said yes for it who is behind it; it was offered to one of those who could. What is a person's own stays
        // theirs, and may have been moved to a group before we hear that they said yes.
        bus.On<AwardAccepted>("people.answer-grant", database, (accepted, transaction) => accepted.GroupId.Length == 0
            ? Task.CompletedTask : PassOn(transaction, accepted.AwardId, accepted.RecipientSubject));
        bus.On<AwardMoved>("people.move-grant", database, (moved, transaction) =>
            PassOn(transaction, moved.AwardId, moved.RecipientSubject));
        bus.On<AwardDeclined>("people.end-declined", database, (over, transaction) => Over(transaction, over.AwardId));
        bus.On<AwardExpired>("people.end-expired", database, (over, transaction) => Over(transaction, over.AwardId));
        bus.On<AwardWithdrawn>("people.end-withdrawn", database, (over, transaction) => Over(transaction, over.AwardId));
        bus.On<PaymentConfirmed>("people.end-paid", database, (over, transaction) => Over(transaction, over.AwardId));
    }

    /// <summary>Whether somebody has one.</summary>
    public static async Task<bool> LoadAny(Session session, string subject) => await session.One<long>(Count, new { subject }) > 0;

    /// <summary>Nobody is behind them any more.</summary>
    public static Task Forget(Transaction transaction, string subject) => transaction.Execute(Unlink, new { subject });

    // An award goes to somebody else once at most, so it ends the same in whatever order it is heard.
    private static async Task PassOn(Transaction transaction, string awardId, string subject)
    {
        if (await transaction.Execute(Insert, new { awardId, subject, isOver = false }) == 0)
        {
            await transaction.Execute(Pass, new { awardId, subject });
        }
    }

    private static async Task Over(Transaction transaction, string awardId)
    {
        if (await transaction.Execute(Insert, new { awardId, subject = "", isOver = true }) == 0)
        {
            await transaction.Execute(End, new { awardId });
        }
    }
}
