using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Whoever holds an invitation says no. Who it was is not written down.</summary>
internal sealed class RefuseGroupInvitation(Database database, TimeProvider clock)
{
    public async Task<RefuseGroupInvitationResponse> Handle(RefuseGroupInvitationRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Opening(request.Secret).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, RefuseGroupInvitationResponse.Parser) is { } before)
        {
            return before;
        }

        await GroupRow.Lock(transaction, (await GroupInvitationRow.LoadBySecret(transaction, request.Secret)).GroupId);
        var refused = Decide(await GroupInvitationRow.LoadBySecret(transaction, request.Secret), clock.Now());
        await refused.Change(transaction);
        var answer = new RefuseGroupInvitationResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The invitation as it becomes. Pure.</summary>
    /// <exception cref="Refusal">It was used or is over.</exception>
    internal static GroupInvitationRow Decide(GroupInvitationRow invitation, DateTimeOffset now) =>
        invitation.MustBeOpen(now) with { State = StateText.Of(GroupInvitationState.Refused), InvitedBy = "" };
}
