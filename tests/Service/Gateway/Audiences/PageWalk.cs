using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.AtTheDoor.Audiences;

/// <summary>What an answer said of itself.</summary>
/// <param name="Caching">How it may be kept.</param>
/// <param name="KindFault">What it does not say of its kind; empty where it says all.</param>
/// <param name="Sum">Of what stood in it.</param>
internal sealed record Answered(
    string Who, string Route, string Address, string Caching, string KindFault, string MediaType, string Sum);

/// <summary>
/// Opens every page and every file of the gateway, at every address that what is known gives it, and keeps what stands there. A new one
/// is found by itself; one in whose address something stands that the walk does not know fails with its name.
/// </summary>
/// <param name="pages">All that the gateway answers to.</param>
/// <param name="knows">
/// What stands in addresses: by "rounds/id", the last part of the address before it and its name, or by its name alone.
/// </param>
internal sealed partial class PageWalk(IReadOnlyList<RouteEndpoint> pages, IReadOnlyDictionary<string, string[]> knows)
{
    /// <summary>Who opened which kind of page.</summary>
    public HashSet<(string Who, string Route)> Shown { get; } = [];

    /// <summary>What each answer said of itself.</summary>
    public List<Answered> Answers { get; } = [];

    /// <summary>Everything that is opened by its address: pages, and what is given out as it is; neither calls nor styles.</summary>
    public IEnumerable<RouteEndpoint> Readable => pages.Where(page =>
        page.Metadata.GetMetadata<PageActionDescriptor>() is not null
        || (page.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && !Other().IsMatch(Route(page))));

    public static string Route(RouteEndpoint page) => page.RoutePattern.RawText!.Trim('/');

    /// <summary>Opens everything.</summary>
    /// <param name="who">As <see cref="Readers"/> names them.</param>
    /// <param name="browser">In which they are signed in; it follows no redirect.</param>
    /// <param name="own">What they alone know, such as a funder's secret.</param>
    public async Task<List<Reading>> Open(string who, HttpClient browser, IReadOnlyDictionary<string, string[]> own)
    {
        List<Reading> readings = [];
        foreach (var page in Readable.DistinctBy(Route))
        {
            foreach (var address in Addresses(page, own))
            {
                var isTheirs = true;
                foreach (var query in Queries(page).TakeWhile(_ => isTheirs))
                {
                    using var answer = await browser.GetAsync(new Uri(address + query, UriKind.Relative));
                    Assert.True((int)answer.StatusCode is < 500 and not 429, $"{who}: {address}{query}: {answer.StatusCode}");
                    var bytes = await answer.Content.ReadAsByteArrayAsync();
                    lock (Answers)
                    {
                        Answers.Add(new(who, Route(page), address + query, answer.Headers.CacheControl?.ToString() ?? "",
                            MediaTypes.Fault(answer), answer.Content.Headers.ContentType?.MediaType ?? "", ReadingWalk.SumOf(bytes)));
                    }

                    // What is not there or not theirs is neither when they ask otherwise; what leads on may show something.
                    isTheirs = (int)answer.StatusCode < 400
                        && answer.Headers.Location?.OriginalString.StartsWith("/sign-in", StringComparison.Ordinal) != true;
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        lock (Shown)
                        {
                            Shown.Add((who, Route(page)));
                        }

                        readings.Add(new(who, Route(page), $"{ReadingWalk.SumOf(bytes)} {Encoding.UTF8.GetString(bytes)}"));
                    }
                }
            }
        }

        return readings;
    }

    /// <summary>
    /// What else an address may ask for, one at a time: what is ticked, one of a list, a step; another way to look at it (a handler).
    /// </summary>
    private static IEnumerable<string> Queries(RouteEndpoint page)
    {
        if (page.Metadata.GetMetadata<PageActionDescriptor>() is not { } descriptor)
        {
            return [""];
        }

        var model = PageModels.Of(descriptor);
        return
        [
            "",
            .. from property in model.GetProperties()
               where property.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: true }
               let type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
               from value in type == typeof(bool) ? ["true"] : type.IsEnum ? Enum.GetNames(type)
                   : type == typeof(int) && property.Name == "Step" ? ["1", "2", "3", "4"] : Array.Empty<string>()
               select $"?{property.Name}={value}",
            .. from method in model.GetMethods()
               where method.Name.StartsWith("OnGet", StringComparison.Ordinal) && method.Name is not ("OnGet" or "OnGetAsync")
               select $"?handler={method.Name["OnGet".Length..]}",
        ];
    }

    private IEnumerable<string> Addresses(RouteEndpoint page, IReadOnlyDictionary<string, string[]> own)
    {
        IEnumerable<string> addresses = [""];
        var before = "";
        foreach (var segment in page.RoutePattern.PathSegments)
        {
            IEnumerable<string> texts = [""];
            foreach (var part in segment.Parts)
            {
                var values = Values(page, part, before, own);
                texts = [.. texts.SelectMany(text => values.Select(value => text + value))];
            }

            before = segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content : before;
            addresses = [.. addresses.SelectMany(address => texts.Select(text => $"{address}/{text}"))];
        }

        return addresses.Select(address => address.Length == 0 ? "/" : address);
    }

    private string[] Values(
        RouteEndpoint page, RoutePatternPart part, string before, IReadOnlyDictionary<string, string[]> own) => part switch
        {
            RoutePatternLiteralPart literal => [literal.Content],
            RoutePatternSeparatorPart separator => [separator.Content],
            RoutePatternParameterPart named when own.TryGetValue(named.Name, out var values) => values,
            RoutePatternParameterPart named when knows.TryGetValue($"{before}/{named.Name}", out var values) => values,
            RoutePatternParameterPart named when knows.TryGetValue(named.Name, out var values) => values,
            _ => throw new NotSupportedException($"The walk does not know what stands in the address of {Route(page)} after {before}."),
        };

    [GeneratedRegex("^(assets/|health|\\.well-known/|participatory\\.|grpc\\.|council/\\{hash\\})",
        RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Other();
}
