using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>The wall: what groups share with everybody, newest first.</summary>
internal sealed class ListStories(Database database)
{
    /// <summary>How many words of a search are looked for.</summary>
    internal const int MostWords = 6;

    // What any words are like.
    private const string Any = "%";

    private static readonly int MostAwards = FieldLimits.CountOf(ListStoriesRequest.Descriptor, "award_ids");

    // What everybody may see, and what is sought of it.
    private const string Seen = """
        EXISTS (
            SELECT 1 FROM part WHERE part.report_id = story.report_id AND part.audience = 'EVERYBODY' AND (@kind = '' OR part.kind = @kind)
                AND NOT EXISTS (SELECT 1 FROM hiding WHERE hiding.scope_id = part.report_id AND hiding.item_id = part.part_id
                AND hiding.state IN ('HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN')))
          AND (@AreaCode = '' OR story.area_code = @AreaCode)
          AND (@searches = 0 OR EXISTS (
            SELECT 1 FROM part told JOIN telling_sought folded ON folded.part_id = told.part_id
            WHERE told.report_id = story.report_id AND told.audience = 'EVERYBODY'
                AND NOT EXISTS (SELECT 1 FROM hiding WHERE hiding.scope_id = told.report_id AND hiding.item_id = told.part_id
                AND hiding.state IN ('HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN'))
                AND folded.sought LIKE @word1 ESCAPE '\' AND folded.sought LIKE @word2 ESCAPE '\' AND folded.sought LIKE @word3 ESCAPE '\'
                AND folded.sought LIKE @word4 ESCAPE '\' AND folded.sought LIKE @word5 ESCAPE '\' AND folded.sought LIKE @word6 ESCAPE '\'))
        """;

    private const string Wall = Seen + """

          AND story.told_at <= @At AND (story.told_at < @At OR story.report_id < @Id)
        ORDER BY story.told_at DESC, story.report_id DESC {limit @Count}
        """;

    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private static readonly Sql SelectPage = new(StoryRow.Select + " WHERE " + Wall);

    private static readonly Sql SelectPageOfRound = new(StoryRow.Select + " WHERE story.round_id = @RoundId AND " + Wall);

    private static readonly Sql SelectPageOfAwards = new(StoryRow.Select + """
         WHERE story.report_id IN (SELECT asked.report_id FROM report asked
                WHERE asked.award_id IN (SELECT item FROM {texts @awardIds} AS given))
            AND (@RoundId = '' OR story.round_id = @RoundId)
            AND
        """ + " " + Wall);

    private static readonly Sql CountSought = new("SELECT COUNT(*) FROM story WHERE story.told_at <= @latest AND " + Seen);

    public async Task<ListStoriesResponse> Handle(ListStoriesRequest request, CancellationToken cancellation)
    {
        var fields = new Fields()
            .Id("round_id", request.RoundId, required: false)
            .Code("area_code", request.AreaCode, required: false)
            .Require(request.AwardIds.Count <= MostAwards, "award_ids", AccountabilityReasons.AwardsTooMany, ("most", MostAwards));
        foreach (var (at, awardId) in request.AwardIds.Index())
        {
            fields.Id($"award_ids[{at}]", awardId);
        }

        fields.Text("search", request, required: false).Check();
        List<string> words = [.. SoughtText.Patterns(request.Search).Distinct(StringComparer.Ordinal).Take(MostWords)];
        var kind = request.With switch { StoryWith.Photos => PartKinds.Photo, StoryWith.Voices => PartKinds.Voice, _ => "" };
        var question = $"stories {request.RoundId} {request.AreaCode}{(kind.Length > 0 ? " " : "")}{kind}"
            + (request.AwardIds.Count > 0 ? $" of {string.Join(',', request.AwardIds)}" : "")
            + (words.Count > 0 ? $"\n{string.Join('\n', words)}" : "");
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 20, max: 100);

        await using var session = await database.Read(cancellation);
        var select = request.AwardIds.Count > 0 ? SelectPageOfAwards : request.RoundId.Length == 0 ? SelectPage : SelectPageOfRound;
        var asked = new
        {
            latest = PageKey.Last.Number,
            page.At,
            page.Id,
            request.RoundId,
            request.AreaCode,
            kind,
            searches = words.Count > 0 ? 1 : 0,
            word1 = words.ElementAtOrDefault(0) ?? Any,
            word2 = words.ElementAtOrDefault(1) ?? Any,
            word3 = words.ElementAtOrDefault(2) ?? Any,
            word4 = words.ElementAtOrDefault(3) ?? Any,
            word5 = words.ElementAtOrDefault(4) ?? Any,
            word6 = words.ElementAtOrDefault(5) ?? Any,
            awardIds = Sql.List(request.AwardIds),
            page.Count,
        };
        var rows = await session.Many<StoryRow>(select, asked);
        var parts = await StoryParts.Load(session, rows.Select(story => story.ReportId).ToList());
        var answer = new ListStoriesResponse();
        if (words.Count > 0 && request.RoundId.Length == 0 && request.AwardIds.Count == 0)
        {
            answer.Total = (int)await session.One<long>(CountSought, asked);
        }

        answer.NextPageToken = page.Fill(
            answer.Stories, rows, story => PageKey.Of(story.ToldAt, story.ReportId), story => story.ToMessage(parts, Visibility.Public));
        return answer;
    }
}
