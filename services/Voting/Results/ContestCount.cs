using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Statutes;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Amounts = Participatory.Words.Amounts;

namespace Participatory.Voting.Results;

/// <summary>A contest and its count.</summary>
/// <param name="Contest">The contest.</param>
/// <param name="Election">All of its projects and ballots.</param>
/// <param name="Count">What was counted of them, and what a threshold left out.</param>
/// <param name="Told">What follows from the ballots beside who won.</param>
internal sealed record ContestCount(ContestRow Contest, Election Election, StatuteCount Count, Explanation Told)
{
    /// <summary>How much work all contests of a poll together may make of near misses: some seconds.</summary>
    private const long Work = 1_000_000_000;

    private static readonly Sql SelectBallots = new("""
        SELECT choices FROM ballot WHERE poll_id = @pollId AND area_code = @areaCode ORDER BY ballot_key
        """);

    /// <summary>Reads the ballots of a contest one after the other and counts them by the poll's rule.</summary>
    /// <exception cref="InvalidOperationException">There are not as many ballots as were counted when they came.</exception>
    public static async Task<ContestCount> Load(Session session, StoredPoll poll, ContestRow contest, CancellationToken cancellation)
    {
        var row = poll.Row;
        var projects = poll.ProjectsOf(contest).Select(project => new Project(project.ProjectId, project.CostMinor, project.Title));
        var builder = new ElectionBuilder(
            new ElectionTerms(PollRules.CountedAs(row), contest.BudgetMinor, Amounts.Digits(row.Currency), [.. projects]));
        await foreach (var choices in session.Stream<string>(SelectBallots, new { pollId = row.PollId, areaCode = contest.AreaCode })
            .WithCancellation(cancellation))
        {
            var (positions, points) = Choices.Parse(choices);
            builder.Add(positions, points);
        }

        var election = builder.Build();
        if (election.BallotCount != contest.Ballots)
        {
            throw new InvalidOperationException(
                $"The contest {contest.AreaCode} of poll {row.PollId} has {election.BallotCount} ballots, "
                + $"and {contest.Ballots} were taken.");
        }

        var count = PollRules.Statute(row).Count(election, cancellation);
        var told = Explanation.Of(count.Counted, count.Outcome, new Effort(Work: Work / poll.Contests.Count), null, cancellation);
        return new ContestCount(contest, election, count, told);
    }

    public Outcome Outcome => Count.Outcome;
}
