using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Voting.Polls;

/// <summary>Makes the poll of a ballot paper. A second paper for the same round changes nothing.</summary>
internal sealed class SchedulePoll(TimeProvider clock)
{
    private static readonly Sql InsertPoll = new("""
        INSERT INTO poll (poll_id, title, state, vote_type, min_length, max_length, max_sum_cost_minor, max_sum_points, max_points,
            rule_name, utility, tie_order, min_votes,
                          currency, opens_at, closes_at, imported_from, frozen_hash, created_at)
        SELECT @RoundId, @Title, 'SCHEDULED', @voteType, @MinLength, @MaxLength, @MaxSumCostMinor, @MaxSumPoints, @MaxPoints, @Rule,
        @Utility, @Ties, @MinVotes,
               @Currency, @OpensAt, @ClosesAt, @ImportedFrom, '', @now
        WHERE NOT EXISTS (SELECT 1 FROM poll {lock} WHERE poll_id = @RoundId)
        """);

    private static readonly Sql InsertContest = new("""
        INSERT INTO contest (poll_id, area_code, position, area_name, budget_minor, voters, ballots, not_counted, in_batches)
        VALUES (@pollId, @AreaCode, @position, @AreaName, @BudgetMinor, 0, 0, 0, 0)
        """);

    private static readonly Sql InsertProject = new("""
        INSERT INTO project (poll_id, area_code, position, project_id, title, cost_minor)
        VALUES (@pollId, @areaCode, @position, @ProjectId, @Title, @CostMinor)
        """);

    /// <exception cref="FormatException">The paper asks for a rule or a vote type that is not known here.</exception>
    public async Task Apply(BallotPaperPublished paper, Transaction transaction)
    {
        // It is found out now, while there is time to do something about it, and not at the count.
        PollRules.Statute(new PollRow
        {
            VoteType = PollRules.VoteTypeNamed(paper.VoteType), MaxSumPoints = paper.MaxSumPoints, RuleName = paper.Rule,
            Utility = paper.Utility, TieOrder = paper.Ties, MinVotes = paper.MinVotes,
        });

        var inserted = await transaction.Execute(InsertPoll, new
        {
            paper.RoundId,
            paper.Title,
            voteType = StateText.Of(PollRules.VoteTypeNamed(paper.VoteType)),
            MinLength = Math.Max(1, paper.MinLength),
            paper.MaxLength,
            paper.MaxSumCostMinor,
            paper.MaxSumPoints,
            paper.MaxPoints,
            paper.Rule,
            paper.Utility,
            paper.Ties,
            paper.MinVotes,
            paper.Currency,
            paper.OpensAt,
            paper.ClosesAt,
            paper.ImportedFrom,
            now = clock.GetUtcNow(),
        });
        if (inserted == 0)
        {
            return;
        }

        var contests = paper.Contests.Where(contest => contest.Projects.Count > 0).ToList();
        for (var position = 0; position < contests.Count; position++)
        {
            var contest = contests[position];
            await transaction.Execute(
                InsertContest, new { pollId = paper.RoundId, contest.AreaCode, position, contest.AreaName, contest.BudgetMinor });
            await transaction.Execute(InsertProject, contest.Projects.Select((project, place) =>
                new
                {
                    pollId = paper.RoundId, areaCode = contest.AreaCode, position = place, project.ProjectId, project.Title,
                    project.CostMinor
                }));
        }
    }
}
