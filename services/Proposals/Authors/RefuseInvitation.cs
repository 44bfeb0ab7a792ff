using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Authors;

/// <summary>Somebody who was invited says no, with an account or without. Nothing of it is kept, and nobody is told.</summary>
internal sealed class RefuseInvitation(Database database, TimeProvider clock)
{
    public async Task<RefuseInvitationResponse> Handle(RefuseInvitationRequest request, CancellationToken cancellation)
    {
        LinkSecret.MustBeOne(request.Secret);
        new Fields().RequestId(request.RequestId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, RefuseInvitationResponse.Parser) is { } before)
        {
            return before;
        }

        var invitation = await InvitationRow.LoadBySecret(transaction, request.Secret, clock.Now());
        await invitation.Delete(transaction);
        var answer = new RefuseInvitationResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }
}
