using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Rights.V1;

namespace Participatory.Platform.Rights;

/// <summary>What everybody may ask about themselves.</summary>
public sealed class RightsGrpc(PersonalData data, Database database) : RightsService.RightsServiceBase
{
    public override async Task GetMine(
        GetMineRequest request, IServerStreamWriter<GetMineResponse> responseStream, ServerCallContext context)
    {
        var mine = new MyRows(
            database, Guard.CallerOf(context).Subject, part => responseStream.WriteAsync(part, context.CancellationToken),
            context.CancellationToken);
        await data.Read(mine).ConfigureAwait(false);
    }
}
