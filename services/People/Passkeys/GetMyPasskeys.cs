using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>The caller's passkeys, and whether they should have one.</summary>
internal sealed class GetMyPasskeys(Database database, PeopleSettings settings, TimeProvider clock)
{
    public async Task<MyPasskeys> Handle(Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var owner = await PasskeyOwner.Load(session, caller, clock.GetUtcNow());
        var answer = new MyPasskeys
        {
            Possible = settings.HasPasskeys,
            Advised = settings.AsksStaffForPasskey && !settings.Demo && owner is { Roles: > 0, Passkeys.Count: 0 },
        };
        answer.Passkeys.AddRange(owner.Passkeys.Select(passkey => passkey.ToMessage()));
        return answer;
    }
}
