using Grpc.Core.Interceptors;
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

    /// <param name="service">One of <see cref="ServiceChannels.Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public OperationsService.OperationsServiceClient Of(string service) =>
        new(channels.Of(service).For(() => token.Value, Patience).Intercept(words));
}
