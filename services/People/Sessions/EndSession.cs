using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Ends one session. Once it is gone there is nothing left to end, so nothing is remembered of the request.</summary>
internal sealed class EndSession(Database database)
{
    private static readonly Sql Delete = new("DELETE FROM session WHERE secret_hash = @hash");

    public async Task<EndSessionResponse> Handle(EndSessionRequest request, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).SessionSecret(request.SessionSecret).Check();
        await using var transaction = await database.Begin(cancellation);
        await transaction.Execute(Delete, new { hash = Secret.Hash(request.SessionSecret) });
        await transaction.Commit();
        return new EndSessionResponse();
    }
}
