using Microsoft.Extensions.Configuration;

namespace Participatory.Platform.Identity;

/// <summary>Where the public finds the pages: the setting <c>Address</c>, which stands in links and is the only host answered.</summary>
public static class PublicAddress
{
    /// <returns>Null where nothing is set, as a demonstration may be anywhere.</returns>
    /// <exception cref="InvalidOperationException">It can be no address.</exception>
    public static Uri? Read(IConfiguration configuration) => configuration["Address"] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new InvalidOperationException("Address has to be an address, such as https://grants.example.gov.uk.");

    /// <summary>The refusal to start without it.</summary>
    public static InvalidOperationException Missing() => new(
        "Please set Address to where people find the pages: it stands in the links of e-mails, and no other host is answered.");
}
