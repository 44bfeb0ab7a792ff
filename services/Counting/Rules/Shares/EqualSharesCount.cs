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
    private readonly CancellationToken cancellationToken;
    private readonly Supporters supporters;
    private readonly long[] costs;
    private readonly int[] places;
    private readonly long voters;

    public EqualSharesCount(Election election, Rule.EqualShares rule, TieOrder ties, CancellationToken cancellationToken)
    {
        this.election = election;
        this.rule = rule;
        this.ties = ties;
        this.cancellationToken = cancellationToken;
        supporters = new Supporters(election, rule.Utility);
        costs = [.. election.Projects.Select(project => project.Cost)];
        places = ties.Places(election);
        voters = Math.Max(1, election.BallotCount);
    }

    public Outcome Count()
    {
        var endowment = rule.Add1 is { } add1 ? Raise(add1) : (election.Budget, voters);
        var run = Begin(endowment);
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
            steps[purchase] = steps[purchase] with { Payment = PaymentOf(run, purchase) };
        }

        return Complete(endowment, run, steps, bought, left);
    }

    /// <summary>Raises the endowment until an outcome costs too much, or nothing more fits. Without any outcome that the budget pays for, the endowment is zero.</summary>
    private (BigInteger Numerator, BigInteger Denominator) Raise(Add1 add1)
    {
        var unit = BigInteger.Pow(10, election.Scale);
        BigInteger denominator = add1.FromFloor ? 1 : voters;
        var endowment = add1.FromFloor ? election.Budget / (unit * voters) * unit : election.Budget;
        var kept = BigInteger.Zero;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (spent, bought) = Try((endowment, denominator));
            if (spent > election.Budget)
            {
                return (kept, denominator);
            }

            kept = endowment;
            if (IsComplete(bought, election.Budget - spent, add1.StopWhenExhausted))
            {
                return (kept, denominator);
            }

            endowment += add1.Step * unit * denominator;
        }
    }

    private (Int128 Spent, HashSet<int> Bought) Try((BigInteger Numerator, BigInteger Denominator) endowment)
    {
        var run = Begin(endowment);
        var (spent, bought) = ((Int128)0, new HashSet<int>());
        while (spent <= election.Budget && run.Next() is >= 0 and var project)
        {
            spent += costs[project];
            bought.Add(project);
        }

        return (spent, bought);
    }

    /// <summary>True when raising the endowment further is of no use, or not wanted.</summary>
    private bool IsComplete(HashSet<int> bought, Int128 left, bool whenExhausted)
    {
        var (anyFits, anyCanBeBought) = (false, false);
        for (var project = 0; project < costs.Length; project++)
        {
            anyFits |= !bought.Contains(project) && costs[project] <= left;
            anyCanBeBought |= !bought.Contains(project) && supporters.Voters[project] > 0;
        }

        return !anyCanBeBought || (whenExhausted && !anyFits);
    }

    private SharesRun Begin((BigInteger Numerator, BigInteger Denominator) endowment) =>
        new(supporters, costs, rule.Utility == Utility.Cost, places, endowment);

    private Payment PaymentOf(SharesRun run, int purchase)
    {
        var (project, poor, _) = run.Ledger.Purchases[purchase];
        var full = run.FullPayers[purchase];
        return new Payment(Ratio.Of(run.Ledger.Rate(purchase), run.Ledger.Denominator), full, poor, supporters.Voters[project] - full - poor);
    }

    private Outcome Complete(
        (BigInteger Numerator, BigInteger Denominator) endowment, SharesRun run, ImmutableArray<Step>.Builder steps, HashSet<int> bought, long left)
    {
        var broken = run.Ties.Where(tie => tie.Purchase < steps.Count).Select(tie => (Step: tie.Purchase, Projects: tie.Projects.Select(project => election.Projects[project]).ToImmutableArray())).ToList();
        var losses = ImmutableArray.CreateBuilder<Loss>();
        if (rule.FillUp == FillUp.Nobody)
        {
            AddLosses(steps, losses, bought, left);
        }
        else
        {
            var fillUp = new GreedyCount(election, new Rule.Greedy(rule.FillUp == FillUp.ByUtility ? rule.Utility : Utility.Cost), ties, (bought, left)).Count();
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
        foreach (var index in Enumerable.Range(0, costs.Length).Where(index => !bought.Contains(index)).OrderBy(index => election.Projects[index].Id, ProjectIds.CodePointOrder))
        {
            var project = election.Projects[index];
            var reason =
                project.Cost > election.Budget ? LossReason.CostsMoreThanBudget
                : supporters.Voters[index] == 0 ? LossReason.NoVotes
                : LossReason.SupportersCannotPay;
            steps.Add(new Step(project, election.Votes(index), scores[index], left, left, reason));
            losses.Add(new Loss(project, reason, election.Votes(index), left, null, 0));
        }
    }
}
