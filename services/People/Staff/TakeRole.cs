using Participatory.Access.V1;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Takes a role away from somebody, or says no to one that waits. Their sessions end; their next identity is without it.</summary>
internal sealed class TakeRole(Database database, TimeProvider clock, SecurityLog security)
{
    public async Task<StaffMember> Handle(TakeRoleRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request)
            .Require(StaffRoleRow.Named.Values.Contains(request.Role), "role", PeopleReasons.RoleUnknown).Check();
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } replayed)
        {
            return replayed;
        }

        var administrator = await Administrator.Lock(transaction, caller, email, now);
        var member = await StaffRow.Lock(transaction, email);
        var held = (await StaffRoleRow.Load(transaction, [email]))[email].ToList();
        var taken = Decide(held.FirstOrDefault(row => row.Is(request.Role)), administrator, now);
        await StaffRoleRow.Remove(transaction, taken);
        var kind = taken.IsGiven(now) ? StaffChangeKind.RoleTaken : StaffChangeKind.RoleDeclined;
        await StaffChangeRow.Note(transaction, StaffChangeRow.Of(kind, taken, member.ShownAs, caller.ShownAs, now));
        if (kind == StaffChangeKind.RoleTaken)
        {
            await StaffRow.Settle(transaction, email, now, caller.ShownAs);
            await TellStaff.OfLoss(transaction, [taken], member.ShownAs, caller.ShownAs, now);
        }

        var answer = await (await StaffRow.Lock(transaction, email)).LoadMessage(transaction, caller, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (kind == StaffChangeKind.RoleTaken)
        {
            security.Note(SecurityEventKind.RolesEnded, caller.Subject, subject ?? "");
        }

        return answer;
    }

    /// <summary>What is taken away.</summary>
    /// <param name="before">What they have of that role; null is nothing.</param>
    /// <exception cref="Refusal">They have nothing of it, or nobody would be left who can give roles.</exception>
    internal static StaffRoleRow Decide(StaffRoleRow? before, Administrator administrator, DateTimeOffset now)
    {
        if (before is null || !(before.IsGiven(now) || before.Waits(now)))
        {
            throw new Refusal(PeopleReasons.RoleNotHeld, field: "role");
        }

        return before.Is(Role.Administrator) && before.IsGiven(now) && !administrator.LeavesOne(before.Email)
            ? throw new Refusal(PeopleReasons.LastAdministrator, field: "role")
            : before;
    }
}
