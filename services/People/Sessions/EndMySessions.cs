using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Signs a person out everywhere: in every browser, and wherever a link of theirs is open.</summary>
internal sealed class EndMySessions(Database database, TimeProvider clock, SecurityLog security)
{
    public async Task<EndMySessionsResponse> Handle(EndMySessionsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, EndMySessionsResponse.Parser) is { } before)
        {
            return before;
        }

        var answer = new EndMySessionsResponse { Ended = await SessionEnd.OfPerson(transaction, caller.Subject, clock.GetUtcNow()) };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.SignedOutEverywhere, caller.Subject, count: answer.Ended);
        return answer;
    }
}
