using Microsoft.Extensions.Configuration;

namespace Participatory.Platform.Identity;

/// <summary>Where the public finds the pages: the setting <c>Address</c>, which stands in links and is the only host answered.</summary>
public static class PublicAddress
{
    /// <returns>Null where nothing is set, as a demonstration may be anywhere.</returns>
    /// <exception cref="InvalidOperationException">It can be no address, or people would type their codes in clear.</exception>
    public static Uri? Read(IConfiguration configuration) => configuration["Address"] is not { Length: > 0 } text ? null
        : !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            ? throw new InvalidOperationException("Address has to be an address, such as https://grants.example.gov.uk.")
        : address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback
            ? throw new InvalidOperationException(
                $"Address has to begin with https://, and is {text}: over http:// anybody on the way reads codes and ballots. Only this "
                + "machine's own, such as http://localhost:5080, may be without.")
        : address;

    /// <summary>The refusal to start without it.</summary>
    public static InvalidOperationException Missing() => new(
        "Please set Address to where people find the pages: it stands in the links of e-mails, and no other host is answered.");
}
