using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Authors;

/// <summary>Shows those who write an idea which invitations are open, without what opens them.</summary>
internal sealed class GetAuthorInvitations(Database database, TimeProvider clock)
{
    public async Task<GetAuthorInvitationsResponse> Handle(
        GetAuthorInvitationsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var session = await database.Read(cancellation);
        if (!(await ProposalView.LoadShown(session, request.RoundId, request.ProposalId, caller)).WrittenByMe)
        {
            throw AuthorRow.OthersWrite();
        }

        var open = await InvitationRow.LoadOpen(session, request.RoundId, request.ProposalId, clock.GetUtcNow());
        return new GetAuthorInvitationsResponse { Invitations = { open.Select(one => one.ToMessage()) } };
    }
}
