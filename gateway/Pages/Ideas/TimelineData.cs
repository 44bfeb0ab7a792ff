using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>All that happened to an idea, as JSON: the same as its page says.</summary>
[OpenTo(Role.Anyone)]
internal static class TimelineData
{
    // Words in any script stay readable; the answer says that it is JSON and is never shown as a page.
    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<IResult> Get(
        string id, string n, ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
        AccountabilityService.AccountabilityServiceClient accountability, GatewaySettings settings, Say say, HttpContext context,
        CancellationToken cancellation)
    {
        var parts = await TimelineOf.Load(id, Links.Read(n), proposals, grants, accountability, cancellation);
        var content = Write(parts, settings.Root(context.Request), say);
        // Whoever is signed in may read more than everybody.
        context.Response.Headers.CacheControl = Person.CallerOf(context.User).IsSignedIn ? "no-store" : "public, no-cache";
        return Results.Bytes(content, "application/json; charset=utf-8", entityTag: AtomText.TagOf(content));
    }

    /// <summary>The file. Pure.</summary>
    internal static byte[] Write(TimelineParts parts, string root, Say say) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            parts.Idea.RoundId,
            parts.Idea.ProposalId,
            Url = root + Links.Idea(parts.Idea.RoundId, parts.Idea.ProposalId),
            Complete = parts.IsWhole,
            Entries = TimelineEntries.Of(parts, say).Select(entry => new
            {
                entry.Kind,
                On = entry.Time is null ? null
                    : say.DayOf(entry.Time.ToDateTimeOffset()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                entry.Text,
                Url = root + entry.Link,
                entry.Amount?.AmountMinor,
                entry.Amount?.Currency,
                entry.Count,
            }),
        },
        Written);
}
