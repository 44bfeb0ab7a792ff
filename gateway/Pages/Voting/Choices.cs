using Participatory.Gateway.Words;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting;

/// <summary>What a person has ticked on a ballot paper, and what to say about it. The voting service decides; this only helps.</summary>
/// <param name="Poll">Its rules.</param>
/// <param name="Contest">The ballot paper.</param>
/// <param name="Ticked">Projects of the paper, in its order.</param>
public sealed record Choices(Poll Poll, Contest Contest, IReadOnlyList<Project> Ticked)
{
    public static Choices Of(Poll poll, Contest contest, IReadOnlyCollection<string> projectIds) =>
        new(poll, contest, [.. contest.Projects.Where(project => projectIds.Contains(project.ProjectId))]);

    public bool IsKnapsack => Poll.VoteType == VoteType.Knapsack;

    public long CostMinor => Ticked.Sum(project => project.Cost.AmountMinor);

    /// <summary>Below zero where the ticked ideas cost more than there is.</summary>
    public long LeftMinor => Contest.Budget.AmountMinor - CostMinor;

    public bool Has(Project project) => Ticked.Contains(project);

    /// <summary>What to do before the choices can be cast; null where they can.</summary>
    public string? ToPutRight(Say say) => this switch
    {
        { Ticked.Count: 0 } => Words.Voting.NoneTicked,
        { Poll.MinLength: var fewest } when Ticked.Count < fewest => say.Fill(Words.Voting.TooFew, fewest, Ticked.Count),
        { Poll.MaxLength: > 0 and var most } when Ticked.Count > most => say.Fill(Words.Voting.TooMany, most, Ticked.Count),
        { IsKnapsack: true, LeftMinor: < 0 } => say.Fill(Words.Voting.OverBudget, say.Money(CostMinor, Poll.Currency), say.Money(Contest.Budget)),
        _ => null,
    };

    public IEnumerable<string> Rules(Say say)
    {
        yield return this switch
        {
            { IsKnapsack: true } => say.Fill(Words.Voting.RuleKnapsack, say.Money(Contest.Budget)),
            { Poll.MaxLength: > 0 } => say.Count(Words.Voting.RuleApprovalMax, Poll.MaxLength),
            _ => Words.Voting.RuleApproval,
        };
        if (Poll.MinLength > 1)
        {
            yield return say.Count(Words.Voting.RuleMin, Poll.MinLength);
        }
    }

    /// <summary>The line that follows the ticks.</summary>
    public string Total(Say say) => !IsKnapsack
        ? say.Fill(Words.Voting.Ticked, Ticked.Count)
        : say.Fill(
            LeftMinor < 0 ? Words.Voting.Over : Words.Voting.Within,
            say.Money(CostMinor, Poll.Currency),
            say.Money(Math.Abs(LeftMinor), Poll.Currency),
            say.Money(Contest.Budget));
}
