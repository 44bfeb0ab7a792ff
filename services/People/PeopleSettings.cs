using System.Globalization;
using MimeKit;
using Participatory.People.Persons;
using Participatory.People.Sessions;
using Participatory.People.Staff;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;

namespace Participatory.People;

/// <summary>What this service reads from configuration, checked once at the start.</summary>
internal sealed record PeopleSettings
{
    /// <summary>As the council calls itself in an e-mail.</summary>
    public required string CouncilName { get; init; }

    /// <summary>The languages of the council; the first is for whoever has chosen none.</summary>
    public required IReadOnlyList<CultureInfo> Languages { get; init; }

    /// <summary>Where people find the pages, for links in e-mail; null in a demonstration that may be anywhere.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whom people ask; it stands at the foot of every e-mail.</summary>
    public CouncilContact Contact { get; init; } = CouncilContact.None;

    /// <summary>On which days nobody works, until an administrator says it on a page.</summary>
    public DaysOff DaysOff { get; init; } = new(V1.Nation.England, []);

    /// <summary>From which hour of the council's morning its people are told what waits for them.</summary>
    public int DigestHour { get; init; } = 7;

    /// <summary>How long a session lasts.</summary>
    public SessionLimits Sessions { get; init; } = SessionLimits.Normal;

    /// <summary>Where everybody can read about a round.</summary>
    public string Round(string roundId) => At($"/rounds/{Uri.EscapeDataString(roundId)}");

    /// <summary>Where everybody can read an idea.</summary>
    public string Idea(string roundId, string projectId) =>
        At($"/rounds/{Uri.EscapeDataString(roundId)}/ideas/{Uri.EscapeDataString(projectId)}");

    /// <summary>Where everybody reads a voice, and whoever said it finds all of theirs.</summary>
    public string Voice(string roundId, string voiceId) =>
        At($"/rounds/{Uri.EscapeDataString(roundId)}/voices/{Uri.EscapeDataString(voiceId)}");

    /// <summary>The address of one of the pages, as it stands in an e-mail.</summary>
    public string At(string path) => $"{Address?.ToString().TrimEnd('/')}{path}";

    /// <summary>The people of the demonstration can be taken, and e-mail is kept to be looked at.</summary>
    public bool Demo { get; init; }

    /// <summary>
    /// How long we wait for more news before we tell a follower at once, so that one message has all of it. Nobody waits so long for a
    /// demonstration.
    /// </summary>
    public TimeSpan NewsCollects => Demo ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(10);

    /// <summary>The mail server; null leaves e-mail in the local outbox.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>Where the council's staff sign in, as an OpenID provider; null where they do it by code as everybody does.</summary>
    public ProviderSetting? StaffProvider { get; init; }

    /// <summary>Where residents can sign in with an account of theirs, as an OpenID provider; null where they do it here alone.</summary>
    public ProviderSetting? ResidentProvider { get; init; }

    /// <summary>A code proves an address and not a place at the council: with a provider it makes nobody an officer.</summary>
    public bool StaffSignInElsewhere => StaffProvider is not null;

    /// <summary>Members of staff who have added a passkey and sign in by code show it, too: before it they have no role.</summary>
    public bool PasskeyOnceAdded { get; init; } = true;

    /// <summary>A passkey belongs to a name, so the public address has one. "localhost" is a name, 127.0.0.1 is none.</summary>
    public bool HasPasskeys => Address is { HostNameType: UriHostNameType.Dns };

    /// <summary>As <see cref="PasskeyOnceAdded"/>, where there can be passkeys and staff sign in here.</summary>
    public bool AsksStaffForPasskey => PasskeyOnceAdded && HasPasskeys && !StaffSignInElsewhere;

    /// <summary>Whoever reads the e-mail of a finance officer can let go of money: a code is all that it takes.</summary>
    public bool CodeMakesFinance => !StaffSignInElsewhere && !Demo
        && Staff.Any(one => one.Roles.Any(role => StaffRow.RoleOf(role) == Access.V1.Role.Finance));

    /// <summary>Who works here, for the first start (<see cref="KeepStaff"/>).</summary>
    public IReadOnlyList<StaffSetting> Staff { get; init; } = [];

    /// <summary>Providers at which one mailbox has many addresses, for the setting <c>Mailboxes</c>; those that are known where it is
    /// not set.</summary>
    public IReadOnlyList<MailProvider> MailProviders { get; init; } = MailProvider.Known;

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be; the message names it.</exception>
    public static PeopleSettings Read(IConfiguration configuration)
    {
        var settings = new PeopleSettings
        {
            CouncilName = configuration["Council:Name"] is { Length: > 0 } name ? name : "Participatory",
            Contact = CouncilContact.Read(configuration),
            DaysOff = DaysOff.Read(configuration),
            Languages = Words.Language.Spoken(configuration.GetSection("Council:Languages").Get<string[]>()),
            Address = PublicAddress.Read(configuration),
            DigestHour = configuration.GetValue("Digest:Hour", 7),
            Sessions = SessionLimits.Read(configuration),
            Demo = configuration.GetValue("Demo", false),
            Mail = configuration.GetSection("Mail").Get<MailServer>() is { Host.Length: > 0 } mail ? mail : null,
            StaffProvider = ProviderSetting.Read(configuration, "Officers"),
            ResidentProvider = ProviderSetting.Read(configuration, "Residents"),
            PasskeyOnceAdded = configuration.GetValue("Officers:PasskeyOnceAdded", true),
            // Places that nobody has been named for yet, as in the example, are nobody's.
            Staff = [.. (configuration.GetSection("Officers:People").Get<StaffSetting[]>() ?? []).Where(one => one.Email.Length > 0)],
            MailProviders = configuration.GetSection("Mailboxes").Get<MailProvider[]>() ?? MailProvider.Known,
        };

        if (settings.DigestHour is < 0 or > 20)
        {
            throw new InvalidOperationException("Digest:Hour has to be an hour of the day between 0 and 20, such as 7.");
        }

        if (settings.Mail is { } server && !MailboxAddress.TryParse(server.From, out _))
        {
            throw new InvalidOperationException("Mail:From has to be an e-mail address, such as grants@example.gov.uk.");
        }

        if (settings.Mail is null && !settings.Demo)
        {
            throw new InvalidOperationException(
                "Nobody could sign in: set Mail:Host so that codes can be sent, or Demo to true to read them on a page.");
        }

        if (settings.Demo && (settings.Mail is not null || settings.Address is { IsLoopback: false }))
        {
            throw new InvalidOperationException(
                "In a demonstration everybody can be the finance officer, so it has no mail server and no public address: set Demo to "
                + "false, or take away Mail:Host and Address.");
        }

        if (settings.Staff.FirstOrDefault(one => !Addresses.LooksRight(one.Email)) is { } wrong)
        {
            throw new InvalidOperationException(
                $"Officers:People names {wrong.Name} with {wrong.Email}, and nobody can have such an e-mail address.");
        }

        if (settings.Staff.GroupBy(one => Addresses.Mailbox(one.Email))
            .FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException(
                $"Officers:People names one mailbox more than once ({string.Join(", ", twice.Select(one => one.Email))}); "
                + "whatever two people have to decide, one could decide alone.");
        }

        return settings.Address is null && !settings.Demo ? throw PublicAddress.Missing() : settings;
    }

    /// <summary>The language of that name where the council speaks it, otherwise the council's first.</summary>
    public CultureInfo Language(string? name) => Languages.FirstOrDefault(language => language.Name == name) ?? Languages[0];
}

/// <summary>An OpenID provider at which people sign in.</summary>
/// <param name="Authority">Where it is, and how it calls itself.</param>
/// <param name="ClientId">As whom it knows us.</param>
/// <param name="Name">As people know it; may be empty.</param>
internal sealed record ProviderSetting(Uri Authority, string ClientId, string Name)
{
    /// <param name="section">Whose it is, as the settings call it.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="InvalidOperationException">A setting is missing or cannot be; the message names it.</exception>
    public static ProviderSetting? Read(IConfiguration configuration, string section)
    {
        if (configuration[$"{section}:Authority"] is not { Length: > 0 } authority)
        {
            return null;
        }

        return new ProviderSetting(
            Uri.TryCreate(authority, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
                ? address : throw new InvalidOperationException($"{section}:Authority has to begin with https://."),
            configuration[$"{section}:ClientId"] is { Length: > 0 } client ? client
                : throw new InvalidOperationException($"Please set {section}:ClientId to the name by which the provider knows us."),
            configuration[$"{section}:Name"] ?? "");
    }
}

/// <summary>The council's mail server.</summary>
internal sealed record MailServer
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

/// <param name="Email">Compared without regard to case.</param>
/// <param name="Name">As shown in public, with the title: "Grace Bell, neighbourhood officer".</param>
/// <param name="Roles">"officer", "finance", "connector", "administrator", or several of them.</param>
/// <param name="Areas">The codes of the areas of an officer or a connector; empty is all.</param>
internal sealed record StaffSetting(string Email, string Name, string[] Roles, string[]? Areas = null);
