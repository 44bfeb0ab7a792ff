using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Reports;

/// <summary>Keeps what a group has said yes to. It may come after the payment, and changes nothing that was asked.</summary>
internal sealed class KeepAward
{
    private static readonly Sql Insert = new("""
        INSERT INTO award (award_id, round_id, project_id, area_code, title, recipient, amount_minor, currency, agreement_version, accepted_at)
        SELECT @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @RecipientSubject, @AmountMinor, @Currency, @AgreementVersion, @AcceptedAt
        WHERE NOT EXISTS (SELECT 1 FROM award {lock} WHERE award_id = @AwardId)
        """);

    public Task Apply(AwardAccepted message, Transaction transaction) => transaction.Execute(Insert, message);
}
