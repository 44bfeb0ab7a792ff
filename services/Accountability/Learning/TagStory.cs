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
    private static readonly int MaxThemes = FieldLimits.CountOf(TagStoryRequest.Descriptor, "themes");
    private static readonly Sql CountStories = new("SELECT COUNT(*) FROM story WHERE report_id = @ReportId");

    private static readonly Sql SelectWords = new("SELECT part_id, words FROM telling WHERE report_id = @ReportId ORDER BY part_id");

    private static readonly Sql DeleteThemes = new("DELETE FROM story_theme WHERE report_id = @ReportId");

    private static readonly Sql DeleteQuotation = new("DELETE FROM story_quote WHERE report_id = @ReportId");

    private static readonly Sql InsertTheme = new("INSERT INTO story_theme (report_id, theme) VALUES (@ReportId, @Theme)");

    private static readonly Sql InsertQuotation = new("""
        INSERT INTO story_quote (report_id, part_id, words) VALUES (@ReportId, @PartId, @Quotation)
        """);

    public async Task<Tags> Handle(TagStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        var themes = request.Themes.Select(Normal).Where(theme => theme.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var fields = new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Require(themes.Count <= MaxThemes, "themes", AccountabilityReasons.ThemesTooMany, ("max", MaxThemes))
            .Text("quotation", request, required: false);
        themes.ForEach(theme => fields.Text("themes", theme, FieldLimits.LengthOf(TagStoryRequest.Descriptor, "themes")));
        fields.Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Tags.Parser) is { } before)
        {
            return await GetTags.LoadMessage(transaction, before.ReportId);
        }

        var report = ReportRow.Own(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var isTold = await transaction.One<long>(CountStories, new { report.ReportId }) > 0;
        var (partId, quotation) = Decide(isTold, await transaction.Many<WordsRow>(SelectWords, new { report.ReportId }), request.Quotation);
        await transaction.Execute(DeleteThemes, new { report.ReportId });
        await transaction.Execute(DeleteQuotation, new { report.ReportId });
        foreach (var theme in themes)
        {
            await transaction.Execute(InsertTheme, new { report.ReportId, Theme = theme });
        }

        if (quotation.Length > 0)
        {
            await transaction.Execute(InsertQuotation, new { report.ReportId, PartId = partId, Quotation = quotation });
        }

        // The sentence that was quoted is not kept a second time to repeat an answer: what is taken back would stay there.
        await transaction.Remember(caller, request, new Tags { ReportId = report.ReportId });
        var answer = await GetTags.LoadMessage(transaction, report.ReportId);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The quotation as it stands in the story, and in which words of it. Pure.</summary>
    /// <param name="isTold">A story was sent.</param>
    /// <param name="tellings">Its words that were not taken back.</param>
    /// <param name="asked">What the group would like quoted; empty for nothing.</param>
    internal static (string PartId, string Quotation) Decide(bool isTold, IReadOnlyList<WordsRow> tellings, string asked)
    {
        if (!isTold)
        {
            throw new Refusal(AccountabilityReasons.TellFirst);
        }

        var quotation = LineEnds(asked).Trim();
        if (quotation.Length == 0)
        {
            return ("", "");
        }

        return tellings.FirstOrDefault(telling => LineEnds(telling.Words).Contains(quotation, StringComparison.Ordinal)) is { } found
            ? (found.PartId, quotation)
            : throw Refusal.At("quotation", AccountabilityReasons.NotAQuotation);
    }

    private static string LineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    // "Young  People" and "young people" are one theme.
    private static string Normal(string theme) => Spaces().Replace(theme.Trim(), " ").ToLowerInvariant();

    internal sealed record WordsRow
    {
        public string PartId { get; init; } = "";
        public string Words { get; init; } = "";
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();
}
