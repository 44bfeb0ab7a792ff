using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>A form on a page, with the button that is pressed.</summary>
/// <param name="To">Where the button sends it.</param>
internal sealed record OpenedForm(IHtmlFormElement Form, IElement Button, string To)
{
    /// <summary>Every button of every form of a page.</summary>
    public static IEnumerable<OpenedForm> All(string path, IHtmlDocument page) =>
        from form in page.QuerySelectorAll("form").OfType<IHtmlFormElement>()
        from button in form.QuerySelectorAll("button").Where(button => button.GetAttribute("type") is null or "submit")
        select new OpenedForm(form, button, AddressOf(path, button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? ""));

    /// <summary>It asks for something and changes nothing.</summary>
    public bool IsQuestion => Form.GetAttribute("method") is null or "get";

    public bool IsMultipart => Form.GetAttribute("enctype") == "multipart/form-data";

    /// <summary>Which handler of the page takes it.</summary>
    public string Handler => HandlerOf(To);

    /// <summary>The handler that an address names; empty where it names none.</summary>
    public static string HandlerOf(string to) =>
        System.Web.HttpUtility.ParseQueryString(to.Split('?').ElementAtOrDefault(1) ?? "")["handler"] ?? "";

    /// <summary>The fields that somebody sees.</summary>
    public IReadOnlyList<IElement> Fields => [.. Form.QuerySelectorAll("input, select, textarea").Where(
        one => one.GetAttribute("name") is { Length: > 0 } && one.GetAttribute("type") is not ("hidden" or "submit"))];

    /// <summary>Everything that it binds, also what nobody sees, and its button.</summary>
    public IEnumerable<string> Names => Form.QuerySelectorAll("[name]").Select(one => one.GetAttribute("name")!);

    /// <summary>What is sent, with what was typed in the place of what stood there.</summary>
    /// <param name="faults">Hears what of it no browser could have done, and what was left as it was.</param>
    public IReadOnlyList<(string Name, string Value, byte[]? File)> Fill(IReadOnlyList<Typed> all, Action<string> faults)
    {
        var typed = all.Where(one => one.Field.Length > 0 && !one.IsBefore).ToList();
        List<(string, string, byte[]?)> sent = [.. Typist.Hidden(Form).Select(field => (field.Name, field.Value, (byte[]?)null))];
        foreach (var group in Fields.GroupBy(field => field.GetAttribute("name")!, StringComparer.Ordinal))
        {
            var mine = typed.Where(one => one.Field == group.Key).ToList();
            if (mine.Count == 0)
            {
                faults($"has the field {group.Key}, into which nothing is typed");
            }

            sent.AddRange(Sent([.. group], mine, faults));
        }

        typed.Where(one => Fields.All(field => field.GetAttribute("name") != one.Field)).ToList()
            .ForEach(one => faults($"has no field {one.Field}, into which \"{one.Value}\" was to be typed"));
        if (Button.GetAttribute("name") is { Length: > 0 } name)
        {
            sent.Add((name, Button.GetAttribute("value") ?? "", null));
        }

        return sent;
    }

    private static IEnumerable<(string, string, byte[]?)> Sent(IReadOnlyList<IElement> fields, List<Typed> typed, Action<string> faults)
    {
        if (fields[0] is IHtmlInputElement { Type: "checkbox" or "radio" })
        {
            var boxes = fields.OfType<IHtmlInputElement>().ToList();
            foreach (var one in typed)
            {
                if (one.IsLeft || (one.Value.Length == 0 && one.Suggested.Length > 0))
                {
                    foreach (var ticked in boxes.Where(box => one.IsLeft && box.IsChecked))
                    {
                        yield return (one.Field, ticked.Value, null);
                    }

                    continue;
                }

                var box = boxes.FirstOrDefault(box => box.Value == one.Value);
                if (box is null)
                {
                    faults($"does not offer \"{one.Value}\" for {one.Field}");
                }
                else if (box.IsChecked && boxes.Count > 1 && one.Suggested.Length == 0)
                {
                    faults($"suggests \"{one.Value}\" for {one.Field} by itself, so nothing was chosen");
                }

                yield return (one.Field, one.Value, null);
            }

            yield break;
        }

        foreach (var (at, field) in fields.Index())
        {
            var one = typed.ElementAtOrDefault(at);
            var before = field switch
            {
                IHtmlSelectElement list => list.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                IHtmlInputElement input => input.Value,
                _ => "",
            };
            if (one is null or { IsLeft: true })
            {
                yield return (field.GetAttribute("name")!, before, null);
                continue;
            }

            if (field is IHtmlSelectElement offered && offered.Options.All(option => option.Value != one.Value))
            {
                faults($"does not offer \"{one.Value}\" for {one.Field}: "
                    + $"{string.Join(", ", offered.Options.Select(option => option.Value))}");
            }

            if (before == one.Value && one.Suggested.Length == 0)
            {
                faults($"has \"{one.Value}\" in {one.Field} already, so nothing was typed");
            }

            // A browser sends line ends as a typewriter does.
            yield return (one.Field, one.File is null ? one.Value.Replace("\n", "\r\n", StringComparison.Ordinal) : one.Value, one.File);
        }
    }

    private static string AddressOf(string path, string action) => action.Length == 0 ? path
        : action.StartsWith('?') ? path.Split('?')[0] + action : action;
}
