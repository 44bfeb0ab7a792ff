using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Funders;

/// <summary>Keeps which funds the money of a round comes from, so that a funder finds its share.</summary>
internal static class KeepFund
{
    private static readonly Sql Insert = new("""
        INSERT INTO round_fund (round_id, fund_id)
        SELECT @RoundId, @FundId
        WHERE NOT EXISTS (SELECT 1 FROM round_fund {lock} WHERE round_id = @RoundId AND fund_id = @FundId)
        """);

    public static Task Apply(BudgetReleased message, Transaction transaction) =>
        transaction.Execute(Insert, new { message.RoundId, message.FundId });
}
