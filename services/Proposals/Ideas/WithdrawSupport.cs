using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Somebody no longer supports an idea; that they did is forgotten.</summary>
internal sealed class WithdrawSupport(Database database, TimeProvider clock)
{
    private static readonly Sql Delete = new("""
        DELETE FROM support WHERE round_id = @RoundId AND proposal_id = @ProposalId AND supporter_subject = @Subject
        """);

    private static readonly Sql Count = new("""
        UPDATE proposal SET supports = supports - 1 WHERE round_id = @RoundId AND proposal_id = @ProposalId
        """);

    public async Task<Proposal> Handle(WithdrawSupportRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        var round = await RoundRow.Load(transaction, request.RoundId);
        var proposal = await ProposalRow.Lock(transaction, round.RoundId, request.ProposalId);
        // Whoever may support now may think better of it.
        var row = SupportProposal.Decide(proposal, round, caller, clock.Now());
        if (await transaction.Execute(Delete, row) == 1)
        {
            await transaction.Execute(Count, row);
            await JoinedIdeas.TakeSupportBack(transaction, row);
        }

        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        await transaction.Commit();
        return answer;
    }
}
