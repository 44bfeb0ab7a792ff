using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Forms;

/// <summary>One of many, in a list that opens: <c>&lt;pick-field for="Area" label="…" choices="…" /&gt;</c>.</summary>
[HtmlTargetElement("pick-field", Attributes = "for,label,choices")]
public sealed class PickFieldTagHelper : FieldTagHelper
{
    public required IEnumerable<Choice> Choices { get; set; }

    protected override void Write(TagHelperOutput output)
    {
        WriteLabel(output);
        WriteHintAndError(output);
        var select = new TagBuilder("select") { Attributes = { ["id"] = Id, ["name"] = For.Name } };
        select.AddCssClass(Error is null ? "govuk-select" : "govuk-select govuk-select--error");
        Describe(select);
        foreach (var choice in Choices)
        {
            var option = new TagBuilder("option") { Attributes = { ["value"] = choice.Value } };
            if (choice.Value == Value)
            {
                option.Attributes["selected"] = "selected";
            }

            option.InnerHtml.Append(choice.Text);
            select.InnerHtml.AppendHtml(option);
        }

        output.Content.AppendHtml(select);
    }
}

/// <summary>Something that can be chosen.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">A line more about it; only where all choices are in sight.</param>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>These, and what is asked for already where it is none of them: what narrows a list is in sight.</summary>
    public static IReadOnlyList<Choice> With(IEnumerable<Choice> choices, string? asked)
    {
        var all = choices.ToList();
        if (!string.IsNullOrEmpty(asked) && !all.Exists(choice => choice.Value == asked))
        {
            all.Add(new Choice(asked, asked));
        }

        return all;
    }

    /// <summary>What was chosen, by its name. What is none of them is unspecified, and the service says so.</summary>
    public static T Of<T>(string? value) where T : struct, Enum =>
        Enum.TryParse<T>(value, out var chosen) && Enum.IsDefined(chosen) ? chosen : default;
}
