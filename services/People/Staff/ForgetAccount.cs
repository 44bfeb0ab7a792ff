using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// Forgets by which account at the council's own sign-in somebody is known. An account that was made anew there has another name for the
/// same person, and nobody but another officer can say that it is theirs.
/// </summary>
internal sealed class ForgetAccount(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql Delete = new("""
        DELETE FROM staff_account WHERE subject IN (SELECT subject FROM address WHERE kind = 'EMAIL' AND value = @email)
        """);

    public async Task<StaffMember> Handle(ForgetAccountRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request).Check();
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } before)
        {
            return before;
        }

        var member = await StaffRow.LockOther(transaction, email, caller);
        var changed = await transaction.Execute(Delete, new { email }) > 0;
        if (changed)
        {
            // Whoever signed in with the account that is gone does not go on as this person.
            await SessionEnd.OfAddress(transaction, email, now);
            await StaffChangeRow.Note(transaction, new StaffChangeRow
            {
                Email = email, ShownAs = member.ShownAs, Kind = StateText.Of(StaffChangeKind.AccountForgotten),
                ChangedAs = caller.ShownAs, ChangedAt = now,
            });
        }

        var answer = await member.LoadMessage(transaction, caller, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (changed)
        {
            security.Note(SecurityEventKind.AccountForgotten, caller.Subject, subject ?? "");
        }

        return answer;
    }
}
