using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants;
using Participatory.Grants.Awards;
using Participatory.Grants.Funds;
using Participatory.Grants.Rules;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>What a ring-fence makes of a result, without a server.</summary>
public sealed class RingFenceTests
{
    [Fact]
    public void A_ring_fence_of_the_whole_round_is_met_by_any_area_and_moves_no_money_between_them()
    {
        ContestDeclared[] areas =
        [
            .. DevolvingTests.Contest(1_000, ("a", 600, true), ("b", 400, true), ("c", 300, false)).Contests,
            new(South, 100_000, 50, [new("d", "d", 70_000, 45, true), new("e", "e", 40_000, 20, false), new("f", "f", 120_000, 30, false)]),
        ];
        (IReadOnlyList<FencedResult> Areas, FenceOutcomeRow Outcome) Of(long least, params string[] marked)
        {
            var (results, outcomes) = FencedResult.Of(
                areas, [new Fence { Mark = "m", Title = "m", LeastMinor = least, WholeRound = true }],
                    marked.ToLookup(id => id, _ => "m", StringComparer.Ordinal));
            return (results, Assert.Single(outcomes));
        }

        // What one area gives by votes is enough for all.
        var (unchanged, enough) = Of(60_000, "a", "e");
        Assert.All(unchanged, area => Assert.Empty(area.PutIn));
        Assert.Equal(("", 60_000, 60_000), (enough.AreaCode, enough.ByVotesMinor, enough.CameToMinor));
        // The idea that more of its own area's ballots are for is first: e has 20 of 50, c has 98 of 500.
        var (moved, came) = Of(30_000, "c", "e");
        Assert.Equal(["a", "b"], moved[0].Winners.Select(idea => idea.ProjectId));
        Assert.Equal(["e"], moved[1].Winners.Select(idea => idea.ProjectId));
        Assert.Equal(40_000, came.CameToMinor);
        // Both are needed; one that costs more than its area has is never put in, whatever the others leave.
        Assert.Equal(70_000, Of(150_000, "c", "e", "f").Outcome.CameToMinor);
    }

    [Fact]
    public void A_ring_fence_holds_where_so_few_voted_that_numbers_stay_closed()
    {
        ContestDeclared small = new(
            North, 100_000, 7, [new("a", "a", 80_000, 0, true, null, 1), new("b", "b", 50_000, 0, false, null, 3),
            new("c", "c", 60_000, 0, false, null, 2), new("d", "d", 10_000, 0, false)]);

        var fenced = FencedResult.Of([small], [new Fence { Mark = "m", LeastShare = 10 }], ((string[])["b", "c", "d"])
            .ToLookup(id => id, _ => "m", StringComparer.Ordinal)).Areas[0];

        Assert.Equal(["c"], fenced.Winners.Select(idea => idea.ProjectId));
        Assert.Equal(["a", "b"], fenced.RunnersUp.Select(idea => idea.ProjectId));
    }

    [Fact]
    public void Ring_fences_put_in_and_take_out_as_their_page_says()
    {
        var budget = 1_000L;
        FencedResult Of((string, long, bool)[] ideas, string[] marked, int share) => Assert.Single(All(ideas, marked, share).Areas);
        (IReadOnlyList<FencedResult> Areas, IReadOnlyList<FenceOutcomeRow> Outcomes) All(
            (string, long, bool)[] ideas, string[] marked, int share) => FencedResult.Of(
            DevolvingTests.Contest(budget, ideas).Contests, [new Fence { Mark = "m", Title = "m", LeastShare = share }],
                marked.ToLookup(id => id, _ => "m", StringComparer.Ordinal));
        (string, long, bool)[] ideas = [("a", 500, true), ("b", 300, true), ("c", 200, true), ("d", 250, false), ("e", 150, false)];

        // The votes alone do it: nothing changes.
        Assert.Equal(["a", "b", "c"], Of(ideas, ["c"], 20).Winners.Select(idea => idea.ProjectId));
        Assert.Empty(Of(ideas, ["c"], 20).PutIn);
        // Room is made from the end, and who fits after all is put back.
        Assert.Equal(["a", "b", "e"], Of(ideas, ["e"], 15).Winners.Select(idea => idea.ProjectId));
        Assert.Equal(["a", "c", "d"], Of(ideas, ["d"], 20).Winners.Select(idea => idea.ProjectId));
        Assert.Equal(["b"], Of(ideas, ["d"], 20).TakenOut.Select(one => one.Idea.ProjectId));
        // It asks for more than there are ideas: what there is goes in, and no winner with the mark goes out.
        Assert.Equal(["a", "d", "e"], Of(ideas, ["d", "e"], 90).Winners.Select(idea => idea.ProjectId));
        Assert.Equal(40_000, Assert.Single(All(ideas, ["d", "e"], 90).Outcomes).CameToMinor);
        // Too dear to fit at all.
        Assert.Equal(["a"], Of([("a", 500, true), ("x", 2_000, false)], ["x"], 50).Winners.Select(idea => idea.ProjectId));
        // Everybody fits; there is money left.
        Assert.Equal(["a", "d"], Of([("a", 500, true), ("d", 250, false)], ["d"], 10).Winners.Select(idea => idea.ProjectId));
    }
}
