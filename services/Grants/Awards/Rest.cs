using Participatory.Grants.Rules;
using Participatory.Grants.V1;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>
/// What an area has left when every winner has its money: where the round's policy says so it is offered to the next idea,
/// in the order of their votes, at part of its cost. Its group says yes, with what it can do with it, or no, and then the
/// next one is asked.
/// </summary>
internal static class Rest
{
    // The next idea of an area in which no winner waits for money, beside what the area has and what is enough for it.
    private static readonly Sql SelectNext = new("""
        SELECT runner_up.project_id, runner_up.area_code, runner_up.title, runner_up.cost_minor, runner_up.place, pots.rest_minor
        FROM runner_up
        JOIN idea ON idea.round_id = runner_up.round_id AND idea.project_id = runner_up.project_id
        JOIN (SELECT area_code, SUM(balance) AS rest_minor FROM account
            WHERE round_id = @RoundId AND kind = 'POT' GROUP BY area_code) pots ON pots.area_code = runner_up.area_code
        WHERE runner_up.round_id = @RoundId AND pots.rest_minor > 0
            AND pots.rest_minor * 100 >= runner_up.cost_minor * @PartAtLeast
            AND NOT EXISTS (SELECT 1 FROM award
            WHERE award.round_id = @RoundId AND award.area_code = runner_up.area_code AND award.state = 'WAITING')
            AND NOT EXISTS (SELECT 1 FROM award WHERE award.round_id = @RoundId AND award.project_id = runner_up.project_id)
        ORDER BY runner_up.area_code, runner_up.place {limit @one}
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO award (award_id, round_id, project_id, area_code, title, amount_minor, full_cost_minor, currency, place, state, won_at)
        SELECT @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @amount, @fullCost, @Currency, @place, 'WAITING', @now
        WHERE NOT EXISTS (SELECT 1 FROM award {lock} WHERE round_id = @RoundId AND project_id = @ProjectId)
        """);

    /// <summary>Makes an award of the rest of one area, to be offered. False where there is none to make.</summary>
    public static async Task<bool> ToNext(Transaction transaction, RoundTerms round, DateTimeOffset now)
    {
        if (round is not { UnspentNow: UnspentMoney.OfferNext, ResultAt: not null })
        {
            return false;
        }

        var rules = await MoneyRulesRow.Load(transaction, round.RoundId);
        if (await transaction.One<Next>(SelectNext, new { round.RoundId, rules.PartAtLeast, one = 1 }) is not { } next)
        {
            return false;
        }

        var amount = Math.Min(next.RestMinor, next.CostMinor);
        return await transaction.Execute(Insert, new
        {
            AwardId = Guid.CreateVersion7().ToString(),
            round.RoundId,
            next.ProjectId,
            next.AreaCode,
            next.Title,
            amount,
            fullCost = amount < next.CostMinor ? next.CostMinor : (long?)null,
            round.Currency,
            // After every winner of the vote.
            place = 1_000_000 + next.Place,
            now,
        }) == 1;
    }

    private sealed record Next
    {
        public string ProjectId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Title { get; init; } = "";
        public long CostMinor { get; init; }
        public int Place { get; init; }
        public long RestMinor { get; init; }
    }
}
