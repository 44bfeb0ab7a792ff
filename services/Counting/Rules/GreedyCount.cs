using System.Collections.Immutable;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules;

/// <summary>One greedy count.</summary>
/// <remarks>
/// Utility per unit of cost does not change while the count goes on, and the money left only shrinks: a project that does not fit once
/// never fits again.
/// So one sort and one walk are the whole rule. Fractions are compared by multiplying crosswise.
/// </remarks>
internal sealed class GreedyCount
{
    private readonly Election election;
    private readonly Rule.Greedy rule;
    private readonly TieOrder ties;
    private readonly int[] places;
    private readonly Int128[] scores;
    private readonly Int128 threshold;
    private readonly bool hasPoints;
    private readonly long money;
    private readonly int[] candidates;
    private readonly Exclusions exclusions;
    private readonly int[] excludedAt;
    private int stoppedAt = int.MaxValue;

    /// <param name="election">The election.</param>
    /// <param name="rule">The settings.</param>
    /// <param name="ties">Who wins ties.</param>
    /// <param name="without">Projects that are not up for choice, with what is left for the others; null for a whole count.</param>
    public GreedyCount(Election election, Rule.Greedy rule, TieOrder ties, (HashSet<int> Projects, long MoneyLeft)? without = null)
    {
        money = without?.MoneyLeft ?? election.Budget;
        candidates = [.. Enumerable.Range(0, election.Projects.Length).Where(project => without?.Projects.Contains(project) != true)];
        this.election = election;
        this.rule = rule;
        this.ties = ties;
        places = ties.Places(election);
        scores = Utilities.Scores(election, rule.Utility);
        hasPoints = rule.Utility == Utility.Points;
        threshold = rule.Threshold * Int128.CreateChecked(BigInteger.Pow(10, hasPoints ? election.PointScale : 0));
        exclusions = new Exclusions(election);
        excludedAt = new int[scores.Length];
        excludedAt.AsSpan().Fill(int.MaxValue);
        foreach (var project in without?.Projects ?? [])
        {
            Win(project, -1);
        }
    }

    public Outcome Count()
    {
        var order = candidates.ToArray();
        var ranks = scores.Select((score, project) => RankOf(project, score)).ToArray();
        Array.Sort(order, (left, right) => ranks[left].CompareTo(ranks[right]) switch
        {
            0 => places[left].CompareTo(places[right]),
            var higher => -higher,
        });

        var steps = Walk(order);
        var won = new HashSet<string>(steps.Where(step => step.WhyNot is null).Select(step => step.Project.Id), StringComparer.Ordinal);
        return new Outcome
        {
            Rule = rule,
            TieOrder = ties,
            Budget = money,
            Winners = [.. steps.Where(step => step.WhyNot is null).Select(step => step.Project)],
            Cost = steps.Length == 0 ? 0 : money - steps[^1].MoneyAfter,
            Ties = Ties(order, ranks, steps, won),
            Trace = steps,
            Losses = Losses(order, ranks, steps),
        };
    }

    private ImmutableArray<Step> Walk(int[] order)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(order.Length);
        var left = money;
        var stopped = false;
        foreach (var index in order)
        {
            var project = election.Projects[index];
            LossReason? whyNot =
                project.Cost > election.Budget ? LossReason.CostsMoreThanBudget
                : scores[index] < threshold ? (election.Votes(index) == 0 ? LossReason.NoVotes : LossReason.BelowThreshold)
                : exclusions.IsOut(index) ? LossReason.ExcludedByWinner
                : stopped ? LossReason.StoppedBefore
                : project.Cost > left ? LossReason.NotEnoughMoneyLeft
                : null;
            var after = whyNot is null ? left - project.Cost : left;
            steps.Add(new Step(project, election.Votes(index), scores[index], left, after, whyNot));
            left = after;
            if (whyNot is null)
            {
                Win(index, steps.Count - 1);
            }

            if (!rule.Skip && !stopped && scores[index] >= threshold && whyNot is not null && !exclusions.IsOut(index))
            {
                stopped = true;
                stoppedAt = steps.Count - 1;
            }
        }

        return steps.MoveToImmutable();
    }

    private void Win(int project, int turn)
    {
        exclusions.Win(project);
        foreach (var rival in exclusions.RivalsOf(project))
        {
            excludedAt[rival] = Math.Min(excludedAt[rival], turn);
        }
    }

    /// <summary>
    /// A tie is there when a project was taken while others with the same rank could have been taken instead. It is noted once, with all of
    /// them, and
    /// not again for those that are left of it.
    /// </summary>
    private ImmutableArray<Tie> Ties(int[] order, Rank[] ranks, ImmutableArray<Step> steps, HashSet<string> won)
    {
        var found = ImmutableArray.CreateBuilder<Tie>();
        for (var first = 0; first < order.Length; first++)
        {
            if (steps[first].WhyNot is not null || IsNoted(found, ranks, order[first]))
            {
                continue;
            }

            var tied = ImmutableArray.CreateBuilder<Project>();
            for (var other = first; other < order.Length && ranks[order[other]].CompareTo(ranks[order[first]]) == 0; other++)
            {
                if (scores[order[other]] >= threshold && excludedAt[order[other]] >= first
                    && (!rule.Skip || steps[other].Project.Cost <= steps[first].MoneyBefore))
                {
                    tied.Add(steps[other].Project);
                }
            }

            if (tied.Count > 1)
            {
                found.Add(new Tie(first, tied.ToImmutable(), tied.Any(project => !won.Contains(project.Id))));
            }
        }

        return found.ToImmutable();
    }

    private bool IsNoted(ImmutableArray<Tie>.Builder found, Rank[] ranks, int project) =>
        found.Count > 0 && ranks[election.IndexOf(found[^1].Projects[0].Id)].CompareTo(ranks[project]) == 0;

    private ImmutableArray<Loss> Losses(int[] order, Rank[] ranks, ImmutableArray<Step> steps)
    {
        var losses = ImmutableArray.CreateBuilder<Loss>();
        for (var turn = 0; turn < order.Length; turn++)
        {
            if (steps[turn].WhyNot is { } reason)
            {
                var (further, triedUpTo) = FurtherVotes(order, ranks, steps, turn);
                losses.Add(new Loss(steps[turn].Project, reason, steps[turn].Votes, steps[turn].MoneyBefore, further, triedUpTo));
            }
        }

        return losses.ToImmutable();
    }

    /// <summary>
    /// The fewest further votes that make the loser at <paramref name="turn"/> win.
    /// </summary>
    /// <remarks>
    /// A loser took no money, so without it the count is the same up to its turn. It wins exactly when it comes before the last turn at
    /// which
    /// there was still money for it, and before a rival won. The money left never grows, so winning is monotone in votes, and a search by
    /// halves is exact.
    /// </remarks>
    private (long? Further, long TriedUpTo) FurtherVotes(int[] order, Rank[] ranks, ImmutableArray<Step> steps, int turn)
    {
        var most = hasPoints ? 1L << 62 : 1_000_000_000;
        var project = order[turn];
        var cost = election.Projects[project].Cost;
        if (cost > money || excludedAt[project] < 0)
        {
            return (null, long.MaxValue);
        }

        if (rule.Utility == Utility.Borda)
        {
            // A further ballot with this project alone gives it nothing.
            return (null, 0);
        }

        var latest = turn;
        while (cost > steps[latest].MoneyBefore || latest > stoppedAt || latest > excludedAt[project])
        {
            latest--;
        }

        bool Wins(long further) =>
            scores[project] + further >= threshold
            && (latest == turn || ComesBefore(project, further, order[latest], ranks[order[latest]]));

        if (!Wins(most))
        {
            return (null, most);
        }

        var (loses, wins) = (0L, most);
        while (wins - loses > 1)
        {
            var middle = loses + ((wins - loses) / 2);
            (loses, wins) = Wins(middle) ? (loses, middle) : (middle, wins);
        }

        return (wins, wins - 1);
    }

    private bool ComesBefore(int project, long further, int other, Rank otherRank) =>
        RankOf(project, scores[project] + further).CompareTo(otherRank) switch
        {
            0 => ties.WouldWin(election, project, hasPoints ? 1 : further, other),
            var higher => higher > 0,
        };

    private Rank RankOf(int project, Int128 score)
    {
        var cost = election.Projects[project].Cost;
        return (rule.Utility, rule.PerCost) switch
        {
            (Utility.Cost, true) => new Rank(cost == 0 ? 0 : score, 1),
            (Utility.Cost, false) => new Rank(score * cost, 1),
            (_, false) => new Rank(score, 1),
            _ when cost == 0 => Rank.Free(score),
            _ => new Rank(score, cost),
        };
    }

    /// <summary>Utility per unit of cost as a fraction; a denominator of 0 stands for "endlessly much".</summary>
    private readonly record struct Rank(Int128 Utility, long Cost) : IComparable<Rank>
    {
        /// <summary>
        /// A project that costs nothing comes before all others when somebody likes it, and is worth nothing when nobody does.
        /// </summary>
        public static Rank Free(Int128 score) => score > 0 ? new Rank(1, 0) : new Rank(0, 1);

        public int CompareTo(Rank other) => Fits(Utility) && Fits(other.Utility)
            ? (Utility * other.Cost).CompareTo(other.Utility * Cost)
            : ((BigInteger)Utility * other.Cost).CompareTo((BigInteger)other.Utility * Cost);

        // The product of two such numbers stays below 2^126.
        private static bool Fits(Int128 number) => number < long.MaxValue && number > long.MinValue;
    }
}
