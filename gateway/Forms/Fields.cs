using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Forms;

/// <summary>
/// What all fields of a form share, as GOV.UK's components have it: a label, perhaps a hint, what is wrong, and the
/// ties between them. <c>for</c> names the property of the page.
/// </summary>
public abstract class FieldTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>The label is the heading of the page: one question a page.</summary>
    public bool Heading { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext View { get; set; }

    /// <summary>The id of the field: what the error summary links to.</summary>
    protected string Id => TagBuilder.CreateSanitizedId(For.Name, "-");

    /// <summary>What was typed before, or what the page suggests.</summary>
    protected string Value => Entry?.AttemptedValue ?? Convert.ToString(For.Model, CultureInfo.CurrentCulture) ?? "";

    protected string? Error => Entry?.Errors.FirstOrDefault()?.ErrorMessage;

    private ModelStateEntry? Entry => View.ViewData.ModelState.GetValueOrDefault(For.Name);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // The summary of what is wrong is drawn after the fields, and calls each by its label.
        View.HttpContext.Items[LabelKey(Id)] = Label;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error");
        Write(output);
    }

    /// <summary>Under which key of the request the label of a field stands.</summary>
    public static string LabelKey(string fieldId) => "label of " + fieldId;

    protected abstract void Write(TagHelperOutput output);

    /// <summary>The label over a single field.</summary>
    protected void WriteLabel(TagHelperOutput output)
    {
        var label = new TagBuilder(
            "label")
        { Attributes = { ["for"] = Id, ["class"] = Heading ? "govuk-label govuk-label--l" : "govuk-label govuk-label--m" } };
        label.InnerHtml.Append(Label);
        output.Content.AppendHtml(Heading ? Wrap("h1", "govuk-label-wrapper", label) : label);
    }

    protected void WriteHintAndError(TagHelperOutput output)
    {
        if (!string.IsNullOrEmpty(Hint))
        {
            var hint = new TagBuilder("div") { Attributes = { ["id"] = Id + "-hint", ["class"] = "govuk-hint" } };
            hint.InnerHtml.Append(Hint);
            output.Content.AppendHtml(hint);
        }

        if (Error is { } error)
        {
            var hidden = new TagBuilder("span") { Attributes = { ["class"] = "govuk-visually-hidden" } };
            hidden.InnerHtml.Append(Words.Site.ErrorPrefixHidden);
            var message = new TagBuilder("p") { Attributes = { ["id"] = Id + "-error", ["class"] = "govuk-error-message" } };
            message.InnerHtml.AppendHtml(hidden).Append(" " + error);
            output.Content.AppendHtml(message);
        }
    }

    /// <summary>Ties hint and error to the field for those who hear the page.</summary>
    protected void Describe(TagBuilder field, string? more = null)
    {
        var ids = new[] { string.IsNullOrEmpty(Hint) ? null : Id + "-hint", Error is null ? null : Id + "-error", more };
        var described = string.Join(' ', ids.Where(id => id is not null));
        if (described.Length > 0)
        {
            field.Attributes["aria-describedby"] = described;
        }
    }

    protected static TagBuilder Wrap(string tag, string cssClass, TagBuilder content)
    {
        var wrap = new TagBuilder(tag) { Attributes = { ["class"] = cssClass } };
        wrap.InnerHtml.AppendHtml(content);
        return wrap;
    }
}
