using System.Globalization;
using System.Security.Claims;
using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.People;

/// <summary>Whoever visits a page, as People knows them at this moment.</summary>
public static class Person
{
    private const string SubjectClaim = "sub";
    private const string ShownAsClaim = "shown-as";
    private const string LabelClaim = "label";
    private const string AreaClaim = "area";
    private const string ConnectorAreaClaim = "connector-area";
    private const string LanguageClaim = "language";
    private const string TokenClaim = "token";
    private const string TokenEndClaim = "token-end";
    private const string ProvedClaim = "proved";

    /// <summary>Of whoever came by a link.</summary>
    private const string LinkClaim = "link";

    /// <param name="identity">What People has answered.</param>
    /// <param name="linkLabel">How pages call whoever came by a link.</param>
    public static ClaimsPrincipal Of(Participatory.People.V1.Identity identity, string linkLabel, string scheme)
    {
        var claims = new List<Claim>
        {
            new(SubjectClaim, identity.Subject),
            new(ShownAsClaim, identity.ShownAs),
            new(LabelClaim, identity.Label.Length > 0 ? identity.Label : linkLabel),
            new(LanguageClaim, identity.Language),
            new(TokenClaim, identity.Token),
            new(TokenEndClaim, identity.TokenExpireTime.ToDateTimeOffset().ToUnixTimeSeconds()
                .ToString(CultureInfo.InvariantCulture)),
        };
        if (identity.ProveTime is { } proved)
        {
            claims.Add(new(ProvedClaim, proved.Seconds.ToString(CultureInfo.InvariantCulture)));
        }

        claims.AddRange(identity.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        claims.AddRange(identity.Areas.Select(area => new Claim(AreaClaim, area)));
        claims.AddRange(identity.ConnectorAreas.Select(area => new Claim(ConnectorAreaClaim, area)));
        if (identity.Reach is not null)
        {
            claims.Add(new(LinkClaim, "true"));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Who calls a service when the visitor of this page does.</summary>
    public static Caller CallerOf(ClaimsPrincipal session) => session.Identity?.IsAuthenticated is not true
        ? Caller.Nobody
        : new Caller(
            session.FindFirstValue(SubjectClaim) ?? throw new InvalidOperationException("A session has no subject."),
            session.FindFirstValue(ShownAsClaim) ?? "",
            session.FindAll(ClaimTypes.Role).Select(claim => Enum.Parse<Access.V1.Role>(claim.Value)).ToHashSet(),
            session.FindAll(AreaClaim).Select(claim => claim.Value).ToHashSet())
        {
            ProvedAt = session.FindFirstValue(ProvedClaim) is { } proved
                ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(proved, CultureInfo.InvariantCulture))
                : null,
        };

    /// <summary>How the pages call the signed-in person, to that person only.</summary>
    public static string LabelOf(ClaimsPrincipal session) => session.FindFirstValue(LabelClaim) ?? "";

    /// <summary>The codes of the areas in which a connector helps; none is all.</summary>
    public static IReadOnlyCollection<string> ConnectorAreasOf(ClaimsPrincipal session) =>
        [.. session.FindAll(ConnectorAreaClaim).Select(claim => claim.Value)];

    /// <summary>The language that the person has chosen; empty where they have chosen none.</summary>
    public static string LanguageOf(ClaimsPrincipal session) => session.FindFirstValue(LanguageClaim) ?? "";

    /// <summary>The signed identity for the services, and when it ends; null where nobody is signed in.</summary>
    public static (string Token, DateTimeOffset Until)? TokenOf(ClaimsPrincipal session) => session.FindFirstValue(TokenClaim) is { } token
        ? (token, DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(session.FindFirstValue(TokenEndClaim)!, CultureInfo.InvariantCulture)))
        : null;

    /// <summary>The page that a link leads to.</summary>
    public static string PathOf(Reach reach) => reach.ThingCase == Reach.ThingOneofCase.AwardId ? Links.MyGrant(reach.AwardId)
        : Links.MyStory(reach.ReportId);

    /// <summary>The visitor came by a link, and is this person on its page only.</summary>
    public static bool CameByLink(ClaimsPrincipal session) => session.HasClaim(LinkClaim, "true");

    /// <summary>A link reaches its page, what is shown on it, and the way out.</summary>
    public static bool Reaches(HttpRequest request, Reach reach)
    {
        var only = PathOf(reach);
        // A grant is declined one page further; who holds its money is asked of people who sign in.
        return request.Path == only
            || request.Path == only + "/no"
            || (request.Path == "/sign-out" && request.Query.ContainsKey(LinkClaim))
            || ((request.Path.StartsWithSegments("/photos", StringComparison.Ordinal)
                || request.Path.StartsWithSegments("/voices", StringComparison.Ordinal))
                && (ShownOn(request, only) || Sessions.SecretIn(request) is null));
    }

    // Files have no page of their own; the browser says on which one it shows them, to our own site.
    private static bool ShownOn(HttpRequest request, string page) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var shownOn) && shownOn.AbsolutePath == page;
}
