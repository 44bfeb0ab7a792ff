using Participatory.Gateway.Calls;
using Participatory.People.V1;

namespace Participatory.Gateway.Settings;

/// <summary>Asks People how the council calls itself now, and for its logo.</summary>
public sealed class KeepCouncil(PeopleAsGateway people, GatewaySettings settings)
{
    public async Task Tick(CancellationToken cancellation)
    {
        settings.CouncilNow.Take(await people.Client.GetProfileAsync(new GetProfileRequest(), cancellationToken: cancellation));
        settings.CouncilNow.Take(await people.Client.GetLogoAsync(new GetLogoRequest(), cancellationToken: cancellation));
    }
}
