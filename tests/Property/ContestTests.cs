using Participatory.Cli;
using Participatory.Cli.Counts;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

public sealed class ContestTests
{
    private static readonly ElectionTerms Terms = new(
        VoteType.Approval, 0, 0, [new Project("tram", 900), new Project("bench", 40), new Project("tree", 60), new Project("pond", 50)]);

    [Fact]
    public void A_ballot_counts_in_each_contest_of_which_it_names_a_project()
    {
        var builder = new ElectionBuilder(Terms);
        builder.Add([0, 1], count: 3);
        builder.Add([0], count: 2);
        builder.Add([2, 3]);
        builder.Add([]);
        var parts = Contest.Split(
            builder.Build(), [new("city", 1_000, ["tram"]), new("north", 100, ["bench", "tree"]), new("south", 10, ["pond"])]);

        Assert.Equal([5L, 4L, 1L], parts.Select(part => part.BallotCount));
        Assert.Equal([1_000L, 100L, 10L], parts.Select(part => part.Budget));
        Assert.Equal(["bench", "tree"], Tally.Count(
            parts[1], new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken).Winners.Select(winner => winner.Id));
        Assert.Empty(Tally.Count(parts[2], new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken).Winners);
    }

    [Fact]
    public void Rankings_keep_their_order_and_points_stay_beside_their_projects()
    {
        var ranked = new ElectionBuilder(Terms with { VoteType = VoteType.Ordinal });
        ranked.Add([3, 0, 2]);
        var given = new ElectionBuilder(Terms with { VoteType = VoteType.Cumulative });
        given.Add([3, 0, 2], [5, 7, 1]);
        Contest[] contests = [new("one", 1, ["pond", "tree"]), new("other", 1, ["tram", "bench"])];

        var ranking = Contest.Split(ranked.Build(), [.. contests])[0];
        Assert.Equal(["pond", "tree"], ranking.Choices(0).ToArray().Select(project => ranking.Projects[project].Id));
        var points = Contest.Split(given.Build(), [.. contests]);
        Assert.Equal([5L, 1L], points[0].Points(0).ToArray());
        Assert.Equal([7L], points[1].Points(0).ToArray());
    }

    [Theory]
    [InlineData("tram,bench", "tree", "Project pond is in no contest.")]
    [InlineData("tram,bench,tree", "tree,pond", "Project tree is in two contests")]
    [InlineData("tram,bench,tree,pond", "lake", "No project has the id")]
    public void Contests_hold_each_project_once(string one, string other, string complaint)
    {
        var election = new ElectionBuilder(Terms).Build();
        var error = Assert.Throws<ArgumentException>(
            () => Contest.Split(election, [new("one", 1, [.. one.Split(',')]), new("other", 1, [.. other.Split(',')])]));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_which_only_one_may_win_go_with_their_contest()
    {
        var builder = new ElectionBuilder(Terms);
        builder.Add([1, 2, 3]);
        var election = builder.Build().WithExclusive([["bench", "tree"]]);
        var parts = Contest.Split(election, [new("one", 200, ["tree", "bench"]), new("other", 200, ["tram", "pond"])]);

        Assert.Equal(["bench"], Tally.Count(
            parts[0], new Rule.Greedy(), TieOrder.EqualShares, TestContext.Current.CancellationToken).Winners.Select(winner => winner.Id));
        Assert.Empty(parts[1].Exclusive);
        Assert.Throws<ArgumentException>(
            () => Contest.Split(election, [new("one", 200, ["tree"]), new("other", 200, ["tram", "pond", "bench"])]));
        Assert.Throws<ArgumentException>(() => election.WithExclusive([["bench"]]));
        Assert.Throws<ArgumentException>(() => election.WithExclusive([["bench", "lake"]]));
        Assert.NotEqual(ElectionHash.Of(election), ElectionHash.Of(builder.Build()));
    }

    [Theory]
    [InlineData("bench,tree", 0, "bench,pond")]
    [InlineData("bench, lake", 2, "")]
    [InlineData("bench", 2, "")]
    public void The_command_line_is_told_of_which_only_one_may_win(string group, int expected, string winners)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                file, "META\nkey;value\nbudget;100\nvote_type;approval\nnum_projects;3\nnum_votes;3\n"
            + "PROJECTS\nproject_id;cost\nbench;30\ntree;30\npond;30\nVOTES\nvoter_id;vote\n1;bench,tree,pond\n2;bench,tree\n3;bench\n");
            var parsed = new System.CommandLine.RootCommand { CountCommand.Create() }.Parse(["count", file, "--only-one", group]);
            Assert.Empty(parsed.Errors);
            using var progress = new ProgressBar();
            var found = "";
            var option = Assert.Single(parsed.CommandResult.Command.Options, option => option.Name == "--only-one");
            var exitCode = ElectionFile.Use(file, strict: false, ExclusiveOption.Groups(parsed.GetRequiredValue<string[]>(option.Name)),
                [new Rule.Greedy()], progress, read =>
            {
                found = string.Join(
                    ',', Tally.Count(read.Election, new Rule.Greedy(), TieOrder.EqualShares,
                    TestContext.Current.CancellationToken).Winners.Select(winner => winner.Id));
                return ExitCodes.Done;
            });
            Assert.Equal((expected, winners), (exitCode, found));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
