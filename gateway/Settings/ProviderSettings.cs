namespace Participatory.Gateway.Settings;

/// <summary>An OpenID provider at which people sign in.</summary>
public sealed record ProviderSettings
{
    /// <summary>Whose it is, as the settings call it: "Officers" or "Residents".</summary>
    public string Section { get; init; } = "";

    /// <summary>As people know it; of the residents' provider it stands on the button.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it is, and how it calls itself; empty where there is none.</summary>
    public string? Authority { get; init; }

    /// <summary>As whom it knows us.</summary>
    public string? ClientId { get; init; }

    /// <summary>By which it knows us: this, or our key.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A PEM file with our private key, where it knows us by that (private_key_jwt).</summary>
    public string? ClientKeyFile { get; init; }

    /// <summary>How the provider calls that key; where it knows only one, it needs no name.</summary>
    public string? ClientKeyId { get; init; }

    /// <summary>For whom what the key signs is good: the provider's own name, where it wants proofs of the newer kind
    /// (draft-ietf-oauth-rfc7523bis). Otherwise it is the address at which it gives tokens (RFC 7523, as GOV.UK One Login).</summary>
    public string? ClientKeyAudience { get; init; }

    public bool HasProvider => !string.IsNullOrWhiteSpace(Authority);

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be; the message names it.</exception>
    public static ProviderSettings Read(IConfiguration configuration, string section)
    {
        var settings = (configuration.GetSection(section).Get<ProviderSettings>() ?? new ProviderSettings()) with { Section = section };
        if (!settings.HasProvider)
        {
            return settings;
        }

        if (!Uri.TryCreate(settings.Authority, UriKind.Absolute, out var authority)
            || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback))
        {
            throw new InvalidOperationException($"{section}:Authority has to begin with https://.");
        }

        if (string.IsNullOrWhiteSpace(settings.ClientId))
        {
            throw new InvalidOperationException($"Please set {section}:ClientId to the name by which the provider knows us.");
        }

        if (string.IsNullOrWhiteSpace(settings.ClientSecret) == string.IsNullOrWhiteSpace(settings.ClientKeyFile))
        {
            throw new InvalidOperationException(
                $"The provider knows us by one thing: set {section}:ClientSecret or {section}:ClientKeyFile, and not both.");
        }

        return section != "Residents" || !string.IsNullOrWhiteSpace(settings.Name)
            ? settings : throw new InvalidOperationException(
                "Please set Residents:Name to how people know the provider, such as GOV.UK One Login; it stands on the button.");
    }
}
