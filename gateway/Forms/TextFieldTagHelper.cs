using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Forms;

/// <summary>One line: <c>&lt;text-field for="Title" label="@Words…" /&gt;</c>; with <c>prefix</c> also an amount of money.</summary>
[HtmlTargetElement("text-field", Attributes = "for,label")]
public sealed class TextFieldTagHelper : FieldTagHelper
{
    public string Type { get; set; } = "text";

    /// <summary>What stands before the field, such as "£".</summary>
    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    public string? Autocomplete { get; set; }

    /// <summary>"numeric", "decimal", "email": which keyboard a phone shows.</summary>
    public string? Inputmode { get; set; }

    /// <summary>How many characters wide it looks: 2, 3, 4, 5, 10 or 20; 0 is as wide as the page.</summary>
    public int Width { get; set; }

    /// <summary>
    /// The field of the service that this becomes, <c>limit="(Fund it) => it.Name"</c>: no more can be typed than it takes.
    /// </summary>
    public LambdaExpression? Limit { get; set; }

    protected override void Write(TagHelperOutput output)
    {
        WriteLabel(output);
        WriteHintAndError(output);
        var input = new TagBuilder("input")
        {
            TagRenderMode = TagRenderMode.SelfClosing,
            Attributes = { ["id"] = Id, ["name"] = For.Name, ["type"] = Type, ["value"] = Value },
        };
        input.AddCssClass("govuk-input");
        if (Width > 0)
        {
            input.AddCssClass(string.Create(CultureInfo.InvariantCulture, $"govuk-input--width-{Width}"));
        }

        if (Error is not null)
        {
            input.AddCssClass("govuk-input--error");
        }

        Set(input, "autocomplete", Autocomplete);
        Set(input, "inputmode", Inputmode);
        Set(input, "maxlength", Limit is null ? null : FieldLimits.Typed(Limit).ToString(CultureInfo.InvariantCulture));
        Describe(input);
        output.Content.AppendHtml(Prefix is null && Suffix is null ? input : Framed(input));
    }

    private TagBuilder Framed(TagBuilder input)
    {
        var frame = new TagBuilder("div") { Attributes = { ["class"] = "govuk-input__wrapper" } };
        if (Prefix is not null)
        {
            frame.InnerHtml.AppendHtml(Affix("govuk-input__prefix", Prefix));
        }

        frame.InnerHtml.AppendHtml(input);
        if (Suffix is not null)
        {
            frame.InnerHtml.AppendHtml(Affix("govuk-input__suffix", Suffix));
        }

        return frame;
    }

    private static TagBuilder Affix(string cssClass, string text)
    {
        var affix = new TagBuilder("div") { Attributes = { ["class"] = cssClass, ["aria-hidden"] = "true" } };
        affix.InnerHtml.Append(text);
        return affix;
    }

    private static void Set(TagBuilder field, string name, string? value)
    {
        if (value is not null)
        {
            field.Attributes[name] = value;
        }
    }
}
