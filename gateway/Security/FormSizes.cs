using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Participatory.Gateway.Identity;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Security;

/// <summary>
/// Says how large a form of a page may be while nobody is signed in; a page that says nothing takes
/// <see cref="FormSizes.BeforeSignIn"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FormBeforeSignInAttribute(int bytes) : Attribute
{
    /// <summary>The most that it takes.</summary>
    public int Bytes { get; } = bytes;
}

/// <summary>
/// How large a form may be, decided before any of it is kept, so that whoever is not signed in cannot fill our disk or memory. A page that
/// takes files says so with <see cref="Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute"/>, and is for people who are signed in, or with
/// <see cref="FormBeforeSignInAttribute"/> for anybody. What such forms hold at once is bounded, too, for each person and for all together.
/// </summary>
public sealed class FormSizes
{
    /// <summary>A few fields of text.</summary>
    public const int BeforeSignIn = 16 * 1024;

    /// <summary>The longest form without a file.</summary>
    public const int SignedIn = 1024 * 1024;

    /// <summary>What all forms with files that are coming in may hold together; a larger one comes in alone.</summary>
    public const long TogetherBytes = 400L * 1024 * 1024;

    /// <summary>How many forms with files one person may send at a time.</summary>
    public const int OfOnePerson = 2;

    private const long MostThrownAway = 64L * 1024 * 1024;

    private static readonly TimeSpan ThrownAwayFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ComeBackIn = TimeSpan.FromSeconds(20);

    private readonly Lock entering = new();
    private readonly Dictionary<string, int> sending = new(StringComparer.Ordinal);
    private long held;

    /// <summary>Refuses what is too large (413), or too much at once (503).</summary>
    public async Task Check(HttpContext context, RequestDelegate next)
    {
        // Calls of programs are passed on as they come and are kept nowhere. The page that says no reads nothing.
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) is true
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }

        // Whoever was signed in a moment ago may have written as much as then: it is kept until they have signed in again.
        var person = Person.CallerOf(context.User) is { IsSignedIn: true } caller ? caller.Subject : Sessions.MarkOfBefore(context);
        var most = MostOf(context, isKnown: person is not null);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            // One whose length is not told is cut off where it becomes too long.
            body.MaxRequestBodySize = most;
        }

        if (context.Request.ContentLength > most)
        {
            context.CountRefused(RefusedVisits.TooLarge);
            await Refuse(context, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        var size = context.Request.ContentLength ?? most;
        if (size <= SignedIn || !HttpMethods.IsPost(context.Request.Method))
        {
            await Read(context, next);
            return;
        }

        // Whoever has no account is told from others by where they come from.
        var sender = person ?? $"visitor {context.RequestServices.GetService<SourceMark>()?.Of(context)}";
        if (!Enter(sender, size))
        {
            context.Response.Headers.RetryAfter = ComeBackIn.TotalSeconds.ToString("F0", System.Globalization.CultureInfo.InvariantCulture);
            context.CountRefused(RefusedVisits.TooOften);
            await Refuse(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            await Read(context, next);
        }
        finally
        {
            Leave(sender, size);
        }
    }

    /// <summary>Whoever reads a form whose length was not told may find that it is too long.</summary>
    private static async Task Read(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            context.CountRefused(RefusedVisits.TooLarge);
            throw;
        }
    }

    /// <summary>
    /// A browser looks for an answer once it has sent everything. What is not too much for that is thrown away as it comes in, so that its
    /// person sees the page that says why.
    /// </summary>
    private static async Task Refuse(HttpContext context, int status)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = MostThrownAway;
        }

        if (context.Request.ContentLength is null or <= MostThrownAway)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            patience.CancelAfter(ThrownAwayFor);
            try
            {
                await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException)
            {
                // Too slow, too much or gone: then they hear no sentence.
            }
        }

        // The page that says so must not begin to read it as a form.
        context.Request.ContentType = null;
        context.Response.StatusCode = status;
    }

    private static long MostOf(HttpContext context, bool isKnown)
    {
        var page = context.GetEndpoint()?.Metadata;
        return isKnown
            ? page?.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? SignedIn
            : page?.GetMetadata<FormBeforeSignInAttribute>()?.Bytes ?? BeforeSignIn;
    }

    internal bool Enter(string person, long size)
    {
        lock (entering)
        {
            if (sending.GetValueOrDefault(person) >= OfOnePerson || (held > 0 && held + size > TogetherBytes))
            {
                return false;
            }

            sending[person] = sending.GetValueOrDefault(person) + 1;
            held += size;
            return true;
        }
    }

    internal void Leave(string person, long size)
    {
        lock (entering)
        {
            held -= size;
            if (--sending[person] == 0)
            {
                sending.Remove(person);
            }
        }
    }
}
