using System.Reflection;
using Participatory.Cli.Counts;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;

namespace Participatory.Cli.Report;

/// <summary>What a report says of one file.</summary>
internal sealed record ReportSection(ElectionFile File, Outcome Outcome, Explanation Explanation);

/// <summary>A count as one web page that needs nothing else: no script, no picture, no address.</summary>
internal static class HtmlReport
{
    public static string Of(IReadOnlyList<ReportSection> sections)
    {
        var page = new HtmlText();
        var title = sections.Count == 1 ? $"Result: {ReportWriter.NameOf(sections[0].File)}" : $"Results of {sections.Count} elections";
        page.Add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            + "content=\"width=device-width, initial-scale=1\">");
        page.Add($"<title>{HtmlText.Encode(title)}</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n<main>");
        if (sections.Count > 1)
        {
            page.Add($"<h1>{HtmlText.Encode(title)}</h1>\n<ul>");
            for (var section = 0; section < sections.Count; section++)
            {
                page.Add($"<li><a href=\"#file-{section + 1}\">{HtmlText.Encode(ReportWriter.NameOf(sections[section].File))}</a></li>");
            }

            page.Add("</ul>");
        }

        for (var section = 0; section < sections.Count; section++)
        {
            page.Add($"<article id=\"file-{section + 1}\">");
            new ReportWriter(page, sections[section], sections.Count == 1 ? "h1" : "h2").Write();
            page.Add("</article>");
        }

        page.Add("</main>\n</body>\n</html>");
        return page.ToString();
    }

    private static string Style()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
