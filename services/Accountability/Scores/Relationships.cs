using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Scores;

/// <summary>What groups say about the council, as far as more than five have said it, and what the council replies.</summary>
internal static class Relationships
{
    /// <summary>Remarks that fit on a page; there are as many answers as groups, so a round rarely has more.</summary>
    private const int MaxRemarks = 500;

    private static readonly Sql SelectPoints = new("""
        SELECT step, point, points, COUNT(*) AS many FROM (
            SELECT step, 1 AS point, listened_to AS points FROM score WHERE round_id = @roundId AND shown = 1
            UNION ALL SELECT step, 2, trusted FROM score WHERE round_id = @roundId AND shown = 1
            UNION ALL SELECT step, 3, equal FROM score WHERE round_id = @roundId AND shown = 1
            UNION ALL SELECT step, 4, worth_our_time FROM score WHERE round_id = @roundId AND shown = 1) each_point
        GROUP BY step, point, points
        """);

    private static readonly Sql SelectWaiting = new("SELECT DISTINCT step FROM score WHERE round_id = @roundId AND shown = 0");

    // By their random ids, which is no order at all.
    private static readonly Sql SelectRemarks = new("""
        SELECT step, why, shown_as FROM score WHERE round_id = @roundId AND shown = 1 AND (why <> '' OR shown_as <> '')
        ORDER BY score_id {limit @max}
        """);

    private static readonly Sql SelectReplies = new("""
        SELECT step, words, replied_by, replied_at FROM score_reply WHERE round_id = @roundId ORDER BY replied_at, reply_id
        """);

    public static async Task<Relationship> Load(Session session, string roundId)
    {
        var points = (await session.Many<PointRow>(SelectPoints, new { roundId })).ToLookup(row => row.Step, StringComparer.Ordinal);
        var waiting = (await session.Many<string>(SelectWaiting, new { roundId })).ToHashSet(StringComparer.Ordinal);
        var remarks = (await session.Many<RemarkRow>(SelectRemarks, new { roundId, max = MaxRemarks }))
            .ToLookup(row => row.Step, StringComparer.Ordinal);
        var replies = (await session.Many<ReplyRow>(SelectReplies, new { roundId })).ToLookup(row => row.Step, StringComparer.Ordinal);

        var answer = new Relationship { RoundId = roundId };
        foreach (var step in Steps.InOrder)
        {
            var name = StateText.Of(step);
            if (points.Contains(name) || waiting.Contains(name))
            {
                answer.Steps.Add(View(step, [.. points[name]], remarks[name], replies[name]));
            }
        }

        return answer;
    }

    private static StepScores View(Step step, IReadOnlyList<PointRow> points, IEnumerable<RemarkRow> remarks, IEnumerable<ReplyRow> replies)
    {
        var view = new StepScores
        {
            Step = step, Answers = points.Where(row => row.Point == 1).Sum(row => row.Many),
            TooFew = points.Count == 0
        };
        foreach (var point in points.GroupBy(row => row.Point).OrderBy(point => point.Key))
        {
            var scores = new PointScores { Point = (Point)point.Key };
            scores.Counts.AddRange(Enumerable.Range(1, 5).Select(given => point.Where(row => row.Points == given).Sum(row => row.Many)));
            view.Points.Add(scores);
        }

        view.Remarks.AddRange(remarks.Select(row => new Remark { Why = row.Why, ShownAs = row.ShownAs }));
        view.Replies.AddRange(
            replies.Select(row => new Reply { Words = row.Words, RepliedBy = row.RepliedBy, ReplyTime = row.RepliedAt.ToTimestamp() }));
        return view;
    }

    private sealed record PointRow
    {
        public string Step { get; init; } = "";
        public int Point { get; init; }
        public int Points { get; init; }
        public int Many { get; init; }
    }

    private sealed record RemarkRow
    {
        public string Step { get; init; } = "";
        public string Why { get; init; } = "";
        public string ShownAs { get; init; } = "";
    }

    private sealed record ReplyRow
    {
        public string Step { get; init; } = "";
        public string Words { get; init; } = "";
        public string RepliedBy { get; init; } = "";
        public DateTimeOffset RepliedAt { get; init; }
    }
}
