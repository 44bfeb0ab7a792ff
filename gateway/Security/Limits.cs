using System.Globalization;
using System.Threading.RateLimiting;

namespace Participatory.Gateway.Security;

/// <summary>How often one source may try what could be guessed.</summary>
internal static class Limits
{
    /// <summary>Sign-in codes: asking for one and entering one.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Codes of letters; a library's computer may serve a whole queue of voters.</summary>
    public const string Vote = "vote";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (refused, _) =>
        {
            refused.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(SignIn, context => OnlyPosts(context, 30));
        options.AddPolicy(Vote, context => OnlyPosts(context, 600));
    });

    private static RateLimitPartition<string> OnlyPosts(HttpContext context, int permits) => HttpMethods.IsPost(context.Request.Method)
        ? RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = Window, SegmentsPerWindow = 15, QueueLimit = 0 })
        : RateLimitPartition.GetNoLimiter("");
}
