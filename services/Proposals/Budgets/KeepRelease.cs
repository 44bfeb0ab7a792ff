using Participatory.Contracts.Grants;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Budgets;

/// <summary>
/// Money was released to areas: keeps how much, once for each release. It may come before the round that it is for,
/// or name areas that the round does not have; it is kept all the same.
/// </summary>
internal static class KeepRelease
{
    private static readonly Sql Insert = new("""
        INSERT INTO budget_release (release_id, round_id, released_at)
        SELECT @releaseId, @roundId, @releasedAt
        WHERE NOT EXISTS (SELECT 1 FROM budget_release {lock} WHERE release_id = @releaseId)
        """);

    private static readonly Sql InsertLine = new("""
        INSERT INTO released_to_area (round_id, area_code, release_id, currency, amount_minor)
        VALUES (@roundId, @areaCode, @releaseId, @currency, @amountMinor)
        """);

    public static async Task Apply(BudgetReleased message, Transaction transaction)
    {
        if (await transaction.Execute(
            Insert, new { releaseId = message.ReleaseId, roundId = message.RoundId, releasedAt = message.ReleasedAt }) == 0)
        {
            return;
        }

        foreach (var area in message.Lines.GroupBy(line => line.AreaCode, StringComparer.Ordinal))
        {
            await transaction.Execute(InsertLine, new
            {
                roundId = message.RoundId,
                areaCode = area.Key,
                releaseId = message.ReleaseId,
                currency = message.Currency,
                amountMinor = area.Sum(line => line.AmountMinor),
            });
        }
    }
}
