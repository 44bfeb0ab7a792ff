using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Google.Protobuf;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>
/// The table of all forms, filled in while its rows are played: each is one form of one page, opened and sent as a browser does, with
/// what is typed into every field of it, read back from the service that has it and on the pages that show it.
/// </summary>
internal sealed class FormTable(Func<string, string?> pageOf)
{
    private static readonly JsonFormatter Whole = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    private readonly HashSet<string> visible = new(StringComparer.Ordinal);

    private readonly HashSet<string> typedInto = new(StringComparer.Ordinal);

    /// <summary>How long what is stored, or what other services hear of it, may be on its way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What was lost, as sentences.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>What was typed alike in two fields.</summary>
    public List<string> Alike { get; } = [];

    /// <summary>Handlers that were sent a form, as "/Council/Funds/Fund Correct"; "GET " stands before questions.</summary>
    public HashSet<string> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the fields of the forms of a page, as "/Council/Funds/New Name".</summary>
    public HashSet<string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Of them those that somebody sees and only ever left as they were.</summary>
    public IEnumerable<string> OnlyLeft => visible.Except(typedInto, StringComparer.Ordinal);

    /// <summary>How many fields were typed into.</summary>
    public int Count { get; private set; }

    /// <summary>Plays a row.</summary>
    /// <param name="path">The page that is opened.</param>
    /// <param name="handler">Of the form; "GET" where it is a question; "script:Draft" where the page's script sends it there;
    /// where it goes to another page the whole address, such as "/sign-out".</param>
    /// <param name="stored">Reads what is stored now.</param>
    /// <param name="shown">Who sees it where; nobody: the same person where the form leads.</param>
    /// <param name="button">Which of several, as "go=next".</param>
    /// <param name="of">
    /// Something hidden in it, as "Link=7" or, of two, "What=end&amp;Email=amina", where the page has several such forms.
    /// </param>
    public async Task<Answer> Fill(
        Typist who, string path, string handler, Typed[] typed, Func<Answer, Task<IMessage>>? stored = null,
        (Typist Who, string Path)[]? shown = null, string button = "", string of = "")
    {
        var place = $"{path} {handler}{(button.Length > 0 ? $" [{button}]" : "")}: {who.Name}";
        Remember(place, typed);
        var page = await who.Open(path);
        var form = handler.StartsWith("script:", StringComparison.Ordinal)
            ? Find(path, page, "", button, of) is var shownForm ? shownForm with
            { To = $"{shownForm.To.Split('?')[0]}?handler={handler["script:".Length..]}" } : null!
            : Find(path, page, handler, button, of);
        var key = (form.IsQuestion ? "GET " : "") + $"{pageOf(form.To.Split('?')[0]) ?? form.To} {form.Handler}".Trim();
        Sent.Add(key);
        Fields.UnionWith(form.Names.Select(OnPage));
        visible.UnionWith(form.Fields.Select(field => OnPage(field.GetAttribute("name")!)));
        typedInto.UnionWith(
            typed.Where(one => one is { IsBefore: false, IsLeft: false, Value.Length: > 0 }).Select(one => OnPage(one.Field)));
        var fields = form.Fill(typed, fault => Findings.Add($"{place} {fault}."));
        if (form.IsQuestion)
        {
            var asked = form.To.Split('?')[0] + "?" + string.Join('&', fields.Select(
                field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
            var result = new Answer(System.Net.HttpStatusCode.OK, asked, "", "");
            await LookBack(place, who, typed, result, null, shown);
            return result;
        }

        var answer = await who.Send(form.To, fields, form.IsMultipart);
        var refused = await Refusal(answer);
        if (refused.Length > 0)
        {
            Findings.Add($"{place} sends the form and is refused: {refused}");
            throw new RefusedException($"{place}: {refused}");
        }

        await LookBack(place, who, typed, answer, stored, shown);
        return answer;

        string OnPage(string name) => $"{pageOf(form.To.Split('?')[0])} {name.Split('[')[0]}";
    }

    private static OpenedForm Find(string path, IHtmlDocument page, string handler, string button, string of)
    {
        var all = OpenedForm.All(path, page).ToList();
        var found = all.Where(form => IsAt(form) && IsButton(form) && IsOf(form)).ToList();
        return found.Count > 0 ? found[0] : throw new RefusedException(
            $"{path} has no form for \"{handler}\" {button} {of}; it has {string.Join(", ", all.Select(form => form.To).Distinct())}.");

        bool IsAt(OpenedForm form) => form.IsQuestion == (handler == "GET") && (form.IsQuestion || IsTo(form.To));
        bool IsTo(string to) => handler.StartsWith('/') ? to.StartsWith(handler, StringComparison.Ordinal)
            : to.Split('?')[0] == path.Split('?')[0] && OpenedForm.HandlerOf(to) == handler;
        bool IsButton(OpenedForm form) =>
            button.Length == 0 || $"{form.Button.GetAttribute("name")}={form.Button.GetAttribute("value")}" == button;
        bool IsOf(OpenedForm form) => of.Length == 0 || form.To.Contains(of, StringComparison.Ordinal)
            || Array.TrueForAll(of.Split('&'), part => Typist.Hidden(form.Form).Any(field => $"{field.Name}={field.Value}" == part));
    }

    private static async Task<string> Refusal(Answer answer)
    {
        if ((int)answer.Status >= 400)
        {
            return $"{(int)answer.Status} {Shorten(answer.Text)}";
        }

        if (answer.To.Length > 0 || answer.MediaType != "text/html")
        {
            return "";
        }

        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(answer.Text, default);
        return Typist.Plain(page.QuerySelector(".govuk-error-summary")?.TextContent ?? "");
    }

    private static string Shorten(string text) => text.Length > 300 ? text[..300] : text;

    private void Remember(string place, Typed[] typed)
    {
        Count += typed.Count(one => one.Field.Length > 0 && !one.IsBefore);
        if (typed.Length == 0)
        {
            Findings.Add($"{place}: the row says nothing of what the form does.");
        }

        foreach (var one in typed)
        {
            if (one.Path.Length == 0 && one.Unkept.Length == 0)
            {
                Findings.Add($"{place}: the row does not say where {one.Field} is stored.");
            }

            if (one.Seen.Length == 0 && one.Unseen.Length == 0)
            {
                Findings.Add($"{place}: the row does not say how a page shows {one.Field} {one.Path}.");
            }

            // Choices are few and may be chosen twice; what is written is written once.
            if (one.Kept == one.Value && one.File is null && !one.IsChoice && !Guid.TryParse(one.Value, out _)
                && one.Suggested.Length == 0 && !one.IsBefore
                && one.Field.Length > 0 && one.Value.Length > 4 && !words.Add(one.Value))
            {
                Alike.Add($"{place}: \"{one.Value}\" is typed into {one.Field} and was typed elsewhere.");
            }
        }
    }

    private async Task LookBack(
        string place, Typist who, Typed[] typed, Answer answer, Func<Answer, Task<IMessage>>? stored, (Typist Who, string Path)[]? shown)
    {
        var kept = typed.Where(one => one.Unkept.Length == 0).ToList();
        if (kept.Count > 0 && stored is not null)
        {
            var lost = await Until(async () =>
            {
                var message = JsonNode.Parse(Whole.Format(await stored(answer)))!;
                return kept.Select(one => (one, Found: At(message, one.Path).ToList())).Where(one => !one.Found.Contains(one.one.Kept))
                    .Select(one => $"{place} {Did(one.one)}, which should be stored as \"{one.one.Kept}\"; "
                        + $"{one.one.Path} is \"{string.Join("\", \"", one.Found)}\".").ToList();
            });
            Findings.AddRange(lost);
        }
        else if (kept.Count > 0)
        {
            Findings.Add($"{place}: nobody asks the service what it has stored of {string.Join(", ", kept.Select(one => one.Field))}.");
        }

        var seen = typed.Where(one => one.Unseen.Length == 0).ToList();
        if (seen.Count == 0)
        {
            return;
        }

        var places = shown ?? (answer.To.Length > 0 ? [(who, answer.To)] : []);
        Findings.AddRange(await Until(async () =>
        {
            List<string> texts = [Typist.Plain(answer.To.Length > 0 ? "" : await TextOf(answer))];
            foreach (var (reader, at) in places)
            {
                texts.Add(Typist.Plain(await reader.Read(at)));
            }

            return seen.Where(one => !texts.Exists(text => text.Contains(Typist.Plain(one.Seen), StringComparison.Ordinal)))
                .Select(one => $"{place} {Did(one)}, and no page says \"{one.Seen}\": "
                    + $"{string.Join(", ", places.Select(at => $"{at.Who.Name} on {at.Path}"))}.").ToList();
        }));
    }

    private static string Did(Typed one) =>
        one.Field.Length == 0 ? "presses the button" : $"types \"{one.Value}\" into {one.Field}";

    private static async Task<string> TextOf(Answer answer) => answer.MediaType == "text/html"
        ? Typist.Words((IHtmlDocument)await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(answer.Text, default)) : answer.Text;

    /// <summary>What is still lost when nothing can be on its way any more.</summary>
    private static async Task<List<string>> Until(Func<Task<List<string>>> look)
    {
        for (var end = DateTime.UtcNow + Patience; ; await Task.Delay(100))
        {
            try
            {
                if (await look() is var lost && (lost.Count == 0 || DateTime.UtcNow > end))
                {
                    return lost;
                }
            }
            catch (Exception) when (DateTime.UtcNow < end)
            {
                // It is on its way.
            }
        }
    }

    /// <summary>All values at a path; a list means every one of its items, "[0]" its first.</summary>
    private static IEnumerable<string> At(JsonNode? node, string path)
    {
        if (node is JsonArray list)
        {
            return list.Count == 0 && path.Length == 0 ? [""] : list.SelectMany(item => At(item, path));
        }

        if (path.Length == 0 || node is null)
        {
            return [node switch { JsonValue value => value.ToString() is var text && text is "True" or "False"
                ? value.ToJsonString() : value.ToString(), null => "", _ => node.ToJsonString() }];
        }

        var (name, rest) = path.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? (path[..dot], path[(dot + 1)..]) : (path, "");
        if (name.Split('[') is not [var plain, var number])
        {
            return At(node[name], rest);
        }

        var index = int.Parse(number.TrimEnd(']'), System.Globalization.CultureInfo.InvariantCulture);
        return node[plain] is JsonArray some && index < some.Count ? At(some[index], rest) : [];
    }
}

/// <summary>A row could not be played to its end.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence);
