using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>One voter's ballot: projects by index in the voter's order, and points when the vote type has them.</summary>
internal sealed record SmallBallot(int[] Choices, long[] Points);

/// <summary>An election small enough to be counted slowly, with what makes counting hard: ties, free and unaffordable projects, empty ballots, huge numbers.</summary>
internal sealed record SmallElection(VoteType VoteType, long Budget, ImmutableArray<Project> Projects, ImmutableArray<SmallBallot> Ballots)
{
    private static readonly string[] Ids = ["10", "9", "a", "B", "é", "\uFF01", "😀", "0", "p/1", "z"];

    public Election Build() => BuildFrom(Ballots, Projects);

    /// <summary>The same election with voters and projects in another order.</summary>
    public Election BuildShuffled(int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, Projects.Length).ToArray();
        random.Shuffle(order);
        var placeOf = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            placeOf[order[place]] = place;
        }

        var ballots = Ballots.Select(ballot => ballot with { Choices = [.. ballot.Choices.Select(choice => placeOf[choice])] }).ToArray();
        random.Shuffle(ballots);
        return BuildFrom(ballots, [.. order.Select(project => Projects[project])]);
    }

    public override string ToString() =>
        $"{VoteType} budget {Budget}; " + string.Join(", ", Projects.Select(project => $"{project.Id}={project.Cost}"))
        + "; " + string.Join(" | ", Ballots.Select(ballot => string.Join(',', ballot.Choices) + (ballot.Points.Length > 0 ? ":" + string.Join(',', ballot.Points) : "")));

    public static Arbitrary<SmallElection> Any { get; } = Arb.From(Generated(), Smaller);

    public static Utility[] UtilitiesFor(VoteType type) => type switch
    {
        VoteType.Ordinal => [Utility.Cost, Utility.Votes, Utility.Borda, Utility.Borda1],
        _ when type.HasPoints() => [Utility.Cost, Utility.Votes, Utility.Points],
        _ => [Utility.Cost, Utility.Votes],
    };

    private Election BuildFrom(IEnumerable<SmallBallot> ballots, ImmutableArray<Project> projects)
    {
        var builder = new ElectionBuilder(new ElectionTerms(VoteType, Budget, 0, projects));
        foreach (var ballot in ballots)
        {
            builder.Add(ballot.Choices.Select(choice => (ushort)choice).ToArray(), ballot.Points);
        }

        return builder.Build();
    }

    private static Gen<SmallElection> Generated() =>
        from type in Gen.Elements(Enum.GetValues<VoteType>())
        from count in Gen.Choose(1, 7)
        from unit in Gen.Frequency((6, Gen.Constant(1L)), (2, Gen.Constant(1_000_003L)), (1, Gen.Constant(1_000_000_000_000_000_000L)))
        from costs in Gen.Choose(0, 8).ArrayOf(count)
        from fuzz in Gen.Choose(0, 2).ArrayOf(count)
        from budget in Gen.Choose(0, 9)
        from ballots in Ballot(type, count).ListOf().Resize(12)
        select new SmallElection(
            type,
            budget * unit,
            [.. costs.Select((cost, index) => new Project(Ids[index], (cost * unit) + (unit > 1 ? fuzz[index] : 0)))],
            [.. ballots]);

    private static Gen<SmallBallot> Ballot(VoteType type, int projects) =>
        from order in Gen.Shuffle(Enumerable.Range(0, projects).ToArray())
        from length in type == VoteType.ChooseOne ? Gen.Choose(0, 1) : Gen.Choose(0, projects)
        from points in Gen.Choose(0, 5).ArrayOf(length)
        select new SmallBallot(order[..length], type.HasPoints() ? [.. points.Select(point => (long)point)] : []);

    private static IEnumerable<SmallElection> Smaller(SmallElection election)
    {
        for (var ballot = 0; ballot < election.Ballots.Length; ballot++)
        {
            yield return election with { Ballots = election.Ballots.RemoveAt(ballot) };
        }

        for (var ballot = 0; ballot < election.Ballots.Length; ballot++)
        {
            var (choices, points) = election.Ballots[ballot];
            if (choices.Length > 0)
            {
                yield return election with { Ballots = election.Ballots.SetItem(ballot, new SmallBallot(choices[..^1], points.Length > 0 ? points[..^1] : [])) };
            }
        }
    }
}
