using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Participatory.Access.V1;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.People;

/// <summary>Somebody who has signed in. The e-mail address never leaves the gateway.</summary>
/// <param name="Subject">The opaque id by which the services know the person: a UUIDv7.</param>
/// <param name="Email">In lower case.</param>
/// <param name="ShownAs">For officers, name and title as the public sees them; else empty.</param>
/// <param name="Roles">Officer, Finance, both or none.</param>
/// <param name="Areas">The area codes an officer works for; empty is all.</param>
public sealed record Person(string Subject, string Email, string ShownAs, IReadOnlySet<Role> Roles, IReadOnlySet<string> Areas)
{
    internal const string SubjectClaim = "sub";
    private const string ShownAsClaim = "shown-as";
    internal const string LabelClaim = "label";
    private const string AreaClaim = "area";

    /// <summary>What the cookie of a session holds: no e-mail address but as the label that only its owner sees.</summary>
    public ClaimsPrincipal ToSession()
    {
        var claims = new List<Claim> { new(SubjectClaim, Subject), new(ShownAsClaim, ShownAs), new(LabelClaim, ShownAs.Length > 0 ? ShownAs : Email) };
        claims.AddRange(Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        claims.AddRange(Areas.Select(area => new Claim(AreaClaim, area)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>Who calls a service when the visitor of this page does.</summary>
    public static Caller CallerOf(ClaimsPrincipal session) => session.Identity?.IsAuthenticated is not true
        ? Caller.Nobody
        : new Caller(
            session.FindFirstValue(SubjectClaim) ?? throw new InvalidOperationException("A session has no subject."),
            session.FindFirstValue(ShownAsClaim) ?? "",
            session.FindAll(ClaimTypes.Role).Select(claim => Enum.Parse<Role>(claim.Value)).ToHashSet(),
            session.FindAll(AreaClaim).Select(claim => claim.Value).ToHashSet());

    /// <summary>How the pages call the signed-in person, to that person only.</summary>
    public static string LabelOf(ClaimsPrincipal session) => session.FindFirstValue(LabelClaim) ?? "";
}
