using System.Net;
using System.Text.RegularExpressions;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>A form of a page as a browser would send it: what is hidden in it, and what somebody typed or ticked.</summary>
/// <param name="To">Where it goes; empty is the page itself.</param>
internal sealed partial record Form(string To, IReadOnlyDictionary<string, string> Hidden, IReadOnlyList<(string Name, string Value)> Boxes)
{
    /// <summary>Every button of the forms that change something, with the form that it sends.</summary>
    public static IEnumerable<Form> All(string html)
    {
        foreach (Match form in Element().Matches(html))
        {
            var start = Attributes(form.Groups["start"].Value);
            if (!string.Equals(start.GetValueOrDefault("method"), "post", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var fields = Input().Matches(form.Value).Select(input => Attributes(input.Value)).Where(field => field.ContainsKey("name")).ToList();
            var hidden = fields.Where(field => field.GetValueOrDefault("type") == "hidden").GroupBy(field => field["name"], StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.First().GetValueOrDefault("value", ""), StringComparer.Ordinal);
            var boxes = fields.Where(field => field.GetValueOrDefault("type") is "checkbox" or "radio")
                .Select(field => (field["name"], field.GetValueOrDefault("value", "on"))).ToList();
            foreach (var button in Button().Matches(form.Value).Select(button => Attributes(button.Value)))
            {
                var sent = new Dictionary<string, string>(hidden, StringComparer.Ordinal);
                if (button.TryGetValue("name", out var name))
                {
                    sent[name] = button.GetValueOrDefault("value", "");
                }

                yield return new Form(button.GetValueOrDefault("formaction") ?? start.GetValueOrDefault("action", ""), sent, boxes);
            }
        }
    }

    private static Dictionary<string, string> Attributes(string element) => Attribute().Matches(element).GroupBy(
        one => one.Groups["name"].Value.ToLowerInvariant(), one => WebUtility.HtmlDecode(one.Groups["value"].Value), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    [GeneratedRegex("(?<start><form\\b[^>]*>).*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Element();

    [GeneratedRegex("<input\\b[^>]*>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Input();

    [GeneratedRegex("<button\\b[^>]*>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Button();

    [GeneratedRegex("\\s(?<name>[A-Za-z][A-Za-z0-9.:_-]*)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Attribute();
}
