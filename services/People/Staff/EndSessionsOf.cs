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
/// Ends every session of the account with an address, because its owner asks for it or somebody else seems to be in it. Who has an account
/// here is nobody's business: neither the answer nor what staff see of the security log says whether there was one.
/// </summary>
internal sealed class EndSessionsOf(Database database, TimeProvider clock, SecurityLog security)
{
    public async Task<EndSessionsOfResponse> Handle(EndSessionsOfRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Require(Addresses.LooksRight(request.Email), "email", PeopleReasons.EmailWrong).Check();
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, EndSessionsOfResponse.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("staff");
        await Administrator.Load(transaction, caller, now);
        await SessionEnd.OfAddress(transaction, email, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        var answer = new EndSessionsOfResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.SessionsEnded, caller.Subject, subject ?? "");
        return answer;
    }
}
