using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Charts;

/// <summary>
/// Lets every table be cards on a phone: each cell carries the words of its column, which the stylesheet shows there, and each
/// part of the table says what it is, because a row that is laid out as a card would else be none for a screen reader.
/// </summary>
/// <param name="part">What this element is to a screen reader.</param>
public abstract partial class TablePart(string part) : TagHelper
{
    private const string Key = "participatory.table";

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext View { get; set; }

    /// <summary>The table that is being written; partial views write rows of it, too.</summary>
    private protected Columns Now
    {
        get => (Columns)(View.HttpContext.Items[Key] ??= new Columns());
        set => View.HttpContext.Items[Key] = value;
    }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Attributes.SetAttribute("role", part);

    private protected static string Text(TagHelperContent written) =>
        WebUtility.HtmlDecode(Tags().Replace(written.GetContent(), "")).Trim();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex Tags();

    private protected sealed class Columns
    {
        public List<string> Names { get; } = [];

        public int At { get; set; }
    }
}

/// <inheritdoc/>
[HtmlTargetElement("table")]
public sealed class TableTagHelper() : TablePart("table")
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Now = new Columns();
        await output.GetChildContentAsync();
        Process(context, output);
    }
}

/// <inheritdoc/>
[HtmlTargetElement("thead")]
[HtmlTargetElement("tbody")]
public sealed class TableGroupTagHelper() : TablePart("rowgroup");

/// <inheritdoc/>
[HtmlTargetElement("tr")]
public sealed class TableRowTagHelper() : TablePart("row")
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        Now.At = 0;
        await output.GetChildContentAsync();
        Process(context, output);
    }
}

/// <inheritdoc/>
[HtmlTargetElement("th")]
public sealed class TableHeadTagHelper() : TablePart("columnheader")
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        if (context.AllAttributes["scope"]?.Value?.ToString() == "row")
        {
            Now.At++;
            output.Attributes.SetAttribute("role", "rowheader");
            return;
        }

        Now.Names.Add(Text(content));
        Process(context, output);
    }
}

/// <inheritdoc/>
[HtmlTargetElement("td")]
public sealed class TableCellTagHelper() : TablePart("cell")
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        base.Process(context, output);
        var at = Now.At++;
        if (at < Now.Names.Count && Now.Names[at].Length > 0)
        {
            output.Attributes.SetAttribute("data-label", Now.Names[at]);
        }
    }
}
