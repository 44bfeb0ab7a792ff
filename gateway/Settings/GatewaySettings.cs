using MimeKit;

namespace Participatory.Gateway.Settings;

/// <summary>What the gateway reads from configuration, checked once at the start.</summary>
public sealed record GatewaySettings
{
    /// <summary>Where the four services answer gRPC, as base addresses such as http://127.0.0.1:5101.</summary>
    public required ServiceAddresses Services { get; init; }

    /// <summary>The folder that keeps keys and files from one start to the next.</summary>
    public required string Data { get; init; }

    public required Council Council { get; init; }

    /// <summary>Where people find these pages, such as https://grants.example.gov.uk: for links in e-mail. Without it, where the gateway itself listens.</summary>
    public Uri? Address { get; init; }

    /// <summary>The embedded default: the start page offers the five people and e-mail lands on a page.</summary>
    public bool Demo { get; init; }

    /// <summary>The mail server; without one, e-mail stays in the local outbox, which only Demo shows.</summary>
    public MailServer? Mail { get; init; }

    public OfficerSettings Officers { get; init; } = new();

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be; the message names it.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var settings = new GatewaySettings
        {
            Services = new ServiceAddresses(
                AddressIn(configuration, "Services:Proposals"),
                AddressIn(configuration, "Services:Voting"),
                AddressIn(configuration, "Services:Grants"),
                AddressIn(configuration, "Services:Accountability")),
            Data = Path.GetFullPath(configuration["Data"] ?? "data"),
            Council = Council.Read(configuration.GetSection("Council")),
            Address = configuration["Address"] is { Length: > 0 } ? AddressIn(configuration, "Address") : null,
            Demo = configuration.GetValue("Demo", false),
            Mail = configuration.GetSection("Mail").Get<MailServer>() is { Host.Length: > 0 } mail ? mail : null,
            Officers = configuration.GetSection("Officers").Get<OfficerSettings>() ?? new OfficerSettings(),
        };

        if (settings.Mail is { } server && !MailboxAddress.TryParse(server.From, out _))
        {
            throw new InvalidOperationException("Mail:From has to be an e-mail address, such as grants@example.gov.uk.");
        }

        if (settings.Mail is null && !settings.Demo)
        {
            throw new InvalidOperationException(
                "Nobody could sign in: set Mail:Host so that codes can be sent, or Demo to true to read them on a page.");
        }

        return settings;
    }

    private static Uri AddressIn(IConfiguration configuration, string name) =>
        Uri.TryCreate(configuration[name], UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"{name} has to be an address, such as http://127.0.0.1:5101.");
}

public sealed record ServiceAddresses(Uri Proposals, Uri Voting, Uri Grants, Uri Accountability);

public sealed record MailServer
{
    public string Host { get; init; } = "";
    public int Port { get; init; } = 587;
    public string? User { get; init; }
    public string? Password { get; init; }
    public string From { get; init; } = "";
    public bool Tls { get; init; } = true;

    /// <summary>A PEM file with a self-signed server's certificate, or its authority's, where no public authority vouches for it.</summary>
    public string? Certificate { get; init; }

    /// <summary>How long one e-mail may take; what takes longer is tried again later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How officers sign in, and which of them is what.</summary>
public sealed record OfficerSettings
{
    /// <summary>The OpenID provider's address; empty where officers sign in by code as everybody does.</summary>
    public string? Authority { get; init; }
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }
    public IReadOnlyList<Officer> People { get; init; } = [];

    public bool HasProvider => !string.IsNullOrWhiteSpace(Authority);

    /// <returns>What configuration says about an address; null where it says nothing.</returns>
    public Officer? Find(string email) =>
        People.FirstOrDefault(officer => string.Equals(officer.Email.Trim(), email.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <param name="Email">Compared without regard to case.</param>
/// <param name="Name">As shown in public, with the title: "Grace Bell, neighbourhood officer".</param>
/// <param name="Roles">"officer", "finance" or both.</param>
/// <param name="Areas">The area codes an officer works for; empty is all.</param>
public sealed record Officer(string Email, string Name, string[] Roles, string[]? Areas = null);
