using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>One voter's ballot: projects by index in the voter's order, and points when the vote type has them.</summary>
internal sealed record SmallBallot(int[] Choices, long[] Points);

/// <summary>
/// An election small enough to be counted slowly, with what makes counting hard: ties, free and unaffordable projects, empty ballots, huge
/// numbers.
/// </summary>
internal sealed record SmallElection(VoteType VoteType, long Budget, ImmutableArray<Project> Projects, ImmutableArray<SmallBallot> Ballots)
{
    /// <summary>Groups of projects of which only one may win.</summary>
    public ImmutableArray<ImmutableArray<int>> Exclusive { get; init; } = [];

    /// <summary>How many decimals money has.</summary>
    public int Scale { get; init; }

    private static readonly string[] Ids = ["10", "9", "a", "B", "é", "\uFF01", "😀", "0", "p/1", "z"];

    public Election Build() => BuildFrom(Ballots, Projects, Exclusive);

    /// <summary>Whether two projects are in a group of which only one may win.</summary>
    public bool AreRivals(int one, int other) => one != other && Exclusive.Any(group => group.Contains(one) && group.Contains(other));

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
        var groups = Exclusive.Reverse().Select(group => group.Reverse().Select(project => placeOf[project]).ToImmutableArray());
        return BuildFrom(ballots, [.. order.Select(project => Projects[project])], [.. groups]);
    }

    public override string ToString() =>
        $"{VoteType} budget {Budget} scale {Scale}; " + string.Join(", ", Projects.Select(project => $"{project.Id}={project.Cost}"))
        + string.Concat(Exclusive.Select(group => $"; one of {string.Join(',', group)}"))
        + "; " + string.Join(" | ", Ballots.Select(
            ballot => string.Join(',', ballot.Choices) + (ballot.Points.Length > 0 ? ":" + string.Join(',', ballot.Points) : "")));

    public static Arbitrary<SmallElection> Any { get; } = Arb.From(Generated(), Smaller);

    /// <summary>The same, some of them with groups of which only one may win, and with decimals.</summary>
    public static Arbitrary<SmallElection> AnyWithGroups { get; } = Arb.From(
        from election in Any.Generator
        from scale in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Constant(1)))
        from groups in Gen.Choose(0, 2)
        from order in Gen.Shuffle(Enumerable.Range(0, election.Projects.Length).ToArray())
        from cut in Gen.Choose(2, 3)
        from pointUnit in Gen.Elements(1L, 1L, 1_000_001L, 400_000_000_000_000_000L)
        select election with
        {
            Ballots = [.. election.Ballots.Select(
                ballot => ballot with { Points = [.. ballot.Points.Select(point => point * pointUnit)] })],
            Scale = scale,
            Exclusive = election.Projects.Length < 5 ? [] : groups switch
            {
                0 => [],
                1 => [[.. order[..cut]]],
                _ => [[.. order[..cut]], [order[cut - 1], order[cut]]],
            },
        },
        Smaller);

    public static Utility[] UtilitiesFor(VoteType type) => type switch
    {
        VoteType.Ordinal => [Utility.Cost, Utility.Votes, Utility.Borda, Utility.Borda1],
        _ when type.HasPoints() => [Utility.Cost, Utility.Votes, Utility.Points],
        _ => [Utility.Cost, Utility.Votes],
    };

    private Election BuildFrom(
        IEnumerable<SmallBallot> ballots, ImmutableArray<Project> projects, ImmutableArray<ImmutableArray<int>> exclusive)
    {
        var builder = new ElectionBuilder(new ElectionTerms(VoteType, Budget, Scale, projects) { Exclusive = exclusive });
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
                yield return election with
                {
                    Ballots = election.Ballots.SetItem(
                    ballot, new SmallBallot(choices[..^1], points.Length > 0 ? points[..^1] : []))
                };
            }
        }
    }
}
