using Participatory.Contracts.People;
using Participatory.People.Following;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Rights;

/// <summary>
/// Forgets a person who asks for it: everything by which we know them goes in this transaction, and every service hears of it. Once they
/// are gone there is nobody left to forget, so nothing is remembered of the request.
/// </summary>
internal sealed class ForgetMe(Database database, PeopleSettings settings, TimeProvider clock, SecurityLog security, Happenings happenings)
{
    public async Task<ForgetMeResponse> Handle(ForgetMeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Check();
        var now = clock.GetUtcNow();
        await using var transaction = await database.Begin(cancellation);
        // Nobody gives them a role at this moment.
        await transaction.Hold("staff");
        var worksHere = await StaffRoleRow.LoadWorks(transaction, caller.Subject, now);
        var isMadeUp = settings.Demo && DemoPeople.All.Any(person => person.Subject == caller.Subject);
        if (Decide(worksHere, isMadeUp, await OpenGrants.LoadAny(transaction, caller.Subject)) is { } reason)
        {
            throw new Refusal(reason);
        }

        await Forget(transaction, caller.Subject, now);
        await transaction.Commit();
        // Their number alone, which is nobody's from now on.
        security.Note(SecurityEventKind.PersonForgotten, caller.Subject);
        return new ForgetMeResponse();
    }

    /// <summary>
    /// Why somebody cannot be forgotten: they work here, come again with the demonstration, or somebody has to be behind their grant. Null
    /// where they can.
    /// </summary>
    internal static Reason? Decide(bool worksHere, bool isMadeUp, bool hasOpenGrant) =>
        worksHere ? PeopleReasons.WorksHere : isMadeUp ? PeopleReasons.MadeUpPerson : hasOpenGrant ? PeopleReasons.GrantOpen : null;

    /// <summary>Removes a person here, and tells every service to do the same.</summary>
    public async Task Forget(Transaction transaction, string subject, DateTimeOffset now)
    {
        await AccountEnd.Remove(transaction, happenings, subject, now);
        await Forgetting.Note(transaction, subject, now);
        await transaction.Publish(new PersonForgotten(subject, now));
    }

    /// <summary>Removes what has come about somebody since they were forgotten.</summary>
    public Task Of(Transaction transaction, string subject) =>
        AccountEnd.Remove(transaction, happenings, subject, clock.GetUtcNow());
}
