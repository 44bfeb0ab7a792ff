using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Accountability.Reports;

/// <summary>
/// Keeps what a group has said yes to. It may come after the payment; a group that we have not asked yet is asked when it thinks that the
/// money will have been used.
/// </summary>
internal sealed class KeepAward(CouncilDays days)
{
    private static readonly Sql Insert = new("""
        INSERT INTO award (award_id, round_id, project_id, area_code, title, recipient, amount_minor, currency, agreement_version,
            accepted_at, used_by)
        SELECT @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @RecipientSubject, @AmountMinor, @Currency, @AgreementVersion,
            @AcceptedAt, @usedBy
        WHERE NOT EXISTS (SELECT 1 FROM award {lock} WHERE award_id = @AwardId)
        """);

    private static readonly Sql Follow = new("""
        UPDATE report SET hope_at = @usedBy, next_ask_at = @usedBy
        WHERE award_id = @AwardId AND state = 'REQUESTED' AND times_asked = 0 AND paid_at < @usedBy
        """);

    public async Task Apply(AwardAccepted message, Transaction transaction)
    {
        await RoundTurn.Take(transaction, message.RoundId);
        var usedBy = message.UsedBy is { } day ? days.Begin(day).ToDateTimeOffset() : (DateTimeOffset?)null;
        await transaction.Execute(Insert, new
        {
            message.AwardId,
            message.RoundId,
            message.ProjectId,
            message.AreaCode,
            message.Title,
            message.RecipientSubject,
            message.AmountMinor,
            message.Currency,
            message.AgreementVersion,
            message.AcceptedAt,
            usedBy,
        });
        if (usedBy is not null)
        {
            await transaction.Execute(Follow, new { message.AwardId, usedBy });
        }
    }
}
