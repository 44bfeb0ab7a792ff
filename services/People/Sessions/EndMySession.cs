using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Ends one session of the caller's, in another browser. Once it is gone there is nothing left to end.</summary>
internal sealed class EndMySession(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql SelectMine = new("SELECT secret_hash FROM session WHERE subject = @Subject");

    public async Task<EndMySessionResponse> Handle(EndMySessionRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("session_id", request).Check();
        await using var transaction = await database.Begin(cancellation);
        var mine = await transaction.Many<byte[]>(SelectMine, new { caller.Subject });
        var ended = await SessionEnd.Of(transaction, mine.Where(hash => Secret.IdOf(hash) == request.SessionId), clock.GetUtcNow());
        await transaction.Commit();
        if (ended == 1)
        {
            security.Note(SecurityEventKind.SignedOut, caller.Subject);
        }

        return new EndMySessionResponse();
    }
}
