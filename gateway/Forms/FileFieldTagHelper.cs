using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Forms;

/// <summary>A file: <c>&lt;file-field for="Csv" label="…" accept=".csv" /&gt;</c>. The form has to be multipart/form-data.</summary>
[HtmlTargetElement("file-field", Attributes = "for,label")]
public sealed class FileFieldTagHelper : FieldTagHelper
{
    /// <summary>Which files the chooser offers first, such as ".csv" or "image/jpeg,image/png".</summary>
    public string? Accept { get; set; }

    protected override void Write(TagHelperOutput output)
    {
        WriteLabel(output);
        WriteHintAndError(output);
        var input = new TagBuilder("input")
        {
            TagRenderMode = TagRenderMode.SelfClosing,
            Attributes = { ["id"] = Id, ["name"] = For.Name, ["type"] = "file" },
        };
        input.AddCssClass(Error is null ? "govuk-file-upload" : "govuk-file-upload govuk-file-upload--error");
        if (Accept is not null)
        {
            input.Attributes["accept"] = Accept;
        }

        Describe(input);
        output.Content.AppendHtml(input);
    }
}
