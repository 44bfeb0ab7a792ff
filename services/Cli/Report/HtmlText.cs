using System.Globalization;
using System.Net;
using System.Text;

namespace Participatory.Cli.Report;

/// <summary>A web page in the making. What comes from files goes through <see cref="Encode"/>, always.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder text = new();

    public static string Encode(string plain) => WebUtility.HtmlEncode(plain);

    /// <summary>Adds a line of markup.</summary>
    public void Add(string markup) => text.Append(markup).Append('\n');

    public void Paragraph(string plain, string? style = null) =>
        Add($"<p{(style is null ? "" : $" class=\"{style}\"")}>{Encode(plain)}</p>");

    public void Title(string plain) => Add($"<h2>{Encode(plain)}</h2>");

    /// <summary>A chart of labelled bars: the bar is SVG and stretches, its words are text and wrap.</summary>
    public void Bars(string finding, IEnumerable<BarRow> rows)
    {
        Add($"<figure><figcaption>{Encode(finding)}</figcaption><ol>");
        foreach (var (label, value, share, strong) in rows)
        {
            Add($"<li><div class=\"row{(strong ? " strong" : "")}\"><span>{Encode(label)}</span><span>{Encode(value)}</span></div>");
            Add("<svg aria-hidden=\"true\" focusable=\"false\" width=\"100%\" height=\"22\"><rect class=\"ground\" width=\"100%\" "
                + "height=\"22\" rx=\"4\"/>"
                + $"<rect class=\"{(strong ? "main" : "second")}\" width=\"{Percent(share)}\" height=\"22\" rx=\"4\"/></svg></li>");
        }

        Add("</ol></figure>");
    }

    /// <summary>A table that scrolls by itself where it is too wide.</summary>
    /// <param name="name">What it holds, for those who hear it.</param>
    /// <param name="heads">Names of columns; numbers where one begins with #.</param>
    /// <param name="rows">As many cells as columns.</param>
    public void Table(string name, string[] heads, IEnumerable<string[]> rows)
    {
        var numeric = heads.Select(head => head.StartsWith('#')).ToArray();
        Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Encode(name)}\"><table><thead><tr>"
            + string.Concat(
                heads.Select(
                head => $"<th scope=\"col\"{(head.StartsWith('#') ? " class=\"n\"" : "")}>{Encode(head.TrimStart('#'))}</th>"))
                + "</tr></thead><tbody>");
        foreach (var row in rows)
        {
            Add("<tr>" + string.Concat(row.Select((cell, column) => column == 0
                ? $"<th scope=\"row\">{Encode(cell)}</th>"
                : $"<td{(numeric[column] ? " class=\"n\"" : "")}>{Encode(cell)}</td>")) + "</tr>");
        }

        Add("</tbody></table></div>");
    }

    public override string ToString() => text.ToString();

    private static string Percent(double share) => (Math.Clamp(share, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

/// <param name="Label">What it is.</param>
/// <param name="Value">What it comes to, with its unit.</param>
/// <param name="Share">The length of the bar, 0 to 1.</param>
/// <param name="Strong">This is what the title is about.</param>
internal sealed record BarRow(string Label, string Value, double Share, bool Strong = false);
