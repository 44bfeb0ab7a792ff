using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Ends one session. Once it is gone there is nothing left to end, so nothing is remembered of the request.</summary>
internal sealed class EndSession(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql SelectSubject = new("SELECT subject FROM session WHERE secret_hash = @hash");

    public async Task<EndSessionResponse> Handle(EndSessionRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).SessionSecret(request.SessionSecret).Check();
        await using var transaction = await database.Begin(cancellation);
        var hash = Secret.Hash(request.SessionSecret);
        var subject = await transaction.One<string>(SelectSubject, new { hash });
        var ended = await SessionEnd.Of(transaction, [hash], clock.GetUtcNow());
        await transaction.Commit();
        if (ended == 1)
        {
            security.Note(SecurityEventKind.SignedOut, subject ?? "");
        }

        return new EndSessionResponse();
    }
}
