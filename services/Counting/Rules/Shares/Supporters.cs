using System.Runtime.CompilerServices;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// The ballots turned around: for each project the groups of voters that give it a utility above zero, behind each other in one array. A
/// group is made of voters who cast the same
/// ballot or, in a coarser one (<see cref="Merged"/>), of voters whose ballots agree in those projects that are asked about.
/// </summary>
internal sealed class Supporters
{
    private readonly int[] starts;
    private readonly int[] groups;
    private readonly int[] times;
    private readonly long[] utilities;
    private readonly int[]? members;
    private readonly int[]? voters;
    private readonly Utility utility;
    private readonly bool[] isWorthless = [];

    /// <summary>Groups of voters who cast the same ballot.</summary>
    public Supporters(Election election, Utility utility)
    {
        Election = election;
        this.utility = utility;
        IsWeighted = utility is not (Utility.Cost or Utility.Votes);
        Groups = election.DistinctBallots;
        Voters = new long[election.Projects.Length];
        isWorthless = [.. election.Projects.Select(project => utility == Utility.Cost && project.Cost == 0)];
        var parts = Parts.Of(election.DistinctBallots);
        // For each part, first how many places of each project it takes, then where they begin: so that parts can be filled side by side,
        // and come to the same as one would.
        var places = parts.Select(_ => new int[election.Projects.Length]).ToArray();
        Parallel.For(0, parts.Length, part => CountPlaces(parts[part], places[part]));
        starts = Starts(places);
        // Each place is filled, so nothing has to be cleared before.
        groups = GC.AllocateUninitializedArray<int>(starts[^1]);
        times = GC.AllocateUninitializedArray<int>(starts[^1]);
        utilities = GC.AllocateUninitializedArray<long>(IsWeighted ? starts[^1] : 0);
        Parallel.For(0, parts.Length, part => Fill(parts[part], places[part]));
        for (var project = 0; project < Voters.Length; project++)
        {
            Voters[project] = Sum(TimesOf(project));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Supporters(Supporters finest, int[] groupOf, int count)
    {
        (Election, utility, Voters) = (finest.Election, finest.utility, finest.Voters);
        (starts, utilities, members, voters) = (new int[finest.starts.Length], [], new int[count], new int[count]);
        Groups = count;
        for (var ballot = 0; ballot < groupOf.Length; ballot++)
        {
            members[groupOf[ballot]] = ballot;
            voters[groupOf[ballot]] += Election.Times(ballot);
        }

        var placeOf = new int[count];
        placeOf.AsSpan().Fill(-1);
        var (to, each, length) = (new int[finest.groups.Length], new int[finest.groups.Length], 0);
        for (var project = 0; project < starts.Length - 1; project++)
        {
            starts[project] = length;
            var ballots = finest.Of(project);
            var cast = finest.TimesOf(project);
            for (var i = 0; i < ballots.Length; i++)
            {
                var group = groupOf[ballots[i]];
                if (placeOf[group] < starts[project])
                {
                    placeOf[group] = length;
                    to[length++] = group;
                }

                each[placeOf[group]] += cast[i];
            }
        }

        starts[^1] = length;
        (groups, times) = (to.AsSpan(0, length).ToArray(), each.AsSpan(0, length).ToArray());
    }

    public Election Election { get; }

    /// <summary>
    /// False when all supporters of a project like it equally; their utility is then taken as 1, and cost comes in when projects are
    /// compared.
    /// </summary>
    public bool IsWeighted { get; }

    /// <summary>How many voters support each project.</summary>
    public long[] Voters { get; }

    /// <summary>How many groups of voters there are.</summary>
    public int Groups { get; }

    /// <summary>How many places <see cref="Of"/> takes for all projects together.</summary>
    public int Count => groups.Length;

    /// <summary>The groups with supporters of a project.</summary>
    public ReadOnlySpan<int> Of(int project) => groups.AsSpan(starts[project]..starts[project + 1]);

    /// <summary>How many of each group of <see cref="Of"/> support the project: all of them, if it is one that is asked about.</summary>
    public ReadOnlySpan<int> TimesOf(int project) => times.AsSpan(starts[project]..starts[project + 1]);

    /// <summary>The utilities beside <see cref="Of"/>; empty when not weighted.</summary>
    public ReadOnlySpan<long> UtilitiesOf(int project) => IsWeighted ? utilities.AsSpan(starts[project]..starts[project + 1]) : [];

    /// <summary>Where the supporters of a project begin in an array of <see cref="Count"/> places, and how many places they take.</summary>
    public (int Start, int Length) PlacesOf(int project) => (starts[project], starts[project + 1] - starts[project]);

    /// <summary>How many voters a group has.</summary>
    public int Times(int group) => voters is null ? Election.Times(group) : voters[group];

    /// <summary>The ballot of one of a group.</summary>
    public ReadOnlySpan<ushort> Choices(int group) => Election.Choices(members is null ? group : members[group]);

    /// <summary>The utility that the ballot gives to what stands at a place on it.</summary>
    public long Worth(int group, int place, int length) => IsWeighted
        ? Utilities.Weight(utility, Election.Points(group), place, length) : 1;

    /// <summary>Merges groups.</summary>
    /// <param name="groupOf">For each group of this one the number of the group it goes into.</param>
    /// <param name="count">How many groups there are then.</param>
    public Supporters Merged(int[] groupOf, int count) => new(this, groupOf, count);

    /// <summary>Turns counts, by part and project, into the places where each part of a project begins.</summary>
    private static int[] Starts(int[][] places)
    {
        var starts = new int[places[0].Length + 1];
        for (var project = 0; project < starts.Length - 1; project++)
        {
            var next = starts[project];
            foreach (var part in places)
            {
                (part[project], next) = (next, next + part[project]);
            }

            starts[project + 1] = next;
        }

        return starts;
    }

    private static long Sum(ReadOnlySpan<int> numbers)
    {
        var sum = 0L;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountPlaces((int From, int To) part, int[] counts)
    {
        for (var ballot = part.From; ballot < part.To; ballot++)
        {
            var choices = Election.Choices(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                counts[choices[place]] += IsLiked(ballot, choices, place) ? 1 : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill((int From, int To) part, int[] next)
    {
        var (isWeighted, to, each) = (IsWeighted, groups, times);
        for (var ballot = part.From; ballot < part.To; ballot++)
        {
            var choices = Election.Choices(ballot);
            var cast = Election.Times(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                if (!IsLiked(ballot, choices, place))
                {
                    continue;
                }

                var at = next[choices[place]]++;
                to[at] = ballot;
                each[at] = cast;
                if (isWeighted)
                {
                    utilities[at] = Worth(ballot, place, choices.Length);
                }
            }
        }
    }

    private bool IsLiked(int ballot, ReadOnlySpan<ushort> choices, int place) => IsWeighted ? Worth(ballot, place, choices.Length) > 0
        : !isWorthless[choices[place]];
}
