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

    private static readonly Sql End = new("UPDATE open_grant SET subject = '', is_over = 1 WHERE award_id = @awardId");

    private static readonly Sql Count = new("SELECT COUNT(*) FROM open_grant WHERE subject = @subject");

    private static readonly Sql Unlink = new("UPDATE open_grant SET subject = '', is_over = 1 WHERE subject = @subject");

    /// <summary>Starts to listen.</summary>
    public static void Listen(Bus bus, Database database)
    {
        bus.On<AwardOffered>("people.open-grant", database, (offered, transaction) => transaction.Execute(
            Insert, new { awardId = offered.AwardId, subject = offered.RecipientSubject, isOver = false }));
        bus.On<AwardDeclined>("people.end-declined", database, (over, transaction) => Over(transaction, over.AwardId));
        bus.On<AwardExpired>("people.end-expired", database, (over, transaction) => Over(transaction, over.AwardId));
        bus.On<AwardWithdrawn>("people.end-withdrawn", database, (over, transaction) => Over(transaction, over.AwardId));
        bus.On<PaymentConfirmed>("people.end-paid", database, (over, transaction) => Over(transaction, over.AwardId));
    }

    /// <summary>Whether somebody has one.</summary>
    public static async Task<bool> LoadAny(Session session, string subject) => await session.One<long>(Count, new { subject }) > 0;

    /// <summary>Nobody is behind them any more.</summary>
    public static Task Forget(Transaction transaction, string subject) => transaction.Execute(Unlink, new { subject });

    private static async Task Over(Transaction transaction, string awardId)
    {
        if (await transaction.Execute(Insert, new { awardId, subject = "", isOver = true }) == 0)
        {
            await transaction.Execute(End, new { awardId });
        }
    }
}
