using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>The methods about signing for a round.</summary>
internal sealed partial class GrantsGrpc
{
    public override Task<Authority> StateAuthority(StateAuthorityRequest request, ServerCallContext context) =>
        services.GetRequiredService<StateAuthority>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<SignOff> GetSignOff(GetSignOffRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetSignOff>().Handle(request, Guard.CallerOf(context), context.CancellationToken);
}
