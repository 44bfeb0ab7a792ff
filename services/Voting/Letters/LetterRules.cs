using Participatory.Platform.Calls;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>Which polls have letters. Pure.</summary>
internal static class LetterRules
{
    /// <summary>Letters are for polls with a roll that was brought in, for as long as people can vote.</summary>
    /// <exception cref="Refusal">Voting is over, or there are no letters.</exception>
    public static void Require(StoredPoll poll, DateTimeOffset now)
    {
        if (poll.Row.IsImported)
        {
            throw new Refusal(VotingReasons.PollIsImported);
        }

        if (poll.Registration is not null)
        {
            throw new Refusal(VotingReasons.NoLetters);
        }

        if (poll.Row.StateNow is not (PollState.Scheduled or PollState.Open) || now >= poll.Row.ClosesAt)
        {
            throw new Refusal(VotingReasons.VotingIsOver);
        }
    }
}
