namespace Participatory.Contracts.Grants;

/// <summary>Two people took released money back that was promised to nobody. The reason is public for good.</summary>
/// <param name="DecidedBy">The names and roles of both, as the public sees them.</param>
public sealed record BudgetClawedBack(
    string ClawbackId,
    string RoundId,
    string FundId,
    string AreaCode,
    long AmountMinor,
    string Currency,
    string Reason,
    IReadOnlyList<string> DecidedBy,
    DateTimeOffset ClawedBackAt);
