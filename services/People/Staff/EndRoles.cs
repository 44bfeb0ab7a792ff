using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Ends what somebody of the staff may do. Their next identity has no role any more; nothing else of them changes.</summary>
internal sealed class EndRoles(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql Update = new("""
        UPDATE staff SET ended_at = @now, ended_by = @ShownAs WHERE email = @email AND ended_at IS NULL
        """);

    public async Task<StaffMember> Handle(EndRolesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request).Check();
        var email = Addresses.Normal(request.Email);

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } before)
        {
            return before;
        }

        var member = await StaffRow.LockOther(transaction, email, caller);
        var now = clock.GetUtcNow();
        var changed = await transaction.Execute(Update, new { email, now, caller.ShownAs }) > 0;
        if (changed)
        {
            member = member with { EndedAt = now, EndedBy = caller.ShownAs };
            await StaffChangeRow.Note(transaction, email, StaffChangeKind.RolesEnded, caller, now);
        }

        var answer = member.ToMessage((await StaffChangeRow.Load(transaction, [email]))[email]);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (changed)
        {
            security.Note(SecurityEventKind.RolesEnded, caller.Subject, subject ?? "");
        }

        return answer;
    }
}
