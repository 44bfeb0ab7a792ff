using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Budgets;

/// <summary>
/// Money that was released to an area was taken back: keeps how much, once. What people vote on is what is left when the
/// ballot paper is published; a paper that is out stays as it is.
/// </summary>
internal static class KeepClawback
{
    private static readonly Sql Insert = new("""
        INSERT INTO clawed_back (clawback_id, round_id, area_code, currency, amount_minor)
        SELECT @ClawbackId, @RoundId, @AreaCode, @Currency, @AmountMinor
        WHERE NOT EXISTS (SELECT 1 FROM clawed_back {lock} WHERE clawback_id = @ClawbackId)
        """);

    public static Task Apply(BudgetClawedBack message, Transaction transaction) =>
        transaction.Execute(Insert, new { message.ClawbackId, message.RoundId, message.AreaCode, message.Currency, message.AmountMinor });
}
