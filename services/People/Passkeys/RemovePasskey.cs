using Participatory.People.Notices;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>Removes a passkey of the caller's. Once it is gone there is nothing left to remove, so nothing is remembered of it.</summary>
internal sealed class RemovePasskey(Database database, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql Delete = new("DELETE FROM passkey WHERE passkey_id = @PasskeyId AND subject = @Subject");

    public async Task<RemovePasskeyResponse> Handle(RemovePasskeyRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("passkey_id", request).Check();
        var now = clock.GetUtcNow();
        await using var transaction = await database.Begin(cancellation);
        var owner = await PasskeyOwner.Load(transaction, caller, now);
        owner.MustHaveShownOne(settings);
        var passkey = owner.Passkeys.FirstOrDefault(one => one.PasskeyId == request.PasskeyId);
        var removed = passkey is not null && await transaction.Execute(Delete, new { passkey.PasskeyId, caller.Subject }) == 1;
        if (removed)
        {
            await owner.Tell(transaction, caller, NoticeReason.PasskeyRemoved, passkey!.Name, now);
        }

        await transaction.Commit();
        if (removed)
        {
            security.Note(SecurityEventKind.PasskeyRemoved, caller.Subject);
        }

        return new RemovePasskeyResponse();
    }
}
