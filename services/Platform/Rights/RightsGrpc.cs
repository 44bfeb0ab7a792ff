using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Rights.V1;

namespace Participatory.Platform.Rights;

/// <summary>What everybody may ask about themselves.</summary>
public sealed class RightsGrpc(PersonalData data, Database database, SecurityLog security) : RightsService.RightsServiceBase
{
    public override async Task GetMine(
        GetMineRequest request, IServerStreamWriter<GetMineResponse> responseStream, ServerCallContext context)
    {
        var subject = Guard.CallerOf(context).Subject;
        // Also where they hear only a part of it.
        security.Count(SecurityLog.OwnDataRead, subject);
        var mine = new MyRows(
            database, subject, part => responseStream.WriteAsync(part, context.CancellationToken), context.CancellationToken);
        await data.Read(mine).ConfigureAwait(false);
    }
}
