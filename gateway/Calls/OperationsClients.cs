using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Participatory.Gateway.Identity;
using Participatory.Operations.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Calls;

/// <summary>
/// How each service is asked how it is: with the visitor's own identity, and without waiting long for one that is not well.
/// </summary>
public sealed class OperationsClients(ServiceChannels channels, CallerToken token, InReadersWords words)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The services, by the names that an address may hold.</summary>
    public static IReadOnlyList<string> Services { get; } = ["proposals", "voting", "grants", "accountability", "people"];

    /// <param name="service">One of <see cref="Services"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public OperationsService.OperationsServiceClient Of(string service) =>
        new(Channel(service).For(() => token.Value, Patience).Intercept(words));

    private GrpcChannel Channel(string service) => service switch
    {
        "proposals" => channels.Proposals,
        "voting" => channels.Voting,
        "grants" => channels.Grants,
        "accountability" => channels.Accountability,
        "people" => channels.People,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "There is no such service."),
    };
}
