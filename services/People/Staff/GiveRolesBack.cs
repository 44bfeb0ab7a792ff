using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Gives somebody back the roles that were ended here. They are those of the settings, from the next identity on.</summary>
internal sealed class GiveRolesBack(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql Update = new("""
        UPDATE staff SET ended_at = NULL, ended_by = NULL WHERE email = @email AND ended_at IS NOT NULL
        """);

    public async Task<StaffMember> Handle(GiveRolesBackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request).Check();
        var email = Addresses.Normal(request.Email);

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } before)
        {
            return before;
        }

        var member = await StaffRow.LockOther(transaction, email, caller);
        var changed = await transaction.Execute(Update, new { email }) > 0;
        if (changed)
        {
            member = member with { EndedAt = null, EndedBy = null };
            await StaffChangeRow.Note(transaction, email, StaffChangeKind.RolesGivenBack, caller, clock.GetUtcNow());
        }

        var answer = member.ToMessage((await StaffChangeRow.Load(transaction, [email]))[email]);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (changed)
        {
            security.Note(SecurityEventKind.RolesGivenBack, caller.Subject, subject ?? "");
        }

        return answer;
    }
}
