using Participatory.Platform.Calls;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using Participatory.Types.V1;

namespace Participatory.Tests.Unit.Voting;

/// <summary>Whether a ballot is taken, against one line for each kind of ballot.</summary>
public sealed class ChoicesTests
{
    private const int Rounds = 20_000;

    private static readonly VoteType[] Types = [VoteType.Approval, VoteType.Knapsack, VoteType.Ranked, VoteType.Points];

    [Fact]
    public void A_ballot_is_taken_exactly_where_its_line_says_so()
    {
        var chance = new Random(11);
        var taken = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (poll, paper, projects) = Paper(chance);
            var (ids, points) = Ballot(chance, poll, projects);
            var expected = Expected(poll, projects, ids, points);
            try
            {
                var choices = Choices.Check(poll, paper, ids, points);
                Assert.True(expected, $"{poll.VoteType}: {string.Join(',', ids)} {string.Join(',', points)} was taken.");
                Assert.Equal(choices.Committed, Choices.InCommitment(paper, choices.Stored, poll.Ballots()));
                taken++;
            }
            catch (Refusal refusal)
            {
                Assert.False(
                    expected, $"{poll.VoteType}: {string.Join(',', ids)} {string.Join(',', points)} was refused: {refusal.Message}");
                Assert.Equal(Reasons.InvalidRequest, refusal.Reason);
                Assert.NotEmpty(refusal.Fields);
                Assert.All(refusal.Fields, fault => Assert.Matches(@"^(project_ids|points)(\[\d+\])?$", fault.Field));
            }
        }

        Assert.InRange(taken, Rounds / 10, Rounds - (Rounds / 10));
    }

    [Fact]
    public void There_is_always_a_ballot_that_can_be_cast()
    {
        var chance = new Random(12);
        for (var round = 0; round < Rounds; round++)
        {
            var (poll, paper, projects) = Paper(chance);
            var cheapest = projects.OrderBy(project => project.CostMinor).Take(paper.Fewest(poll))
                .Select(project => project.ProjectId).ToList();
            Choices.Check(poll, paper, cheapest, poll.VoteType == VoteType.Points ? [.. cheapest.Select(_ => 1L)] : []);
        }
    }

    private static bool Expected(PollRow poll, List<ProjectRow> projects, List<string> ids, List<long> points)
    {
        var known = ids.All(id => projects.Exists(project => project.ProjectId == id));
        var chosen = ids.Distinct().Count();
        var cost = known ? ids.Distinct().Sum(id => projects.Single(project => project.ProjectId == id).CostMinor) : 0;
        var most = poll.MaxSumCostMinor > 0 ? poll.MaxSumCostMinor : Budget;
        var fewest = Math.Min(poll.MinLength, projects.Count);
        var length = known && (poll.MaxLength == 0 || chosen <= poll.MaxLength)
            && (poll.MaxSumCostMinor == 0 || cost <= poll.MaxSumCostMinor);
        var affordable = Enumerable.Range(0, fewest + 1)
            .Last(count => projects.Select(project => project.CostMinor).Order().Take(count).Sum() <= most);
        var enough = chosen >= (poll.VoteType == VoteType.Knapsack || poll.MaxSumCostMinor > 0 ? affordable : fewest);
        return poll.VoteType switch
        {
            VoteType.Approval => length && enough && points.Count == 0,
            VoteType.Knapsack => length && enough && points.Count == 0 && cost <= most,
            VoteType.Ranked => length && enough && points.Count == 0 && chosen == ids.Count,
            _ => length && enough && chosen == ids.Count && points.Count == ids.Count
                && points.TrueForAll(given => given is >= 1 and <= 1_000_000 && (poll.MaxPoints == 0 || given <= poll.MaxPoints))
                && (poll.MaxSumPoints == 0 || points.Sum() <= poll.MaxSumPoints),
        };
    }

    private const long Budget = 500;

    private static (PollRow Poll, BallotPaper Paper, List<ProjectRow> Projects) Paper(Random chance)
    {
        var projects = Enumerable.Range(0, chance.Next(1, 7))
            .Select(at => new ProjectRow { AreaCode = "a", Position = at, ProjectId = $"p{at}", CostMinor = chance.Next(0, 400) }).ToList();
        var fewest = chance.Next(1, 4);
        var type = Types[chance.Next(Types.Length)];
        var poll = new PollRow
        {
            VoteType = type,
            MinLength = fewest,
            MaxLength = chance.Next(3) == 0 ? 0 : chance.Next(fewest, 7),
            MaxSumCostMinor = chance.Next(3) == 0 ? chance.Next(1, 900) : 0,
            MaxPoints = type == VoteType.Points && chance.Next(2) == 0 ? chance.Next(1, 6) : 0,
            MaxSumPoints = type == VoteType.Points && chance.Next(2) == 0 ? chance.Next(fewest, 12) : 0,
            Currency = "GBP",
        };
        return (poll, new BallotPaper(new ContestRow { AreaCode = "a", BudgetMinor = Budget }, projects), projects);
    }

    private static (List<string> Ids, List<long> Points) Ballot(Random chance, PollRow poll, List<ProjectRow> projects)
    {
        var ids = projects.Select(project => project.ProjectId).ToArray();
        chance.Shuffle(ids);
        var chosen = ids.Take(chance.Next(0, ids.Length + 1)).ToList();
        switch (chance.Next(12))
        {
            case 0 when chosen.Count > 0:
                chosen.Add(chosen[0]);
                break;
            case 1:
                chosen.Add("p99");
                break;
        }

        var points = poll.VoteType == VoteType.Points ? chosen.ConvertAll(_ => (long)chance.Next(chance.Next(8) == 0 ? -1 : 1, 6)) : [];
        if (chance.Next(20) == 0)
        {
            points.Add(chance.Next(8) == 0 ? long.MaxValue : 1);
        }

        return (chosen, points);
    }
}
