using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Learning;

/// <summary>What a round taught us: the themes that groups gave their stories, and the sentences that they let us quote.</summary>
internal sealed class GetLearning(Database database)
{
    private const int MaxThemes = 50;
    private const int MaxQuotationsOfTheme = 20;

    private static readonly Sql CountStories = new("""
        SELECT COUNT(*) FROM story WHERE round_id = @RoundId AND EXISTS (SELECT 1 FROM part WHERE part.report_id = story.report_id
        AND part.audience = 'EVERYBODY')
        """);

    private static readonly Sql Select = new($$"""
        SELECT story_theme.theme, story.report_id, report.title, story_quote.words,
            CASE WHEN EXISTS (SELECT 1 FROM part JOIN hiding ON hiding.scope_id = part.report_id AND hiding.item_id = part.part_id
                WHERE part.report_id = story.report_id AND part.kind = 'WORDS' AND hiding.state IN ('HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN'))
                THEN '' ELSE story.told_by END AS told_by,
            {{HiddenTitle.Columns("report.round_id", "report.project_id")}}
        FROM story_theme
        JOIN story ON story.report_id = story_theme.report_id
        JOIN report ON report.report_id = story.report_id
        LEFT JOIN story_quote ON story_quote.report_id = story.report_id
            AND EXISTS (SELECT 1 FROM part WHERE part.part_id = story_quote.part_id AND part.audience = 'EVERYBODY'
                AND NOT EXISTS (SELECT 1 FROM hiding WHERE hiding.scope_id = part.report_id AND hiding.item_id = part.part_id
                AND hiding.state IN ('HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN')))
        WHERE story.round_id = @RoundId AND EXISTS (SELECT 1 FROM part WHERE part.report_id = story.report_id
        AND part.audience = 'EVERYBODY')
        ORDER BY story.told_at DESC, story.report_id
        """);

    public async Task<V1.Learning> Handle(GetLearningRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var tagged = await session.Many<TaggedRow>(Select, new { request.RoundId });

        var answer =
            new V1.Learning { RoundId = request.RoundId, Stories = (int)await session.One<long>(CountStories, new { request.RoundId }) };
        var themes = tagged.GroupBy(row => row.Theme, StringComparer.Ordinal)
            .OrderByDescending(theme => theme.Count())
            .ThenBy(theme => theme.Key, StringComparer.Ordinal)
            .Take(MaxThemes);
        foreach (var theme in themes)
        {
            var view = new Theme { Theme_ = theme.Key, Stories = theme.Count() };
            // Stories with a sentence of their own come before those with a title only.
            view.Quotations.AddRange(theme.OrderBy(row => row.Words is null).Take(MaxQuotationsOfTheme).Select(row => new Quotation
            {
                ReportId = row.ReportId,
                Title = row.Hiding is null ? row.Title : "",
                Hiding = row.Hiding,
                ToldBy = row.ToldBy,
                Words = row.Words ?? "",
            }));
            answer.Themes.Add(view);
        }

        return answer;
    }

    private sealed record TaggedRow
    {
        public string Theme { get; init; } = "";
        public string ReportId { get; init; } = "";
        public string Title { get; init; } = "";
        public string ToldBy { get; init; } = "";
        public string? Words { get; init; }
        public string? HidingState { get; init; }
        public string? HidingReason { get; init; }

        public Hiding? Hiding => HiddenTitle.ToMessage(HidingState, HidingReason);
    }
}
