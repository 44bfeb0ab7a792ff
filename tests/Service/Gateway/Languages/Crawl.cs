using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>
/// Somebody who looks at every page that they can find, from the pages without a name in their address on, along the links; of a
/// kind of page (one route) at some examples.
/// </summary>
internal sealed partial class Crawl(string who, HttpClient browser, IReadOnlyList<RouteEndpoint> pages, Texts texts)
{
    /// <summary>What would end the visit, or make somebody else of the visitor.</summary>
    private static readonly string[] Elsewhere = ["/sign-out", "/start"];

    /// <summary>The kinds of pages, by what their addresses look like; the one that says most of an address comes first.</summary>
    private readonly List<(string Route, Regex Address)> kinds = [.. pages
        .OrderBy(page => page.RoutePattern.Parameters.Count).ThenByDescending(page => page.RoutePattern.RawText!.Length)
        .Select(page => (page.RoutePattern.RawText!, Matcher(page.RoutePattern)))];

    // Every page has the same links at its head and foot.
    private readonly Dictionary<string, string?> routes = new(StringComparer.Ordinal);

    /// <summary>Kinds of pages that were shown, as their routes.</summary>
    public HashSet<string> Shown { get; } = new(StringComparer.Ordinal);

    /// <summary>English that stood on them: where and what.</summary>
    public HashSet<string> Findings { get; } = new(StringComparer.Ordinal);

    /// <summary>Signs in as one of the people of the demonstration.</summary>
    public async Task SignIn(string person)
    {
        var html = await browser.GetStringAsync(new Uri("/start", UriKind.Relative));
        using var content = new FormUrlEncodedContent(Form.All(html).First().Hidden.Append(new("person", person))
            .GroupBy(field => field.Key, StringComparer.Ordinal).Select(same => same.Last()));
        using var answer = await browser.PostAsync(new Uri("/start", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Looks at pages as they are now.</summary>
    /// <param name="most">So many of each kind.</param>
    /// <param name="forms">Sends the first empty form of each kind, too, and reads why it is refused.</param>
    public async Task Look(int most, bool forms)
    {
        var now = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = pages.Where(page => page.RoutePattern.Parameters.Count == 0).Select(page => "/" + page.RoutePattern.RawText!.Trim('/'))
            .ToHashSet(StringComparer.Ordinal);
        var open = new Queue<string>(known);
        while (open.TryDequeue(out var path))
        {
            if (RouteOf(path) is not { } route || path == "/sign-out" || now.GetValueOrDefault(route) >= most)
            {
                continue;
            }

            now[route] = now.GetValueOrDefault(route) + 1;
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            if (await Read(answer, path, route) is { } html)
            {
                foreach (var link in Link().Matches(html).Select(link => WebUtility.HtmlDecode(link.Groups["to"].Value)))
                {
                    if (known.Add(link))
                    {
                        open.Enqueue(link);
                    }

                    // A frame on somebody else's page is linked from nowhere here.
                    if (RouteOf(link) == "stories/{id}" && known.Add(link + "/embed"))
                    {
                        open.Enqueue(link + "/embed");
                    }
                }

                if (forms && Form.All(html).FirstOrDefault(
                    form => !Elsewhere.Any(other => form.To.StartsWith(other, StringComparison.Ordinal))) is { } form)
                {
                    await Send(path, form, form.Hidden);
                }
            }
        }
    }

    /// <summary>Opens a page and returns it.</summary>
    public async Task<string> Open(string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return await Read(answer, path, RouteOf(path) ?? path) ?? "";
    }

    /// <summary>Sends a form, reads what comes and returns it.</summary>
    public async Task<string> Send(string path, Form form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var to = form.To.Length == 0 ? path : form.To.StartsWith('/') ? form.To : path.Split('?')[0] + form.To;
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(new Uri(to, UriKind.Relative), content);
        return await Read(answer, to + " (sent)", RouteOf(to) ?? to) ?? "";
    }

    private async Task<string?> Read(HttpResponseMessage answer, string path, string route)
    {
        Assert.True(
            (int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests, $"{who}: {path}: {answer.StatusCode}");
        if (answer.IsSuccessStatusCode)
        {
            Shown.Add(route);
        }

        if (answer.Content.Headers.ContentType?.MediaType != "text/html")
        {
            return null;
        }

        var html = await answer.Content.ReadAsStringAsync();

        Findings.UnionWith(texts.OutsideOf(html).Select(text => $"{route}: {text}"));
        return html;
    }

    private string? RouteOf(string path)
    {
        var plain = path.Split('?', '#')[0];
        if (!routes.TryGetValue(plain, out var route))
        {
            route = !plain.StartsWith('/') || plain.StartsWith("//", StringComparison.Ordinal) ? null
                : kinds.FirstOrDefault(kind => kind.Address.IsMatch(plain)).Route;
            routes[plain] = route;
        }

        return route;
    }

    private static Regex Matcher(RoutePattern pattern) => new("^/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(
        segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => Regex.Escape(literal.Content),
            RoutePatternSeparatorPart separator => Regex.Escape(separator.Content),
            _ => "[^/]+",
        })))) + "/?$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    [GeneratedRegex("<a\\b[^>]*\\shref=\"(?<to>/[^\"#]*)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Link();
}
