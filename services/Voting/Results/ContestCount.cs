using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;

namespace Participatory.Voting.Results;

/// <summary>A contest and its count.</summary>
internal sealed record ContestCount(ContestRow Contest, Election Election, Outcome Outcome)
{
    private static readonly Sql SelectBallots = new("SELECT choices FROM ballot WHERE poll_id = @pollId AND area_code = @areaCode ORDER BY ballot_key");

    /// <summary>Reads the ballots of a contest one after the other and counts them by the poll's rule.</summary>
    /// <exception cref="InvalidOperationException">There are not as many ballots as were counted when they came.</exception>
    public static async Task<ContestCount> Of(Session session, StoredPoll poll, ContestRow contest, CancellationToken cancellation)
    {
        var row = poll.Row;
        var projects = poll.ProjectsOf(contest).Select(project => new Project(project.ProjectId, project.CostMinor, project.Title));
        var builder = new ElectionBuilder(new ElectionTerms(PollRules.CountedAs(row), contest.BudgetMinor, Amounts.Digits(row.Currency), [.. projects]));
        await foreach (var choices in session.Stream<string>(SelectBallots, new { pollId = row.PollId, areaCode = contest.AreaCode }).WithCancellation(cancellation))
        {
            var (positions, points) = Choices.Parse(choices);
            builder.Add(positions, points);
        }

        var election = builder.Build();
        if (election.BallotCount != contest.Ballots)
        {
            throw new InvalidOperationException($"The contest {contest.AreaCode} of poll {row.PollId} has {election.BallotCount} ballots, and {contest.Ballots} were taken.");
        }

        var outcome = Tally.Count(election, PollRules.Rule(row.RuleName, row.Utility, row.MinVotes, row.VoteType), PollRules.Ties(row.TieOrder), cancellation);
        return new ContestCount(contest, election, outcome);
    }
}
