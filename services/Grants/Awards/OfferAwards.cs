using Participatory.Contracts.Voting;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>A result is declared: every winner gets an award, once, and is offered it as soon as everything for it is there.</summary>
internal sealed class OfferAwards(TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO award (award_id, round_id, project_id, area_code, title, amount_minor, currency, place, state, won_at)
        SELECT @AwardId, @RoundId, @ProjectId, @AreaCode, @Title, @CostMinor, @Currency, @place, 'WAITING', @now
        WHERE NOT EXISTS (SELECT 1 FROM award {lock} WHERE round_id = @RoundId AND project_id = @ProjectId)
        """);

    public async Task Apply(ResultDeclared message, Transaction transaction)
    {
        var now = clock.GetUtcNow();
        var round = await RoundTerms.Hold(transaction, message.RoundId, message.Currency);
        foreach (var contest in message.Contests)
        {
            foreach (var (winner, place) in Winners(contest).Select((winner, index) => (winner, index + 1)))
            {
                await transaction.Execute(Insert, new
                {
                    AwardId = Guid.CreateVersion7().ToString(),
                    message.RoundId,
                    winner.ProjectId,
                    contest.AreaCode,
                    winner.Title,
                    winner.CostMinor,
                    message.Currency,
                    place,
                    now,
                });
            }
        }

        await Offer.WhatCanBe(transaction, round, now);
    }

    /// <summary>The winners of a contest in the order of their votes. One that costs nothing needs no grant.</summary>
    private static IEnumerable<ProjectDeclared> Winners(ContestDeclared contest) => contest.Projects
        .Where(project => project.Won && project.CostMinor > 0)
        .OrderByDescending(project => project.Votes)
        .ThenBy(project => project.ProjectId, StringComparer.Ordinal);
}
