using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Participatory.Accountability.V1;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.Operations.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Calls;

/// <summary>
/// The gRPC clients that pages ask for in their constructors. Each call carries the visitor's own identity and a
/// deadline, and is tried again only where that is safe.
/// </summary>
internal static class ServiceClients
{
    public static void AddServiceClients(this IServiceCollection services)
    {
        services.AddSingleton<ServiceChannels>();
        services.AddSingleton<FromGrants>();
        services.AddScoped<CallerToken>();
        services.AddScoped<OperationsClients>();
        services.AddSingleton<SourceMark>();
        services.AddSingleton<MarkedCalls>();
        services.AddSingleton<InReadersWords>();
        services.AddScoped(visit => new ProposalsService.ProposalsServiceClient(Calls(visit, Channels(visit).Proposals)));
        services.AddScoped(visit => new VotingService.VotingServiceClient(
            Calls(visit, Channels(visit).Voting).Intercept(visit.GetRequiredService<MarkedCalls>())));
        services.AddScoped(visit => new GrantsService.GrantsServiceClient(Calls(visit, Channels(visit).Grants)));
        services.AddScoped(visit => new AccountabilityService.AccountabilityServiceClient(Calls(visit, Channels(visit).Accountability)));
    }

    private static ServiceChannels Channels(IServiceProvider visit) => visit.GetRequiredService<ServiceChannels>();

    private static CallInvoker Calls(IServiceProvider visit, GrpcChannel channel) =>
        channel.For(Token(visit)).Intercept(visit.GetRequiredService<InReadersWords>());

    private static Func<string?> Token(IServiceProvider visit)
    {
        var token = visit.GetRequiredService<CallerToken>();
        return () => token.Value;
    }
}

/// <summary>One connection to each service, for as long as the gateway runs.</summary>
public sealed class ServiceChannels(GatewaySettings settings) : IDisposable
{
    public GrpcChannel Proposals { get; } = To(settings.Services.Proposals, ProposalsService.Descriptor);

    public GrpcChannel Voting { get; } = To(settings.Services.Voting, VotingService.Descriptor);

    public GrpcChannel Grants { get; } = To(settings.Services.Grants, GrantsService.Descriptor);

    public GrpcChannel Accountability { get; } = To(settings.Services.Accountability, AccountabilityService.Descriptor);

    public void Dispose()
    {
        Proposals.Dispose();
        Voting.Dispose();
        Grants.Dispose();
        Accountability.Dispose();
    }

    private static GrpcChannel To(Uri address, Google.Protobuf.Reflection.ServiceDescriptor service) =>
        Platform.Calls.Channels.To(address.ToString(), service, OperationsService.Descriptor, Grpc.Health.V1.Health.Descriptor);
}
