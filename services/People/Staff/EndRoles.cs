using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// Ends everything that somebody of the staff may do, because they have left. Their sessions end and their next identity has no role any
/// more; nothing else of them changes.
/// </summary>
internal sealed class EndRoles(Database database, TimeProvider clock, SecurityLog security)
{
    public async Task<StaffMember> Handle(EndRolesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request).Check();
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } before)
        {
            return before;
        }

        var administrator = await Administrator.Lock(transaction, caller, email, now);
        var member = await StaffRow.Lock(transaction, email);
        var held = (await StaffRoleRow.Load(transaction, [email]))[email].ToList();
        var ended = Decide(held, administrator, now);
        if (ended)
        {
            await StaffRoleRow.RemoveAll(transaction, email);
            await StaffRow.Settle(transaction, email, now, caller.ShownAs);
            member = member with { EndedAt = now, EndedBy = caller.ShownAs };
            await StaffChangeRow.Note(transaction, new StaffChangeRow
            {
                Email = email, ShownAs = member.ShownAs, Kind = StateText.Of(StaffChangeKind.RolesEnded), ChangedAs = caller.ShownAs,
                ChangedAt = now,
            });
            await TellStaff.OfLoss(transaction, [.. held.Where(role => role.IsGiven(now))], member.ShownAs, caller.ShownAs, now);
        }

        var answer = await member.LoadMessage(transaction, caller, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (ended)
        {
            security.Note(SecurityEventKind.RolesEnded, caller.Subject, subject ?? "");
        }

        return answer;
    }

    /// <summary>There is something to end.</summary>
    /// <exception cref="Refusal">Nobody would be left who can give roles.</exception>
    internal static bool Decide(IEnumerable<StaffRoleRow> held, Administrator administrator, DateTimeOffset now)
    {
        var all = held.ToList();
        return all.Exists(row => row.Is(Access.V1.Role.Administrator) && row.IsGiven(now) && !administrator.LeavesOne(row.Email))
            ? throw new Refusal(PeopleReasons.LastAdministrator, field: "email")
            : all.Count > 0;
    }
}
