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
    private const string LanguageClaim = "language";
    private const string TokenClaim = "token";
    private const string TokenEndClaim = "token-end";

    /// <summary>The claim of a session that reaches one page only: its path.</summary>
    private const string OnlyClaim = "only";

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
                .ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };
        claims.AddRange(identity.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        claims.AddRange(identity.Areas.Select(area => new Claim(AreaClaim, area)));
        if (identity.Reach is not null)
        {
            claims.Add(new(OnlyClaim, PathOf(identity.Reach)));
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
            session.FindAll(AreaClaim).Select(claim => claim.Value).ToHashSet());

    /// <summary>How the pages call the signed-in person, to that person only.</summary>
    public static string LabelOf(ClaimsPrincipal session) => session.FindFirstValue(LabelClaim) ?? "";

    /// <summary>The language that the person has chosen; empty where they have chosen none.</summary>
    public static string LanguageOf(ClaimsPrincipal session) => session.FindFirstValue(LanguageClaim) ?? "";

    /// <summary>The signed identity for the services, and when it ends; null where nobody is signed in.</summary>
    public static (string Token, DateTimeOffset Until)? TokenOf(ClaimsPrincipal session) => session.FindFirstValue(TokenClaim) is { } token
        ? (token, DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(session.FindFirstValue(TokenEndClaim)!, System.Globalization.CultureInfo.InvariantCulture)))
        : null;

    /// <summary>The page that a link leads to.</summary>
    public static string PathOf(Reach reach) => reach.ThingCase == Reach.ThingOneofCase.AwardId ? Links.MyGrant(reach.AwardId)
        : Links.MyStory(reach.ReportId);

    /// <summary>Wherever a session from a link does not reach, nobody is signed in.</summary>
    public static Task Narrow(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindFirstValue(OnlyClaim) is { } only && !Reaches(context.Request.Path, only))
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        return next(context);
    }

    // A grant is declined one page further; who holds its money is asked of people who sign in.
    private static bool Reaches(PathString path, string only) =>
        path == only
        || path == only + "/no"
        || path.StartsWithSegments("/photos", StringComparison.Ordinal)
        || path.StartsWithSegments("/voices", StringComparison.Ordinal)
        || path.StartsWithSegments("/sign-out", StringComparison.Ordinal);
}
