using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>
/// What of a page somebody reads or hears that is no sentence of ours, in the made-up language of <see cref="LanguageFile"/>.
/// </summary>
/// <param name="theirs">What people wrote, and names: all that came in with requests.</param>
internal sealed partial class Texts(Heard theirs)
{
    /// <summary>Attributes that are shown or read aloud; script shows what stands in those that begin with "data-".</summary>
    private static readonly string[] ReadAloud =
        ["title", "alt", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "label",
            "content", "summary"];

    /// <summary>What programs read, or people type for them.</summary>
    private static readonly string[] Unread = ["script", "style", "code", "pre"];

    // What was heard stays heard, so that a text which was in order stays so.
    private readonly ConcurrentDictionary<string, bool> inOrder = new(StringComparer.Ordinal);

    /// <summary>Texts of a page with letters that stand outside of brackets and are nobody's words.</summary>
    public IEnumerable<string> OutsideOf(string html)
    {
        var unread = "";
        var whole = new Reading();
        List<string> outside = [];
        foreach (Match part in Part().Matches(html))
        {
            if (part.Groups["tag"].Success)
            {
                var tag = part.Groups["tag"].Value.ToLowerInvariant();
                unread = unread.Length > 0 ? (part.Value.StartsWith("</", StringComparison.Ordinal) && tag == unread ? "" : unread)
                    : Unread.Contains(tag) && !part.Value.EndsWith("/>", StringComparison.Ordinal) ? tag : "";
                outside.AddRange(Attributes(tag, part.Value).SelectMany(text => Foreign(new Reading().Outside(text))));
            }
            else if (unread.Length == 0 && !part.Value.StartsWith("<!", StringComparison.Ordinal))
            {
                outside.AddRange(Foreign(whole.Outside(WebUtility.HtmlDecode(part.Value))));
            }
        }

        return whole.IsDone ? outside : [.. outside, "(a bracket that is not closed)"];
    }

    private static IEnumerable<string> Attributes(string tag, string element)
    {
        var all = Attribute().Matches(element).ToDictionary(
            match => match.Groups["name"].Value.ToLowerInvariant(), match => WebUtility.HtmlDecode(match.Groups["value"].Value),
            StringComparer.Ordinal);
        return all.Where(one => ReadAloud.Contains(one.Key) ? tag != "meta" || all.GetValueOrDefault("name") == "description"
            : one.Key == "value" ? tag == "input" && all.GetValueOrDefault("type") is "submit" or "button" or "reset"
            // One word may be a name for script; a sentence is for people.
            : one.Key.StartsWith("data-", StringComparison.Ordinal) && one.Value.Trim().Contains(' ', StringComparison.Ordinal))
            .Select(one => one.Value);
    }

    /// <summary>
    /// What is left when people's words and data are taken out: addresses, codes that have a digit in them, and places that a script fills.
    /// </summary>
    private IEnumerable<string> Foreign(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var left = Spaces().Replace(text, " ").Trim();
            if (inOrder.ContainsKey(left))
            {
                continue;
            }

            if (left.Any(char.IsLetter) && !theirs.Knows(left) && Data().Replace(theirs.Without(left), " ").Any(char.IsLetter))
            {
                yield return left;
            }
            else
            {
                inOrder[left] = true;
            }
        }
    }

    /// <summary>Follows the brackets through texts that belong together.</summary>
    private sealed class Reading
    {
        private readonly Stack<char> open = new();

        public bool IsDone => open.Count == 0;

        public IEnumerable<string> Outside(string text)
        {
            var from = 0;
            for (var at = 0; at <= text.Length; at++)
            {
                var letter = at < text.Length ? text[at] : '\0';
                if (letter is not (LanguageFile.Begin or LanguageFile.End or LanguageFile.PutIn or LanguageFile.PutInEnd or '\0'))
                {
                    continue;
                }

                if (at > from && !(open.TryPeek(out var inside) && inside == LanguageFile.Begin))
                {
                    yield return text[from..at];
                }

                from = at + 1;
                if (letter is LanguageFile.Begin or LanguageFile.PutIn)
                {
                    open.Push(letter);
                }
                else if (letter is not '\0')
                {
                    open.TryPop(out _);
                }
            }
        }
    }

    [GeneratedRegex("<!--.*?-->|<![^>]*>|</?(?<tag>[A-Za-z][A-Za-z0-9-]*)(\"[^\"]*\"|'[^']*'|[^>\"'])*>|[^<]+",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Part();

    [GeneratedRegex("\\s(?<name>[A-Za-z][A-Za-z0-9.:-]*)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Attribute();

    [GeneratedRegex(
        @"\{[a-z]+\}|GRANT-[A-Z0-9]+|https?://\S+|(?<=^|\s)/\S+|\S+@\S+|(?<![\p{L}\p{N}])[\p{L}_.:/+-]*\p{N}[\p{L}\p{N}_.:/+=-]*",
        RegexOptions.None, 10_000)]
    private static partial Regex Data();

    [GeneratedRegex(@"\s+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();
}
