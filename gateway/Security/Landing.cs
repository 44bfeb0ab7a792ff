using Microsoft.AspNetCore.Http.HttpResults;

namespace Participatory.Gateway.Security;

/// <summary>Where somebody goes once they have signed in: an address says it, and anybody can have written that.</summary>
internal static class Landing
{
    /// <summary>A path of ours, or else the first page; never another site, however it is spelled.</summary>
    public static string Of(string? path) => RedirectHttpResult.IsLocalUrl(path) ? path : "/";
}
