using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Shows one idea.</summary>
internal sealed class GetProposal(Database database)
{
    public async Task<Proposal> Handle(GetProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var session = await database.Read(cancellation);
        return await ProposalView.Load(session, request.RoundId, request.ProposalId, caller);
    }
}
