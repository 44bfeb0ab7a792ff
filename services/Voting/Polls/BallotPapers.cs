using System.Collections.Concurrent;
using Participatory.Platform.Storage;

namespace Participatory.Voting.Polls;

/// <summary>The ballot papers that were needed lately. They do not change, so each is read once.</summary>
internal sealed class BallotPapers
{
    /// <summary>Beyond this many polls the memory is emptied; open polls come back with their next ballot.</summary>
    private const int MostPolls = 100;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, BallotPaper>> papers = new(StringComparer.Ordinal);

    /// <summary>The papers of a poll by area.</summary>
    public async Task<IReadOnlyDictionary<string, BallotPaper>> Load(Session session, PollRow poll)
    {
        if (papers.TryGetValue(poll.PollId, out var known))
        {
            return known;
        }

        if (papers.Count >= MostPolls)
        {
            papers.Clear();
        }

        return papers[poll.PollId] = (await StoredPoll.Load(session, poll)).Papers();
    }
}
