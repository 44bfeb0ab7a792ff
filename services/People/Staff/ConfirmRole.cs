using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>A second administrator confirms what the first has asked for; from the next identity on the role counts.</summary>
internal sealed class ConfirmRole(Database database, TimeProvider clock, SecurityLog security)
{
    public async Task<StaffMember> Handle(ConfirmRoleRequest request, Caller caller, CancellationToken cancellation)
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
        var before = (await StaffRoleRow.Load(transaction, [email]))[email].FirstOrDefault(row => row.Is(request.Role));
        var confirmed = Decide(before, administrator, now);
        await StaffRoleRow.Put(transaction, confirmed);
        await StaffChangeRow.Note(
            transaction, StaffChangeRow.Of(StaffChangeKind.RoleConfirmed, confirmed, member.ShownAs, caller.ShownAs, now));
        await StaffRow.Settle(transaction, email, now, by: null);
        await TellStaff.OfRole(transaction, confirmed, member.ShownAs, caller.ShownAs, now);

        var answer = await (await StaffRow.Lock(transaction, email)).LoadMessage(transaction, caller, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.RolesGivenBack, caller.Subject, subject ?? "");
        return answer;
    }

    /// <summary>The role as given, by somebody else than who asked for it and still is an administrator.</summary>
    /// <param name="before">Null where they have nothing of that role.</param>
    /// <exception cref="Refusal">One of these does not hold, or nothing waits.</exception>
    internal static StaffRoleRow Decide(StaffRoleRow? before, Administrator administrator, DateTimeOffset now)
    {
        if (before?.Waits(now) != true || administrator.All.All(row => row.Email != before.AskedBy))
        {
            throw new Refusal(PeopleReasons.RoleNotAsked, field: "role");
        }

        return before.AskedBy == administrator.Address
            ? throw new Refusal(PeopleReasons.SecondAdministratorNeeded)
            : before with
            {
                State = StateText.Of(RoleState.Given),
                ConfirmedBy = administrator.Address,
                ConfirmedAs = administrator.ShownAs,
                ConfirmedAt = now,
            };
    }
}
