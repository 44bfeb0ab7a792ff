using System.Collections.Immutable;
using System.Numerics;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Counting.Rules;

/// <summary>One count by expanding approvals.</summary>
/// <remarks>
/// Money is whole numbers over one denominator that grows with each purchase by a factor of at most the number of voters, so it stays exact
/// and its length grows evenly. Voters with the same money left are one class: a project's price is
/// found from how many of its supporters are in each class, the poorest first.
/// </remarks>
internal sealed class ExpandingApprovalsCount
{
    private readonly Election election;
    private readonly Rule.ExpandingApprovals rule;
    private readonly TieOrder ties;
    private readonly CancellationToken cancellationToken;
    private readonly int[] places;
    private readonly Exclusions exclusions;
    private readonly bool[] isTaken;
    private readonly int[] classOf;
    private readonly long[] counts;
    private readonly List<(int Ballot, int Times)>[] supporters;
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private readonly List<(int Step, int[] Projects)> broken = [];
    private List<BigInteger> money = [];
    private BigInteger denominator = BigInteger.One;
    private long left;

    public ExpandingApprovalsCount(Election election, Rule.ExpandingApprovals rule, TieOrder ties, CancellationToken cancellationToken)
    {
        (this.election, this.rule, this.ties, this.cancellationToken) = (election, rule, ties, cancellationToken);
        places = ties.Places(election);
        exclusions = new Exclusions(election);
        isTaken = new bool[places.Length];
        classOf = new int[election.DistinctBallots];
        counts = new long[election.DistinctBallots + 1];
        supporters = [.. places.Select(_ => new List<(int Ballot, int Times)>())];
        left = election.Budget;
        // Everybody has the same part of the budget: one part of as many as there are voters.
        denominator = Math.Max(1, election.BallotCount);
        money.Add(election.Budget);
    }

    public Outcome Count()
    {
        for (var rank = 1; Expand(rank); rank++)
        {
            while (Cheapest() is ({ Count: > 0 } tied, { } price))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take(tied, price, rank);
            }
        }

        ImmutableArray<Project> winners = [.. steps.Select(step => step.Project)];
        var losses = Losses();
        return new Outcome
        {
            Rule = rule,
            TieOrder = ties,
            Budget = election.Budget,
            Winners = winners,
            Cost = election.Budget - left,
            Ties = [.. broken.Select(
                tie => new Tie(tie.Step, [.. tie.Projects.Select(project => election.Projects[project])],
                tie.Projects.Any(project => !isTaken[project])))],
            Trace = [.. steps, .. losses.Select(loss => new Step(loss.Project, loss.Votes, loss.Votes, left, left, loss.Reason))],
            Losses = losses,
        };
    }

    /// <summary>Everybody approves of what stands at a rank, too; false when no ballot is that long.</summary>
    private bool Expand(int rank)
    {
        var any = false;
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var choices = election.Choices(ballot);
            if (choices.Length >= rank)
            {
                any = true;
                supporters[choices[rank - 1]].Add((ballot, election.Times(ballot)));
            }
        }

        return any;
    }

    /// <summary>
    /// The projects that cost each supporter the least, in the declared order, and that price; none when no supporters can pay. What they
    /// can pay fits: all that is left is theirs and the others'.
    /// </summary>
    private (List<int> Tied, Price? Price) Cheapest()
    {
        var (tied, least) = (new List<int>(), (Price?)null);
        for (var project = 0; project < places.Length; project++)
        {
            if (isTaken[project] || exclusions.IsOut(project) || PriceOf(project) is not { } price)
            {
                continue;
            }

            var order = least is null ? -1 : price.CompareTo(least.Value);
            if (order < 0)
            {
                tied.Clear();
                least = price;
            }

            if (order <= 0)
            {
                tied.Add(project);
            }
        }

        tied.Sort((one, other) => places[one].CompareTo(places[other]));
        return (tied, least);
    }

    /// <summary>
    /// The smallest price at which the supporters pay for a project, those with less giving all they have; null when they cannot.
    /// </summary>
    private Price? PriceOf(int project)
    {
        if (supporters[project].Count == 0)
        {
            return null;
        }

        counts.AsSpan(0, money.Count).Clear();
        var others = 0L;
        foreach (var (ballot, times) in supporters[project])
        {
            counts[classOf[ballot]] += times;
            others += times;
        }

        // Classes are in order of money, the poorest first.
        var missing = election.Projects[project].Cost * denominator;
        for (var wealth = 0; wealth < money.Count; wealth++)
        {
            if (counts[wealth] == 0)
            {
                continue;
            }

            if (missing <= money[wealth] * others)
            {
                return new Price(missing, others);
            }

            missing -= money[wealth] * counts[wealth];
            others -= counts[wealth];
        }

        return null;
    }

    private void Take(List<int> tied, Price price, int rank)
    {
        if (tied.Count > 1)
        {
            broken.Add((steps.Count, [.. tied]));
        }

        var project = tied[0];
        Pay(project, price);
        isTaken[project] = true;
        exclusions.Win(project);
        var cost = election.Projects[project].Cost;
        steps.Add(new Step(election.Projects[project], election.Votes(project), election.Votes(project), left, left - cost,
            null)
        { UpToRank = rank });
        left -= cost;
    }

    /// <summary>Takes the price from each supporter, or what they have; then puts those with equal money into one class again.</summary>
    private void Pay(int project, Price price)
    {
        // Price and money over one denominator: both times the number of those who pay in full.
        var factor = price.Voters / BigInteger.GreatestCommonDivisor(price.Money, price.Voters);
        var each = price.Money * factor / price.Voters;
        denominator *= factor;
        var paid = new int[money.Count];
        paid.AsSpan().Fill(-1);
        var before = money.Select(amount => amount * factor).ToList();
        var after = new List<BigInteger>(before);
        foreach (var (ballot, _) in supporters[project])
        {
            var wealth = classOf[ballot];
            if (paid[wealth] < 0)
            {
                paid[wealth] = after.Count;
                after.Add(before[wealth] - BigInteger.Min(before[wealth], each));
            }

            classOf[ballot] = paid[wealth];
        }

        var isUsed = new bool[after.Count];
        foreach (var wealth in classOf)
        {
            isUsed[wealth] = true;
        }

        money = [.. Enumerable.Range(0, after.Count).Where(wealth => isUsed[wealth]).Select(wealth => after[wealth]).Distinct().Order()];
        var placeOf = after.Select(amount => money.BinarySearch(amount)).ToArray();
        for (var ballot = 0; ballot < classOf.Length; ballot++)
        {
            classOf[ballot] = placeOf[classOf[ballot]];
        }
    }

    private ImmutableArray<Loss> Losses() =>
    [
        .. Enumerable.Range(0, places.Length).Where(project => !isTaken[project])
            .OrderBy(project => election.Projects[project].Id, ProjectIds.CodePointOrder)
            .Select(project => new Loss(election.Projects[project], WhyNot(project), election.Votes(project), left, null, 0)),
    ];

    private LossReason WhyNot(int project) =>
        election.Projects[project].Cost > election.Budget ? LossReason.CostsMoreThanBudget
        : election.Votes(project) == 0 ? LossReason.NoVotes
        : exclusions.IsOut(project) ? LossReason.ExcludedByWinner
        : LossReason.SupportersCannotPay;

    /// <summary>What each of those pays who have enough.</summary>
    /// <param name="Money">What they pay together, over the denominator of the count.</param>
    /// <param name="Voters">How many they are.</param>
    private readonly record struct Price(BigInteger Money, BigInteger Voters) : IComparable<Price>
    {
        public int CompareTo(Price other) => (Money * other.Voters).CompareTo(other.Money * Voters);
    }
}
