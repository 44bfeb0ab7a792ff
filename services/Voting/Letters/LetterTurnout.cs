using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Results;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>
/// How many have voted of the letters that were printed together: where an officer has used codes, or a sack of letters was lost, one
/// batch stands out. It is told after the closing, and never of fewer letters than hide whether one person voted.
/// </summary>
internal static class LetterTurnout
{
    /// <summary>With fewer letters than this a batch is put together with the next one.</summary>
    public const int FewestLetters = WinnersOnly.FewestBallots;

    private static readonly Sql SelectVoted = new("""
        SELECT b.batch, COUNT(*) AS voted
        FROM letter_batch b
        JOIN roll_entry v ON v.poll_id = b.poll_id AND v.area_code = b.area_code AND v.position >= b.first_position
            AND v.position <= b.last_position
        JOIN turnout t ON t.poll_id = v.poll_id AND t.roll_position = v.position
        WHERE b.poll_id = @pollId GROUP BY b.batch
        """);

    /// <summary>By area; of a poll without letters nothing.</summary>
    public static async Task<ILookup<string, BatchTurnout>> Load(Session session, StoredPoll poll)
    {
        var pollId = poll.Row.PollId;
        var batches = (await LetterBatchRow.LoadAll(session, pollId)).ToLookup(batch => batch.AreaCode, StringComparer.Ordinal);
        var voted = (await session.Many<VotedRow>(SelectVoted, new { pollId })).ToDictionary(row => row.Batch, row => row.Voted);
        return poll.Contests
            .SelectMany(contest => Of(contest, [.. batches[contest.AreaCode]], voted), (contest, turnout) => (contest.AreaCode, turnout))
            .ToLookup(told => told.AreaCode, told => told.turnout, StringComparer.Ordinal);
    }

    /// <summary>
    /// The batches of an area in the order of the roll, with what is in no batch at the end; whatever has too few letters goes with the
    /// next, the last of them with the one before. Each letter is told once, so that nothing is left when one is taken from another.
    /// </summary>
    internal static IReadOnlyList<BatchTurnout> Of(
        ContestRow contest, IReadOnlyList<LetterBatchRow> batches, IReadOnlyDictionary<int, long> voted)
    {
        var told = new List<BatchTurnout>();
        if (batches.Count == 0)
        {
            return told;
        }

        var each = batches.Select(batch => new BatchTurnout
        {
            Batches = { batch.Batch }, Letters = batch.Letters, Voted = voted.GetValueOrDefault(batch.Batch),
        }).ToList();
        // Every mark is a ballot or an envelope that was not counted.
        var others = new BatchTurnout
        {
            HasOthers = true, Letters = contest.Voters - each.Sum(one => one.Letters),
            Voted = contest.Ballots + contest.NotCounted - each.Sum(one => one.Voted),
        };
        foreach (var one in others.Letters > 0 ? each.Append(others) : each)
        {
            if (told is [.., { Letters: < FewestLetters }])
            {
                Join(told[^1], one);
            }
            else
            {
                told.Add(one);
            }
        }

        if (told is [.., var before, { Letters: < FewestLetters } last])
        {
            Join(before, last);
            told.RemoveAt(told.Count - 1);
        }

        return told is [{ Letters: < FewestLetters }] ? [] : told;
    }

    private static void Join(BatchTurnout to, BatchTurnout from)
    {
        to.Batches.AddRange(from.Batches);
        to.HasOthers |= from.HasOthers;
        to.Letters += from.Letters;
        to.Voted += from.Voted;
    }

    private sealed record VotedRow
    {
        public int Batch { get; init; }
        public long Voted { get; init; }
    }
}
