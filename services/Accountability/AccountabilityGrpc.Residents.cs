using Grpc.Core;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability;

/// <summary>The door to numbers of the people who live in each area.</summary>
internal sealed partial class AccountabilityGrpc
{
    public override Task<Residents> AddResidents(IAsyncStreamReader<AddResidentsRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<AddResidents>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Residents> UseResidents(UseResidentsRequest request, ServerCallContext context) =>
        services.GetRequiredService<UseResidents>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Residents> GetResidents(GetResidentsRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetResidents>().Handle(request, context.CancellationToken);

    public override Task<ResidentsForm> GetResidentsForm(GetResidentsFormRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetResidentsForm>().Handle(context.CancellationToken);
}
