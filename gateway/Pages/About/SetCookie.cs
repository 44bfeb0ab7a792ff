using System.Globalization;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.About;

/// <summary>
/// A cookie that code of ours sets. What it is for and when it goes are sentences of <c>Cookies.resx</c>: <c>{Word}Why</c> and
/// <c>{Word}Kept</c>. A test finds every name in the source, so that none is set and not told.
/// </summary>
/// <param name="Name">As code spells it.</param>
/// <param name="Begins">Its names only begin so.</param>
/// <param name="WholeSite">It is for all pages and over TLS has "__Host-" before it (<see cref="Loopback.NameOf"/>); others have
/// "__Secure-" (<see cref="Loopback.NameOfPath"/>).</param>
public sealed record SetCookie(string Name, string Word, bool Begins = false, bool WholeSite = true)
{
    /// <summary>Of everybody's browser, in the order in which people meet them.</summary>
    public static IReadOnlyList<SetCookie> All { get; } =
    [
        new("participatory-form", "Form"),
        new("participatory-sign-in", "SignIn", WholeSite: false),
        new("participatory-passkey", "Passkey", WholeSite: false),
        new("participatory-session", "Session"),
        new("participatory-before", "Before"),
        new("participatory-link", "Link"),
        new("participatory-kept", "Kept"),
        new("participatory-ballot-", "Ballot", Begins: true, WholeSite: false),
    ];

    /// <summary>The framework's own, where people sign in at a provider.</summary>
    public static IReadOnlyList<SetCookie> OfProviders { get; } =
    [
        new(".AspNetCore.Correlation.", "Provider", Begins: true, WholeSite: false),
        new(".AspNetCore.OpenIdConnect.Nonce.", "Provider", Begins: true, WholeSite: false),
    ];

    public string Why => Sentence("Why");

    public string Kept => Sentence("Kept");

    /// <summary>As the visitor's browser calls it.</summary>
    public string NameIn(HttpRequest request) => WholeSite ? Loopback.NameOf(request, Name) : Loopback.NameOfPath(request, Name);

    private string Sentence(string what) => Words.Cookies.ResourceManager.GetString(Word + what, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"Cookies.resx has no {Word}{what}.");
}
