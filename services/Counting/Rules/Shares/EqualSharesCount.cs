using System.Collections.Immutable;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules.Shares;

/// <summary>One count by the Method of Equal Shares, with its completions.</summary>
internal sealed class EqualSharesCount
{
    private readonly Election election;
    private readonly Rule.EqualShares rule;
    private readonly TieOrder ties;
    private readonly IProgress<(int Done, int Of)>? done;
    private readonly CancellationToken cancellationToken;
    private readonly Supporters supporters;
    private readonly SharesRun run;
    private readonly long[] costs;
    private readonly int[] places;
    private readonly long voters;
    private int runs;
    private int surprises;
    private int patienceWithSurprises = 12;
    private List<int> expected = [];
    private int calm;
    private int patience = 1;

    public EqualSharesCount(Election election, Rule.EqualShares rule, TieOrder ties, IProgress<(int Done, int Of)>? done,
        CancellationToken cancellationToken)
    {
        this.election = election;
        this.rule = rule;
        this.ties = ties;
        this.done = done;
        this.cancellationToken = cancellationToken;
        supporters = new Supporters(election, rule.Utility);
        costs = [.. election.Projects.Select(project => project.Cost)];
        places = ties.Places(election);
        voters = Math.Max(1, election.BallotCount);
        run = new SharesRun(supporters, costs, rule.Utility == Utility.Cost, places);
    }

    /// <summary>What the count took.</summary>
    public Work Work => run.Work;

    public Outcome Count()
    {
        var endowment = rule.Add1 is { } add1 ? Raise(add1) : (election.Budget, voters);
        run.Begin(endowment);
        var steps = ImmutableArray.CreateBuilder<Step>();
        var scores = Utilities.Scores(election, rule.Utility);
        var left = election.Budget;
        var bought = new HashSet<int>();
        while (run.Next() is >= 0 and var project && costs[project] <= left)
        {
            bought.Add(project);
            steps.Add(new Step(election.Projects[project], election.Votes(project), scores[project], left, left - costs[project], null));
            left -= costs[project];
        }

        for (var purchase = 0; purchase < steps.Count; purchase++)
        {
            steps[purchase] = steps[purchase] with { Payment = PaymentOf(purchase) };
        }

        return Complete(endowment, steps, bought, left);
    }

    /// <summary>
    /// Raises the endowment until an outcome costs too much, or nothing more fits. Without any outcome that the budget pays for, the
    /// endowment is zero.
    /// </summary>
    /// <remarks>Every step counts, since outcomes are not monotone in the endowment; those that are sure to buy what the step before them
    /// bought are skipped, see <see cref="Course"/>.</remarks>
    private (BigInteger Numerator, BigInteger Denominator) Raise(Add1 add1)
    {
        var unit = BigInteger.Pow(10, election.Scale);
        BigInteger denominator = add1.FromFloor ? 1 : voters;
        var endowment = add1.FromFloor ? election.Budget / (unit * voters) * unit : election.Budget;
        var step = add1.Step * unit * denominator;
        var kept = BigInteger.Zero;
        Course? before = null;
        var most = (Int128)0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (spent, bought) = Try((endowment, denominator), null);
            most = Int128.Max(most, spent);
            done?.Report(Tally.PartOf(most, election.Budget));
            if (spent > election.Budget)
            {
                return (kept, denominator);
            }

            kept = endowment;
            if (IsComplete(bought, election.Budget - spent, add1))
            {
                return (kept, denominator);
            }

            Learn(bought);
            kept = before?.IsAs(run.Course) == true ? Skip(kept, step, denominator) : kept;
            before = run.Course;
            endowment = kept + step;
        }
    }

    /// <summary>Raises the endowment as far as runs are sure to buy the same as the last one, by as large strides as succeed.</summary>
    private BigInteger Skip(BigInteger endowment, BigInteger step, BigInteger denominator)
    {
        if (++calm < patience)
        {
            return endowment;
        }

        var (began, course, stride, longest) = (endowment, run.Course, 2L, 1L << 60);
        while (stride > 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Try((endowment + (stride * step), denominator), course);
            if (run.HasDeparted)
            {
                // Where a stride failed, a longer one fails as well.
                (stride, longest) = (stride / 2, stride / 2);
            }
            else
            {
                (endowment, course, stride) = (endowment + (stride * step), run.Course, Math.Min(longest, stride * 2));
            }
        }

        (calm, patience) = (0, endowment > began ? 1 : Math.Min(16, patience * 2));
        return endowment;
    }

    // What the next runs will buy, and in which order, is likely what this one did, and what others did before. Preparing for that takes as
    // long as some runs, so it is done at
    // the third, and again when many runs had to do without.
    private void Learn(List<int> bought)
    {
        runs++;
        surprises += run.WasSurprised ? 1 : 0;
        if (supporters.IsWeighted || bought.Count == 0 || (runs != 3 && surprises < patienceWithSurprises))
        {
            return;
        }

        expected = [.. bought, .. expected.Except(bought)];
        run.Expect(expected);
        surprises = 0;
        patienceWithSurprises *= 2;
    }

    private (Int128 Spent, List<int> Bought) Try((BigInteger Numerator, BigInteger Denominator) endowment, Course? along)
    {
        run.Begin(endowment, along);
        var (spent, bought) = ((Int128)0, new List<int>());
        while (spent <= election.Budget && run.Next() is >= 0 and var project)
        {
            spent += costs[project];
            bought.Add(project);
        }

        return (spent, bought);
    }

    /// <summary>True when raising the endowment further is of no use, or not wanted.</summary>
    private bool IsComplete(List<int> bought, Int128 left, Add1 add1)
    {
        var isSettled = new bool[costs.Length];
        foreach (var project in bought)
        {
            isSettled[project] = true;
        }

        var (anyFits, anyCanBeBought) = (false, false);
        for (var project = 0; project < costs.Length; project++)
        {
            var isOpen = !isSettled[project] && !run.IsOut(project);
            anyFits |= isOpen && costs[project] <= left && (supporters.Voters[project] > 0 || !add1.OverSupported);
            anyCanBeBought |= isOpen && supporters.Voters[project] > 0;
        }

        return !anyCanBeBought || (add1.StopWhenExhausted && !anyFits);
    }

    private Payment PaymentOf(int purchase)
    {
        var (project, poor, _) = run.Ledger.Purchases[purchase];
        var full = run.FullPayers[purchase];
        var rest = poor - run.HadNothing(purchase);
        return new Payment(
            Ratio.Of(run.Ledger.Rate(purchase), run.Ledger.Denominator), full, rest, supporters.Voters[project] - full - rest);
    }

    private Outcome Complete(
        (BigInteger Numerator, BigInteger Denominator) endowment, ImmutableArray<Step>.Builder steps, HashSet<int> bought, long left)
    {
        var broken = run.Ties.Select(
            tie => (Step: tie.Purchase, Projects: tie.Projects.Select(project => election.Projects[project]).ToImmutableArray())).ToList();
        var losses = ImmutableArray.CreateBuilder<Loss>();
        if (rule.FillUp == FillUp.Nobody)
        {
            AddLosses(steps, losses, bought, left);
        }
        else
        {
            var fillUp = new GreedyCount(election, new Rule.Greedy(rule.FillUp == FillUp.ByUtility ? rule.Utility : Utility.Cost), ties,
                (bought, left)).Count();
            broken.AddRange(fillUp.Ties.Select(tie => (tie.Step + steps.Count, tie.Projects)));
            steps.AddRange(fillUp.Trace);
            losses.AddRange(fillUp.Losses.Select(loss => loss with { FurtherVotes = null, TriedUpTo = 0 }));
        }

        ImmutableArray<Project> winners = [.. steps.Where(step => step.WhyNot is null).Select(step => step.Project)];
        return new Outcome
        {
            Rule = rule,
            TieOrder = ties,
            Budget = election.Budget,
            Endowment = Ratio.Of(endowment.Numerator, endowment.Denominator),
            Winners = winners,
            Cost = winners.Sum(winner => winner.Cost),
            Ties = [.. broken.Select(tie => new Tie(tie.Step, tie.Projects, tie.Projects.Any(project => !winners.Contains(project))))],
            Trace = steps.ToImmutable(),
            Losses = losses.ToImmutable(),
        };
    }

    private void AddLosses(ImmutableArray<Step>.Builder steps, ImmutableArray<Loss>.Builder losses, HashSet<int> bought, long left)
    {
        var scores = Utilities.Scores(election, rule.Utility);
        foreach (var index in Enumerable.Range(0, costs.Length).Where(index => !bought.Contains(index))
            .OrderBy(index => election.Projects[index].Id, ProjectIds.CodePointOrder))
        {
            var project = election.Projects[index];
            var reason =
                project.Cost > election.Budget ? LossReason.CostsMoreThanBudget
                : supporters.Voters[index] == 0 ? LossReason.NoVotes
                : run.IsOut(index) ? LossReason.ExcludedByWinner
                : LossReason.SupportersCannotPay;
            steps.Add(new Step(project, election.Votes(index), scores[index], left, left, reason));
            losses.Add(new Loss(project, reason, election.Votes(index), left, null, 0));
        }
    }
}
