using Grpc.Core.Interceptors;
using Participatory.Gateway.Identity;
using Participatory.Platform.Calls;
using Participatory.Rights.V1;

namespace Participatory.Gateway.Calls;

/// <summary>How each service is asked for what it holds about the visitor, with their own identity.</summary>
public sealed class RightsClients(ServiceChannels channels, CallerToken token, InReadersWords words)
{
    /// <summary>Their photos and voice notes come with it, as fast as they take them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="service">One of <see cref="ServiceChannels.Names"/>.</param>
    public RightsService.RightsServiceClient Of(string service) =>
        new(channels.Of(service).For(() => token.Value, Patience).Intercept(words));
}
