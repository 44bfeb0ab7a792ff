using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Authors;

/// <summary>Somebody who writes an idea ends an invitation: its link opens nothing any more, and nothing of it is kept.</summary>
internal sealed class EndInvitation(Database database)
{
    public async Task<EndInvitationResponse> Handle(EndInvitationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId)
            .Id("invitation_id", request.InvitationId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, EndInvitationResponse.Parser) is { } before)
        {
            return before;
        }

        var proposal = await ProposalRow.LockWithAuthors(transaction, request.RoundId, request.ProposalId);
        if (!proposal.IsWrittenBy(caller))
        {
            throw AuthorRow.OthersWrite();
        }

        await InvitationRow.Delete(transaction, request.RoundId, proposal.ProposalId, request.InvitationId);
        var answer = new EndInvitationResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
