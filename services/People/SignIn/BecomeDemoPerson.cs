using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.SignIn;

/// <summary>Signs in as one of the people of the demonstration, who are anybody's to be.</summary>
internal sealed class BecomeDemoPerson(Database database, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    public async Task<NewSession> Handle(BecomeDemoPersonRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).SessionSecret(request.SessionSecret).Check();
        var person = settings.Demo ? DemoPeople.All.FirstOrDefault(known => known.Key == request.Key) : null;
        if (person is null)
        {
            throw new Refusal(PeopleReasons.NoDemonstration, field: "key");
        }

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, NewSession.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var subject = await Addresses.FindOrAdd(transaction, person.Email, language: null, now, person.Subject);
        var session = await SessionStart.Begin(transaction, request.SessionSecret, subject, Ways.Demo, now, settings.Sessions.Idle);
        await transaction.Remember(caller, request, session);
        await transaction.Commit();
        security.Note(SecurityEventKind.SignedIn, subject, Ways.Demo);
        return session;
    }

    /// <summary>Who can be taken; nobody outside a demonstration.</summary>
    public ListDemoPeopleResponse List()
    {
        var answer = new ListDemoPeopleResponse();
        answer.People.AddRange(
            settings.Demo ? DemoPeople.All.Select(person => new V1.DemoPerson { Key = person.Key, Name = person.Name }) : []);
        return answer;
    }
}
