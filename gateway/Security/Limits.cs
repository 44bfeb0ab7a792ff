using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Platform.Identity;

namespace Participatory.Gateway.Security;

/// <summary>
/// How often one source may try what could be guessed. Codes of letters are not among it: nobody can guess one, and a right one is never
/// refused because others were wrong (services/Voting slows those down).
/// </summary>
internal static class Limits
{
    /// <summary>Sign-in codes: asking for one and entering one.</summary>
    public const string SignIn = "sign-in";

    /// <summary>From one source; a wider network has more.</summary>
    public const int MostSignIns = 30;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (refused, _) =>
        {
            refused.HttpContext.CountRefused(RefusedVisits.TooOften);
            refused.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        // The policy marks pages. A policy has one count, and an address several; what the narrowest refuses does not count for the others.
        options.AddPolicy(SignIn, _ => None);
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            [.. Enumerable.Range(0, 3).Select(place =>
                PartitionedRateLimiter.Create<HttpContext, string>(context => SignsIn(context) ? OnlyPosts(context, place) : None))]);
    });

    private static RateLimitPartition<string> None => RateLimitPartition.GetNoLimiter("");

    private static bool SignsIn(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == SignIn;

    private static RateLimitPartition<string> OnlyPosts(HttpContext context, int place)
    {
        var networks = Source.NetworksOf(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return HttpMethods.IsPost(context.Request.Method) && place < networks.Count
            ? RateLimitPartition.GetSlidingWindowLimiter(networks[place].ToString(), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = Source.Most(MostSignIns, place), Window = Window, SegmentsPerWindow = 15, QueueLimit = 0,
            })
            : None;
    }
}
