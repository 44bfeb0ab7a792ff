using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Words;
using Participatory.Voting.V1;
using BallotType = Participatory.Counting.Elections.BallotType;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <summary>What a person has chosen on a ballot paper, and what to say about it. The voting service decides; this only helps.</summary>
/// <param name="Poll">Its rules.</param>
/// <param name="Contest">The ballot paper.</param>
/// <param name="Chosen">In the order of the paper, or, where ideas are ranked, in the voter's.</param>
/// <param name="Given">What was written beside each project of <paramref name="Chosen"/>: places or points; empty for ticks.</param>
public sealed record Choices(Poll Poll, Contest Contest, IReadOnlyList<Project> Chosen, IReadOnlyList<long> Given)
{
    /// <summary>What the poll asks of ballots.</summary>
    public static BallotType TypeOf(Poll poll) => BallotType.Numbered((int)poll.VoteType) ?? BallotType.All[0];

    /// <summary>Reads ticks.</summary>
    public static Choices OfTicks(Poll poll, Contest contest, IReadOnlyCollection<string> projectIds) =>
        new(poll, contest, [.. contest.Projects.Where(project => projectIds.Contains(project.ProjectId))], []);

    /// <summary>Reads what was written beside each project: places, or points; what is no number is nothing.</summary>
    public static Choices OfNumbers(Poll poll, Contest contest, IReadOnlyList<string> projectIds, IReadOnlyList<string?> numbers)
    {
        var given = projectIds.Zip(numbers).DistinctBy(pair => pair.First).ToDictionary(
            pair => pair.First,
            pair => long.TryParse(pair.Second?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            StringComparer.Ordinal);
        var chosen = contest.Projects.Where(project => given.GetValueOrDefault(project.ProjectId) > 0);
        var ordered = TypeOf(poll).HasOrder ? chosen.OrderBy(project => given[project.ProjectId]).ToList() : chosen.ToList();
        return new Choices(poll, contest, ordered, [.. ordered.Select(project => given[project.ProjectId])]);
    }

    /// <summary>Reads what <see cref="Kept"/> said.</summary>
    public static Choices OfKept(Poll poll, Contest contest, IReadOnlyList<long> kept)
    {
        var ids = contest.Projects.Select(project => project.ProjectId).ToList();
        return TypeOf(poll) is { HasOrder: false, HasPoints: false }
            ? OfTicks(
                poll, contest, ids.Zip(kept).Where(pair => pair.Second > 0).Select(pair => pair.First).ToHashSet(StringComparer.Ordinal))
            : OfNumbers(poll, contest, ids, [.. kept.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>The choices as one number for each project, in the order of the paper: a tick as 1, a place, points; else 0.</summary>
    public IReadOnlyList<long> Kept() =>
        [.. Contest.Projects.Select(project => Given.Count > 0 ? NumberOf(project) ?? 0 : Has(project) ? 1 : 0)];

    /// <summary>Reads a ballot that has been cast.</summary>
    public static Choices OfBallot(Poll poll, Contest contest, LookUpCardResponse ballot)
    {
        var byId = contest.Projects.ToDictionary(project => project.ProjectId, StringComparer.Ordinal);
        var chosen = ballot.ProjectIds.Select(id => byId[id]).ToList();
        return new Choices(poll, contest, chosen, TypeOf(poll).HasOrder ? [.. chosen.Select((_, place) => place + 1L)]
            : [.. ballot.Points]);
    }

    public bool IsRanked => TypeOf(Poll).HasOrder;

    public bool HasPoints => TypeOf(Poll).HasPoints;

    public long CostMinor => Chosen.Sum(project => project.Cost.AmountMinor);

    /// <summary>Null where costs together do not matter.</summary>
    public long? MostCostMinor => Contest.MaxSumCost?.AmountMinor;

    /// <summary>Below zero where the chosen ideas cost more than there is.</summary>
    public long LeftMinor => (MostCostMinor ?? long.MaxValue) - CostMinor;

    /// <summary>How many places there are where ideas are ranked.</summary>
    public int Places => Poll.MaxLength > 0 ? Math.Min(Poll.MaxLength, Contest.Projects.Count) : Contest.Projects.Count;

    public bool Has(Project project) => Chosen.Contains(project);

    /// <summary>The place or the points of a project; null where it has none.</summary>
    public long? NumberOf(Project project) => Chosen.Index().Where(chosen => Given.Count > 0 && chosen.Item.Equals(project))
        .Select(chosen => (long?)Given[chosen.Index]).FirstOrDefault();

    /// <summary>The projects in an order of this ballot card's own, so that no idea is first for everybody.</summary>
    public IEnumerable<Project> Shown(string? card) => Contest.Projects
        .OrderBy(project => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"order\n{card}\n{project.ProjectId}"))),
            StringComparer.Ordinal);

    /// <summary>What to do before the choices can be cast; null where they can.</summary>
    public string? ToPutRight(Say say) => this switch
    {
        { Chosen.Count: 0, Contest.MinLength: > 0 } => HasPoints ? Words.Voting.NoPoints : Words.Voting.NoneTicked,
        { IsRanked: true } when Given.Distinct().Count() != Given.Count => Words.Voting.SamePlace,
        { Contest.MinLength: var fewest } when Chosen.Count < fewest => say.Count(Words.Voting.TooFew, fewest, Chosen.Count),
        { Poll.MaxLength: > 0 and var most } when Chosen.Count > most => say.Count(Words.Voting.TooMany, most, Chosen.Count),
        { MostCostMinor: { } money, LeftMinor: < 0 } =>
            say.Fill(Words.Voting.OverBudget, say.Money(CostMinor, Poll.Currency), say.Money(money, Poll.Currency)),
        { HasPoints: true, Poll.MaxPoints: > 0 and var most } when Given.Any(points => points > most) =>
            say.Fill(Words.Voting.TooManyForOne, most),
        { HasPoints: true, Poll.MaxSumPoints: > 0 and var most } when Given.Sum() > most =>
            say.Fill(Words.Voting.TooManyPoints, most, Given.Sum()),
        _ => null,
    };

    public IEnumerable<string> Rules(Say say)
    {
        yield return this switch
        {
            { HasPoints: true, Poll.MaxSumPoints: > 0 } => say.Count(Words.Voting.RulePointsSum, Poll.MaxSumPoints),
            { HasPoints: true } => Words.Voting.RulePoints,
            { IsRanked: true } => Words.Voting.RuleRanked,
            { MostCostMinor: { } money } => say.Fill(Words.Voting.RuleKnapsack, say.Money(money, Poll.Currency)),
            { Poll.MaxLength: > 0 } => say.Count(Words.Voting.RuleApprovalMax, Poll.MaxLength),
            _ => Words.Voting.RuleApproval,
        };
        if (HasPoints && Poll.MaxPoints > 0)
        {
            yield return say.Count(Words.Voting.RulePointsEach, Poll.MaxPoints);
        }

        if (Contest.MinLength > 1)
        {
            yield return say.Count(Words.Voting.RuleMin, Contest.MinLength);
        }
    }

    /// <summary>The line that follows the choices.</summary>
    public string Total(Say say) => this switch
    {
        { HasPoints: true, Poll.MaxSumPoints: > 0 } => say.Fill(Words.Voting.PointsOf, Given.Sum(), Poll.MaxSumPoints),
        { HasPoints: true } => say.Count(Words.Voting.PointsGiven, Given.Sum()),
        { MostCostMinor: { } money } => say.Fill(
            LeftMinor < 0 ? Words.Voting.Over : Words.Voting.Within,
            say.Money(CostMinor, Poll.Currency),
            say.Money(Math.Abs(LeftMinor), Poll.Currency),
            say.Money(money, Poll.Currency)),
        { IsRanked: true } => say.Count(Words.Voting.Placed, Chosen.Count),
        _ => say.Count(Words.Voting.Ticked, Chosen.Count),
    };
}
