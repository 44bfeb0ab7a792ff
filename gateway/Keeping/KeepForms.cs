using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Keeping;

/// <summary>
/// Of a form at this page nothing is ever kept: it is the way in, or holds what may stand nowhere beside a name, as a ballot does.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NeverKeptAttribute : Attribute;

/// <summary>
/// Looks at every form before its page does. Was it opened by whoever sends it, it goes on. Has the session ended meanwhile, its words are
/// kept and the person signs in first; is somebody else signed in by now, nothing is sent in their name.
/// <para>
/// Only what comes from a page of ours (the browser says so in Origin, which no other site's page can change) is kept: else
/// a page elsewhere could put words into somebody's mouth. What is kept is shown, and never sent by itself. Where the address is a key,
/// nothing is kept, for the address would be kept with it.
/// </para>
/// </summary>
internal sealed class KeepForms(KeptForms kept)
{
    /// <summary>Somebody else began the form.</summary>
    public const string OtherPerson = "/sign-in/other";

    private static readonly object Ours = new();

    /// <summary>What an address says of a form: what its button asked for, and that one before has gone through.</summary>
    private static readonly HashSet<string> OfAForm = new(StringComparer.OrdinalIgnoreCase)
    {
        "handler", "answered", "decided", "done", "gone", "joined", "kept", "left", "made", "noted", "saved", "sent", "talked", "thanks",
        "valued",
    };

    public async Task Check(HttpContext context, RequestDelegate next)
    {
        if (!await Look(context))
        {
            await next(context);
        }
    }

    /// <summary>Keeps the form of this request for whoever sends it, where it is a page's own and may be kept.</summary>
    public async Task Keep(HttpContext context)
    {
        if (context.Items.ContainsKey(Ours))
        {
            await KeepFor(Person.CallerOf(context.User).Subject, context);
        }
    }

    /// <summary>The form stood on a page of ours; the browser says so, and no page elsewhere can make it say so.</summary>
    public static bool ComesFromUs(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;

    /// <summary>Where the form is to be seen again: its page, without what the address says of a form.</summary>
    public static string PageOf(HttpRequest request) => request.Path
        + new QueryBuilder(request.Query.Where(part => !OfAForm.Contains(part.Key))
            .SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value ?? "")))).ToQueryString();

    /// <returns>False where the form goes on to its page.</returns>
    private async Task<bool> Look(HttpContext context)
    {
        var page = context.GetEndpoint()?.Metadata;
        if (!HttpMethods.IsPost(context.Request.Method) || page?.GetMetadata<PageActionDescriptor>() is null
            || page.GetMetadata<NeverKeptAttribute>() is not null || Headers.AddressIsKey(context) || !ComesFromUs(context.Request)
            || await OpenerOf(context) is not { } opener)
        {
            return false;
        }

        var caller = Person.CallerOf(context.User).Subject;
        if (opener == caller)
        {
            context.Items[Ours] = Ours;
            if (KeptForms.Has(context.Request) && await kept.Find(context, context.RequestAborted) is { } before
                && before.Subject == caller && before.To.Split('?')[0] == context.Request.Path)
            {
                kept.Forget(context);
            }

            return false;
        }

        return await StopOther(context, opener, caller);
    }

    private async Task<bool> StopOther(HttpContext context, string opener, string caller)
    {
        // A script that sends by itself goes nowhere: it tries again later.
        var isScript = context.Request.Headers["Sec-Fetch-Mode"] is [{ } mode] && mode != "navigate";
        if (isScript)
        {
            context.Response.StatusCode = caller.Length == 0 ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
            return true;
        }

        // Whoever has signed in since they opened the page is still the one who wrote.
        await KeepFor(opener.Length == 0 ? caller : opener, context);
        var back = PageOf(context.Request);
        if (caller.Length == 0)
        {
            await context.ChallengeAsync();
        }
        else
        {
            context.Response.Redirect(opener.Length == 0 ? back : $"{OtherPerson}?return={Uri.EscapeDataString(back)}");
        }

        return true;
    }

    private async Task KeepFor(string subject, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var fields = form.Where(field => field.Key is not (OpenedBy.Field or "__RequestVerificationToken"))
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToList();
        await kept.Keep(
            context, new KeptForm(subject, PageOf(context.Request), fields, form.Files.Any(file => file.Length > 0)),
            context.RequestAborted);
    }

    private static async Task<string?> OpenerOf(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return OpenedBy.Open(context, form[OpenedBy.Field]);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            // Too long, or cut off: whoever reads it next says so.
            return null;
        }
    }
}
