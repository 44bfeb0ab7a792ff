using System.Text.RegularExpressions;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Learning;

/// <summary>
/// A group says what its story is about and which sentence of it may be quoted. It may say it anew; nobody says it for it.
/// </summary>
internal sealed partial class TagStory(Database database)
{
    private const int MaxThemes = 5;
    private const int MaxTheme = 40;
    private const int MaxQuotation = 500;

    private static readonly Sql SelectWords = new("SELECT words FROM story WHERE report_id = @ReportId");

    private static readonly Sql DeleteThemes = new("DELETE FROM story_theme WHERE report_id = @ReportId");

    private static readonly Sql DeleteQuotation = new("DELETE FROM story_quote WHERE report_id = @ReportId");

    private static readonly Sql InsertTheme = new("INSERT INTO story_theme (report_id, theme) VALUES (@ReportId, @Theme)");

    private static readonly Sql InsertQuotation = new("INSERT INTO story_quote (report_id, words) VALUES (@ReportId, @Quotation)");

    public async Task<Tags> Handle(TagStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        var themes = request.Themes.Select(Normal).Where(theme => theme.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var fields = new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Require(themes.Count <= MaxThemes, "themes", $"Please choose at most {MaxThemes} words.")
            .Text("quotation", request.Quotation, MaxQuotation, required: false);
        themes.ForEach(theme => fields.Text("themes", theme, MaxTheme));
        fields.Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Tags.Parser) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.FindLocked(transaction, request.ReportId), caller);
        var quotation = Decide(await transaction.One<string>(SelectWords, new { report.ReportId }), request.Quotation);
        await transaction.Execute(DeleteThemes, new { report.ReportId });
        await transaction.Execute(DeleteQuotation, new { report.ReportId });
        foreach (var theme in themes)
        {
            await transaction.Execute(InsertTheme, new { report.ReportId, Theme = theme });
        }

        if (quotation.Length > 0)
        {
            await transaction.Execute(InsertQuotation, new { report.ReportId, Quotation = quotation });
        }

        var answer = new Tags { ReportId = report.ReportId, Quotation = quotation };
        answer.Themes.AddRange(themes.Order(StringComparer.Ordinal));
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The quotation as it stands in the story, whose words these are. Pure.</summary>
    /// <param name="words">Null where no story was sent.</param>
    internal static string Decide(string? words, string quotation)
    {
        if (words is null)
        {
            throw new Refusal(AccountabilityReasons.StoryNotSentYet, "Please tell the story first; then you can say what it is about.");
        }

        var asked = LineEnds(quotation).Trim();
        return LineEnds(words).Contains(asked, StringComparison.Ordinal)
            ? asked
            : throw new Refusal(Reasons.InvalidRequest, "Please copy a sentence from your story just as it stands there.", "quotation");
    }

    private static string LineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    // "Young  People" and "young people" are one theme.
    private static string Normal(string theme) => Spaces().Replace(theme.Trim(), " ").ToLowerInvariant();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
