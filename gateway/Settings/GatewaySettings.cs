using Participatory.Platform.Identity;
using Participatory.Platform.Running;

namespace Participatory.Gateway.Settings;

/// <summary>What the gateway reads from configuration, checked once at the start.</summary>
public sealed record GatewaySettings
{
    /// <summary>Where the five services answer gRPC, as base addresses such as http://127.0.0.1:5101.</summary>
    public required ServiceAddresses Services { get; init; }

    /// <summary>The folder that keeps keys and files from one start to the next.</summary>
    public required string Data { get; init; }

    /// <summary>How the council calls itself and looks, which changes while the gateway runs.</summary>
    public required CouncilNow CouncilNow { get; init; }

    /// <inheritdoc cref="CouncilNow.Council"/>
    public Council Council => CouncilNow.Council;

    /// <summary>Where people find the pages; null in a demonstration, which is found wherever it is called.</summary>
    public Uri? Address { get; init; }

    /// <summary>A passkey belongs to a name: there are some where the public address has one.</summary>
    public bool HasPasskeys => Address is { HostNameType: UriHostNameType.Dns };

    /// <summary>The council says that whatever has a name below that of <see cref="Address"/> is reached over https, too.</summary>
    public bool SubdomainsHaveTls { get; init; }

    /// <summary>The embedded default: the start page offers its people, and e-mail lands on a page instead of going out.</summary>
    public bool Demo { get; init; }

    /// <summary>Where officers sign in. Which of them is what, People knows.</summary>
    public ProviderSettings Officers { get; init; } = new();

    /// <summary>Where residents can sign in, beside a code and a passkey.</summary>
    public ProviderSettings Residents { get; init; } = new();

    /// <summary>The same as the services have, so that the page says what they do.</summary>
    public Retention Retention { get; init; } = Retention.Unset;

    /// <summary>Pictures of streets under maps; null where the council has switched none on.</summary>
    public MapTiles? MapTiles { get; init; }

    /// <summary>What stands before a path wherever we show a whole address: what the settings say, and only in a demonstration what the
    /// visitor's browser says.</summary>
    public string Root(HttpRequest request) => Address?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be; the message names it.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var demo = configuration.GetValue("Demo", false);
        return new GatewaySettings
        {
            Services = new ServiceAddresses(
                AddressIn(configuration, "Services:Proposals"),
                AddressIn(configuration, "Services:Voting"),
                AddressIn(configuration, "Services:Grants"),
                AddressIn(configuration, "Services:Accountability"),
                AddressIn(configuration, "Services:People")),
            Data = Path.GetFullPath(configuration["Data"] ?? "data"),
            CouncilNow = new CouncilNow(Council.Read(configuration)),
            Address = PublicAddress.Read(configuration) ?? (demo ? null : throw PublicAddress.Missing()),
            SubdomainsHaveTls = configuration.GetValue("StrictTransport:Subdomains", false),
            Demo = demo,
            Retention = Retention.Read(configuration),
            Officers = ProviderSettings.Read(configuration, "Officers"),
            Residents = ProviderSettings.Read(configuration, "Residents"),
            MapTiles = MapTiles.Read(configuration),
        };
    }

    private static Uri AddressIn(IConfiguration configuration, string name) =>
        Uri.TryCreate(configuration[name], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"{name} has to be an address, such as http://127.0.0.1:5101.");
}

public sealed record ServiceAddresses(Uri Proposals, Uri Voting, Uri Grants, Uri Accountability, Uri People);
