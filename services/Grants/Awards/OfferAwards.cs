using Participatory.Contracts.Grants;
using Participatory.Contracts.Voting;
using Participatory.Grants.Rules;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>
/// A result is declared: every winner gets an award, once, and is offered it as soon as everything for it is there. Winners
/// are those of the vote, changed by the ring-fences that were known before it; one that costs nothing needs no award.
/// </summary>
internal sealed class OfferAwards(TimeProvider clock, Offer offer)
{
    private static readonly Sql Insert = new("""
        INSERT INTO award (award_id, round_id, project_id, area_code, title, amount_minor, currency, place, state, won_at)
        SELECT @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @CostMinor, @Currency, @place, 'WAITING', @now
        WHERE NOT EXISTS (SELECT 1 FROM award {lock} WHERE round_id = @RoundId AND project_id = @ProjectId)
        """);

    private static readonly Sql InsertRunnerUp = new("""
        INSERT INTO runner_up (round_id, project_id, area_code, title, cost_minor, place)
        SELECT @RoundId, @ProjectId, @AreaCode, @Title, @CostMinor, @place
        WHERE NOT EXISTS (SELECT 1 FROM runner_up {lock} WHERE round_id = @RoundId AND project_id = @ProjectId)
        """);

    public async Task Apply(ResultDeclared message, Transaction transaction)
    {
        var now = clock.GetUtcNow();
        await RoundTerms.Lock(transaction, message.RoundId, message.Currency);
        await RoundTerms.FixRules(transaction, message.RoundId, now);
        await RoundTerms.NoteResult(transaction, message.RoundId, now);
        var fences = await MoneyRulesRow.LoadFences(transaction, message.RoundId);
        var marks = await MoneyRulesRow.LoadMarks(transaction, message.RoundId);
        var (areas, outcomes) = FencedResult.Of(message.Contests, fences, marks);
        foreach (var area in areas)
        {
            await Award(transaction, message, area, now);
        }

        await MoneyRulesRow.Keep(transaction, message.RoundId, areas, outcomes);
        await transaction.Publish(new WinnersKnown(message.RoundId, now, [.. areas.SelectMany(Changes)]));
        await offer.WhatCanBe(transaction, (await RoundTerms.LoadOrNull(transaction, message.RoundId))!, now);
    }

    private static IEnumerable<WinnerChanged> Changes(FencedResult area) =>
        area.PutIn.Select(one => new WinnerChanged(one.Idea.ProjectId, area.AreaCode, one.Idea.Title, Won: true, "")).Concat(
            area.TakenOut.Select(one => new WinnerChanged(one.Idea.ProjectId, area.AreaCode, one.Idea.Title, Won: false, one.Fence.Title)));

    private static async Task Award(Transaction transaction, ResultDeclared message, FencedResult fenced, DateTimeOffset now)
    {
        foreach (var (place, winner) in fenced.Winners.Index())
        {
            await transaction.Execute(Insert, new
            {
                AwardId = Guid.CreateVersion7().ToString(),
                message.RoundId,
                winner.ProjectId,
                fenced.AreaCode,
                winner.Title,
                winner.CostMinor,
                message.Currency,
                place = place + 1,
                now,
            });
        }

        foreach (var (place, idea) in fenced.RunnersUp.Index())
        {
            await transaction.Execute(
                InsertRunnerUp, new { message.RoundId, idea.ProjectId, fenced.AreaCode, idea.Title, idea.CostMinor, place = place + 1 });
        }
    }
}
