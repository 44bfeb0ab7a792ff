using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>A ballot paper is out: keeps whose idea each project is. Offers that waited for it are made.</summary>
internal sealed class LearnIdeas(TimeProvider clock, Offer offer)
{
    private static readonly Sql Insert = new("""
        INSERT INTO idea (round_id, project_id, area_code, proposer, group_id)
        SELECT @RoundId, @ProjectId, @AreaCode, @ProposerSubject, @GroupId
        WHERE NOT EXISTS (SELECT 1 FROM idea WHERE round_id = @RoundId AND project_id = @ProjectId)
        """);

    public async Task Apply(BallotPaperPublished message, Transaction transaction)
    {
        var round = await RoundTerms.Lock(transaction, message.RoundId, message.Currency);
        await RoundTerms.FixRules(transaction, message.RoundId, message.OpensAt);
        await RoundTerms.NoteEnd(transaction, message.RoundId, message.ClosesAt);
        // An idea of nobody has nobody to offer the money to; its award stays where officers see it waiting.
        foreach (var contest in message.Contests)
        {
            foreach (var project in contest.Projects.Where(project => project.ProposerSubject.Length > 0 || project.GroupId.Length > 0))
            {
                await transaction.Execute(
                    Insert, new { message.RoundId, project.ProjectId, contest.AreaCode, project.ProposerSubject, project.GroupId });
            }
        }

        await offer.WhatCanBe(transaction, round, clock.GetUtcNow());
    }
}
