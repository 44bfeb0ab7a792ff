using Grpc.Core;
using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.People;

/// <summary>The door to what people follow.</summary>
internal sealed partial class PeopleGrpc
{
    public override Task<Followed> Follow(FollowRequest request, ServerCallContext context) =>
        services.GetRequiredService<Follow>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<StopFollowingResponse> StopFollowing(StopFollowingRequest request, ServerCallContext context) =>
        services.GetRequiredService<StopFollowing>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListMyFollowingResponse> ListMyFollowing(ListMyFollowingRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListMyFollowing>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
