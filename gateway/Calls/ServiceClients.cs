using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Participatory.Accountability.V1;
using Participatory.Gateway.Identity;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.Operations.V1;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Rights.V1;
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
        services.AddScoped<RightsClients>();
        services.AddSingleton<PeopleAsGateway>();
        services.AddSingleton<SourceMark>();
        services.AddSingleton<MarkedCalls>();
        services.AddSingleton<InReadersWords>();
        services.AddScoped(visit => new ProposalsService.ProposalsServiceClient(
            Calls(visit, Channels(visit).Proposals).Intercept(visit.GetRequiredService<MarkedCalls>())));
        services.AddScoped(visit => new VotingService.VotingServiceClient(
            Calls(visit, Channels(visit).Voting).Intercept(visit.GetRequiredService<MarkedCalls>())));
        services.AddScoped(visit => new GrantsService.GrantsServiceClient(Calls(visit, Channels(visit).Grants)));
        services.AddScoped(visit => new PeopleService.PeopleServiceClient(
            Calls(visit, Channels(visit).People).Intercept(visit.GetRequiredService<MarkedCalls>())));
        services.AddScoped(visit => new AccountabilityService.AccountabilityServiceClient(
            Calls(visit, Channels(visit).Accountability).Intercept(visit.GetRequiredService<MarkedCalls>())));
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

    public GrpcChannel People { get; } = To(settings.Services.People, PeopleService.Descriptor);

    /// <summary>The services, by the names that an address may hold.</summary>
    public static IReadOnlyList<string> Names { get; } = ["proposals", "voting", "grants", "accountability", "people"];

    /// <param name="service">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public GrpcChannel Of(string service) => service switch
    {
        "proposals" => Proposals,
        "voting" => Voting,
        "grants" => Grants,
        "accountability" => Accountability,
        "people" => People,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "There is no such service."),
    };

    public void Dispose()
    {
        People.Dispose();
        Proposals.Dispose();
        Voting.Dispose();
        Grants.Dispose();
        Accountability.Dispose();
    }

    private static GrpcChannel To(Uri address, Google.Protobuf.Reflection.ServiceDescriptor service) => Platform.Calls.Channels.To(
        address.ToString(), service, OperationsService.Descriptor, RightsService.Descriptor, Grpc.Health.V1.Health.Descriptor);
}

/// <summary>People, called by the gateway itself: for visitors who are nobody yet, and to find out who they are.</summary>
public sealed class PeopleAsGateway(ServiceChannels channels, GatewaySecret secret, InReadersWords words, MarkedCalls marked)
{
    /// <summary>A page waits for it; who it is, is known soon or not at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The client; it shows the secret of gateways and nobody's identity.</summary>
    public PeopleService.PeopleServiceClient Client { get; } = new(channels.People.For(() => null, Patience).Intercept(headers =>
    {
        headers.Add("authorization", secret.Header);
        return headers;
    }).Intercept(words).Intercept(marked));
}
