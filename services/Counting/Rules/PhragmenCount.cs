using System.Collections.Immutable;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules.Shares;

namespace Participatory.Counting.Rules;

/// <summary>One count by Phragmén's sequential rule.</summary>
/// <remarks>
/// <para>
/// After a purchase all supporters carry the same load, so a voter's load is that of the last winner on the ballot, and a project's next
/// load is
/// <c>(cost + Σ how many supporters carry each load × that load) / supporters</c>: a sum of positive numbers in which floating point loses
/// a known, tiny share. It picks the few
/// that may be the smallest; which of them is, and whether they are equal, exact fractions over one denominator decide.
/// </para>
/// <para>Loads only grow, so a project's next load can only grow: projects wait in a queue by the last value known.</para>
/// </remarks>
internal sealed class PhragmenCount
{
    private readonly Election election;
    private readonly Rule.Phragmen rule;
    private readonly TieOrder ties;
    private readonly int[] places;
    private readonly Supporters supporters;
    private readonly int[] lastWinner;
    private readonly long[] counts;
    private readonly List<BigInteger> exactLoads = [];
    private readonly List<double> loads = [];
    private readonly PriorityQueue<int, double> queue = new();
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private readonly List<(int Step, int[] Projects)> broken = [];
    private BigInteger denominator = BigInteger.One;
    private readonly Exclusions exclusions;
    private long left;

    public PhragmenCount(Election election, Rule.Phragmen rule, TieOrder ties)
    {
        this.election = election;
        this.rule = rule;
        this.ties = ties;
        places = ties.Places(election);
        supporters = new Supporters(election, Utility.Votes);
        lastWinner = new int[election.DistinctBallots];
        counts = new long[election.Projects.Length + 1];
        left = election.Budget;
        exclusions = new Exclusions(election);
        for (var project = 0; project < places.Length; project++)
        {
            if (supporters.Voters[project] > 0 && election.Projects[project].Cost <= election.Budget)
            {
                queue.Enqueue(project, 0);
            }
        }
    }

    public Outcome Count()
    {
        List<int> stoppers = [];
        while (stoppers.Count == 0 && Cheapest() is { Count: > 0 } tied)
        {
            stoppers = tied.FindAll(project => election.Projects[project].Cost > left);
            if (stoppers.Count == 0)
            {
                Take(tied);
            }
        }

        ImmutableArray<Project> winners = [.. steps.Select(step => step.Project)];
        var losses = Losses(winners, stoppers);
        return new Outcome
        {
            Rule = rule,
            TieOrder = ties,
            Budget = election.Budget,
            Winners = winners,
            Cost = election.Budget - left,
            Ties = [.. broken.Select(tie => Tie(tie.Step, tie.Projects, winners))],
            Trace = [.. steps, .. losses.Select(loss => new Step(loss.Project, loss.Votes, loss.Votes, left, left, loss.Reason))],
            Losses = losses,
        };
    }

    private Tie Tie(int step, int[] projects, ImmutableArray<Project> winners) =>
        new(step, [.. projects.Select(project => election.Projects[project])],
            projects.Any(project => !winners.Contains(election.Projects[project])));

    /// <summary>All projects whose next load is the smallest, in the declared order; the others go back into the queue.</summary>
    private List<int> Cheapest()
    {
        var heads = new List<(int Project, double Load)>();
        var limit = double.PositiveInfinity;
        var share = (loads.Count + 8) * 1e-15;
        while (queue.TryPeek(out var project, out var atLeast) && atLeast <= limit)
        {
            queue.Dequeue();
            if (exclusions.IsOut(project))
            {
                continue;
            }

            var load = Load(project);
            heads.Add((project, load));
            limit = Math.Min(limit, load * (1 + share));
        }

        var contenders = heads.FindAll(head => head.Load * (1 - share) <= limit).ConvertAll(head => head.Project);
        var smallest = contenders.Count < 2 ? contenders : Smallest(contenders);
        foreach (var (project, load) in heads)
        {
            if (!smallest.Contains(project))
            {
                queue.Enqueue(project, load * (1 - share));
            }
        }

        return smallest;
    }

    private List<int> Smallest(List<int> contenders)
    {
        var exact = contenders.ConvertAll(
            project => (Project: project, Numerator: ExactLoad(project), Voters: (BigInteger)supporters.Voters[project]));
        var least = exact[0];
        foreach (var contender in exact)
        {
            least = contender.Numerator * least.Voters < least.Numerator * contender.Voters ? contender : least;
        }

        var tied = exact.FindAll(contender => contender.Numerator * least.Voters == least.Numerator * contender.Voters)
            .ConvertAll(contender => contender.Project);
        tied.Sort((one, other) => places[one].CompareTo(places[other]));
        return tied;
    }

    private double Load(int project)
    {
        var counts = Counts(project);
        var sum = (double)election.Projects[project].Cost;
        for (var winner = 0; winner < loads.Count; winner++)
        {
            sum += counts[winner + 1] * loads[winner];
        }

        return sum / supporters.Voters[project];
    }

    /// <summary>The next load of a project times its number of supporters, over <see cref="denominator"/>.</summary>
    private BigInteger ExactLoad(int project)
    {
        var counts = Counts(project);
        var sum = election.Projects[project].Cost * denominator;
        for (var winner = 0; winner < exactLoads.Count; winner++)
        {
            sum += counts[winner + 1] * exactLoads[winner];
        }

        return sum;
    }

    /// <summary>How many supporters of a project carry the load of each winner; used again by the next call.</summary>
    private long[] Counts(int project)
    {
        // The first place is for those who carry nothing yet.
        counts.AsSpan(0, loads.Count + 1).Clear();
        var times = supporters.TimesOf(project);
        var ballots = supporters.Of(project);
        var (last, sums) = (lastWinner, counts);
        for (var i = 0; i < ballots.Length && i < times.Length; i++)
        {
            sums[last[ballots[i]]] += times[i];
        }

        return counts;
    }

    private void Take(List<int> tied)
    {
        if (tied.Count > 1)
        {
            broken.Add((steps.Count, [.. tied]));
            foreach (var other in tied.Skip(1))
            {
                queue.Enqueue(other, 0);
            }
        }

        var project = tied[0];
        var numerator = ExactLoad(project);
        var factor = supporters.Voters[project] / BigInteger.GreatestCommonDivisor(numerator, supporters.Voters[project]);
        for (var winner = 0; winner < exactLoads.Count && !factor.IsOne; winner++)
        {
            exactLoads[winner] *= factor;
        }

        denominator *= factor;
        exactLoads.Add(numerator * factor / supporters.Voters[project]);
        var load = Ratio.Of(exactLoads[^1], denominator);
        loads.Add(load.ToDouble());
        foreach (var ballot in supporters.Of(project))
        {
            lastWinner[ballot] = loads.Count;
        }

        exclusions.Win(project);
        var cost = election.Projects[project].Cost;
        steps.Add(new Step(election.Projects[project], election.Votes(project), election.Votes(project), left, left - cost,
            null)
        { Load = load });
        left -= cost;
    }

    private ImmutableArray<Loss> Losses(ImmutableArray<Project> winners, List<int> stoppers)
    {
        var won = winners.Select(winner => winner.Id).ToHashSet(StringComparer.Ordinal);
        var losses = ImmutableArray.CreateBuilder<Loss>();
        foreach (var index in Enumerable.Range(0, places.Length).OrderBy(index => election.Projects[index].Id, ProjectIds.CodePointOrder))
        {
            var project = election.Projects[index];
            if (won.Contains(project.Id))
            {
                continue;
            }

            var reason =
                project.Cost > election.Budget ? LossReason.CostsMoreThanBudget
                : supporters.Voters[index] == 0 ? LossReason.NoVotes
                : exclusions.IsOut(index) ? LossReason.ExcludedByWinner
                : stoppers.Contains(index) ? LossReason.NotEnoughMoneyLeft
                : LossReason.StoppedBefore;
            losses.Add(new Loss(project, reason, election.Votes(index), left, null, 0));
        }

        return losses.ToImmutable();
    }
}
