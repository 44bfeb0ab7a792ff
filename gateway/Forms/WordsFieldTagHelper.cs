using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Forms;

/// <summary>
/// Room for a person's own words, with a count of how many are left: <c>&lt;words-field for="Words" label="…" max="4000" /&gt;</c>.
/// </summary>
[HtmlTargetElement("words-field", Attributes = "for,label")]
public sealed class WordsFieldTagHelper : FieldTagHelper
{
    public int Rows { get; set; } = 6;

    /// <summary>The field of the service that this becomes, as at a text-field; without it nothing is counted.</summary>
    public LambdaExpression? Limit { get; set; }

    protected override void Write(TagHelperOutput output)
    {
        var most = Limit is null ? 0 : FieldLimits.Typed(Limit);
        if (most > 0)
        {
            output.Attributes.SetAttribute("class", output.Attributes["class"].Value + " govuk-character-count");
            output.Attributes.SetAttribute("data-module", "govuk-character-count");
            output.Attributes.SetAttribute("data-maxlength", most.ToString(CultureInfo.InvariantCulture));
            SayCounts(output);
        }

        WriteLabel(output);
        WriteHintAndError(output);
        var area = new TagBuilder("textarea")
        {
            Attributes = { ["id"] = Id, ["name"] = For.Name, ["rows"] = Rows.ToString(CultureInfo.InvariantCulture) },
        };
        area.AddCssClass("govuk-textarea");
        area.AddCssClass("govuk-js-character-count");
        if (Error is not null)
        {
            area.AddCssClass("govuk-textarea--error");
        }

        // A browser swallows the first line end of a textarea.
        area.InnerHtml.Append("\n" + Value);
        Describe(area, most > 0 ? Id + "-info" : null);
        output.Content.AppendHtml(area);
        if (most > 0)
        {
            var info = new TagBuilder(
                "div")
            { Attributes = { ["id"] = Id + "-info", ["class"] = "govuk-hint govuk-character-count__message" } };
            info.InnerHtml.Append(string.Format(CultureInfo.CurrentCulture, Words.Site.CharactersMax, most));
            output.Content.AppendHtml(info);
        }
    }

    // What the script says while somebody writes; its own plural forms are "one" and "other".
    private static void SayCounts(TagHelperOutput output)
    {
        var culture = CultureInfo.CurrentUICulture;
        output.Attributes.SetAttribute("data-i18n.characters-under-limit.one", Words.Plurals.Form(Words.Site.CharactersLeft, 1, culture));
        output.Attributes.SetAttribute(
            "data-i18n.characters-under-limit.other", Words.Plurals.Form(Words.Site.CharactersLeft, 100, culture));
        output.Attributes.SetAttribute("data-i18n.characters-at-limit", Words.Site.CharactersNone);
        output.Attributes.SetAttribute("data-i18n.characters-over-limit.one", Words.Plurals.Form(Words.Site.CharactersOver, 1, culture));
        output.Attributes.SetAttribute(
            "data-i18n.characters-over-limit.other", Words.Plurals.Form(Words.Site.CharactersOver, 100, culture));
    }
}
