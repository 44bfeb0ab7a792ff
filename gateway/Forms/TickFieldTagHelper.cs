using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Forms;

/// <summary>
/// Something that is so or not: <c>&lt;tick-field for="TheySaidYes" label="…" /&gt;</c>. Where it is not ticked a browser sends nothing.
/// </summary>
[HtmlTargetElement("tick-field", Attributes = "for,label")]
public sealed class TickFieldTagHelper : FieldTagHelper
{
    protected override void Write(TagHelperOutput output)
    {
        var boxes = new TagBuilder("div") { Attributes = { ["class"] = "govuk-checkboxes", ["data-module"] = "govuk-checkboxes" } };
        var item = new TagBuilder("div") { Attributes = { ["class"] = "govuk-checkboxes__item" } };
        var input = new TagBuilder("input")
        {
            TagRenderMode = TagRenderMode.SelfClosing,
            Attributes = { ["class"] = "govuk-checkboxes__input", ["id"] = Id, ["name"] = For.Name, ["type"] = "checkbox",
                ["value"] = "true" },
        };
        if (string.Equals(Value, bool.TrueString, StringComparison.OrdinalIgnoreCase))
        {
            input.Attributes["checked"] = "checked";
        }

        var label = new TagBuilder("label") { Attributes = { ["class"] = "govuk-label govuk-checkboxes__label", ["for"] = Id } };
        label.InnerHtml.Append(Label);
        item.InnerHtml.AppendHtml(input).AppendHtml(label);
        if (!string.IsNullOrEmpty(Hint))
        {
            var hint = new TagBuilder("div") { Attributes = { ["id"] = Id + "-hint", ["class"] = "govuk-hint govuk-checkboxes__hint" } };
            hint.InnerHtml.Append(Hint);
            item.InnerHtml.AppendHtml(hint);
        }

        Describe(input);
        if (Error is { } error)
        {
            var message = new TagBuilder("p") { Attributes = { ["id"] = Id + "-error", ["class"] = "govuk-error-message" } };
            message.InnerHtml.Append(error);
            output.Content.AppendHtml(message);
        }

        boxes.InnerHtml.AppendHtml(item);
        output.Content.AppendHtml(boxes);
    }
}
