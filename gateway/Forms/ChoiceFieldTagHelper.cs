using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Forms;

/// <summary>
/// One of a few, all in sight: <c>&lt;choice-field for="Area" label="…" choices="…" /&gt;</c>; with <c>chosen="…"</c> any number of
/// them.
/// </summary>
[HtmlTargetElement("choice-field", Attributes = "for,label,choices")]
public sealed class ChoiceFieldTagHelper : FieldTagHelper
{
    public required IReadOnlyList<Choice> Choices { get; set; }

    /// <summary>What is ticked, where more than one can be; null where it is one.</summary>
    public IReadOnlyCollection<string>? Chosen { get; set; }

    /// <summary>What can be chosen are people's own words, which run the way of their own letters.</summary>
    public bool Own { get; set; }

    private string Kind => Chosen is null ? "radios" : "checkboxes";

    protected override void Write(TagHelperOutput output)
    {
        var fieldset = new TagBuilder("fieldset") { Attributes = { ["class"] = "govuk-fieldset" } };
        Describe(fieldset);
        var legend = new TagBuilder(
            "legend")
        {
            Attributes = { ["class"] = Heading ? "govuk-fieldset__legend govuk-fieldset__legend--l"
            : "govuk-fieldset__legend govuk-fieldset__legend--m" }
        };
        legend.InnerHtml.AppendHtml(Heading ? HeadingOf(Label) : Text(Label));
        var inside = new TagHelperOutput("div", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        WriteHintAndError(inside);
        var items = new TagBuilder("div") { Attributes = { ["class"] = $"govuk-{Kind}", ["data-module"] = $"govuk-{Kind}" } };
        for (var index = 0; index < Choices.Count; index++)
        {
            items.InnerHtml.AppendHtml(Item(Choices[index], index));
        }

        fieldset.InnerHtml.AppendHtml(legend).AppendHtml(inside.Content).AppendHtml(items);
        output.Content.AppendHtml(fieldset);
    }

    private TagBuilder Item(Choice choice, int index)
    {
        // The first has the field's own id, so that the error summary leads to it.
        var id = index == 0 ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id}-{index + 1}");
        var input = new TagBuilder("input")
        {
            TagRenderMode = TagRenderMode.SelfClosing,
            Attributes = { ["class"] = $"govuk-{Kind}__input", ["id"] = id, ["name"] = For.Name, ["type"] = Chosen is null ? "radio"
                : "checkbox", ["value"] = choice.Value },
        };
        if (Chosen?.Contains(choice.Value) ?? choice.Value == Value)
        {
            input.Attributes["checked"] = "checked";
        }

        var label = new TagBuilder("label") { Attributes = { ["class"] = $"govuk-label govuk-{Kind}__label", ["for"] = id } };
        label.InnerHtml.AppendHtml(Own ? OwnWords(choice.Text) : Text(choice.Text));
        var item = new TagBuilder("div") { Attributes = { ["class"] = $"govuk-{Kind}__item" } };
        item.InnerHtml.AppendHtml(input).AppendHtml(label);
        if (choice.Hint is { Length: > 0 })
        {
            var hint = new TagBuilder("div") { Attributes = { ["class"] = $"govuk-hint govuk-{Kind}__hint", ["id"] = id + "-item-hint" } };
            hint.InnerHtml.Append(choice.Hint);
            input.Attributes["aria-describedby"] = id + "-item-hint";
            item.InnerHtml.AppendHtml(hint);
        }

        return item;
    }

    private static TagBuilder HeadingOf(string text)
    {
        var heading = new TagBuilder("h1") { Attributes = { ["class"] = "govuk-fieldset__heading" } };
        heading.InnerHtml.Append(text);
        return heading;
    }

    private static TagBuilder OwnWords(string text)
    {
        var words = new TagBuilder("bdi") { Attributes = { ["class"] = "words", ["dir"] = "auto" } };
        words.InnerHtml.Append(text);
        return words;
    }

    private static Microsoft.AspNetCore.Html.IHtmlContent Text(string text) =>
        new Microsoft.AspNetCore.Html.HtmlContentBuilder().Append(text);
}
