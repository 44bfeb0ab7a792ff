using Participatory.Accountability.Commitments;
using Participatory.Accountability.Outcomes;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>Keeps what an officer found out about an idea. Where it turns round what was found before, that is shown in public.</summary>
internal sealed class KeepReview(AnnounceOutcomes announce)
{
    private static readonly Sql Insert = new("""
        INSERT INTO review (round_id, project_id, reviewed_at, feasible, reason, reviewed_by)
        SELECT @RoundId, @ProposalId, @ReviewedAt, @Feasible, @Reason, @ReviewedBy
        WHERE NOT EXISTS (SELECT 1 FROM review {lock} WHERE round_id = @RoundId AND project_id = @ProposalId AND reviewed_at = @ReviewedAt)
        """);

    public async Task Apply(ProposalReviewed message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId, title: message.Title, proposer: message.ProposerSubject);
        await transaction.Execute(Insert, new
        {
            message.RoundId,
            message.ProposalId,
            message.ReviewedAt,
            message.Feasible,
            Reason = message.Feasible ? message.Note : message.Reason,
            message.ReviewedBy,
        });
        await ShowChangedMind.Look(transaction, message.RoundId, message.ProposalId);
        await announce.What(transaction, message.RoundId, message.ProposalId);
    }
}
