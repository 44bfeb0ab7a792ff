namespace Participatory.Contracts.Grants;

/// <summary>The council let go of money: from here on it belongs to the areas.</summary>
public sealed record BudgetReleased(
    string ReleaseId,
    string RoundId,
    string FundId,
    string Currency,
    DateTimeOffset ReleasedAt,
    IReadOnlyList<ReleasedToArea> Lines);

public sealed record ReleasedToArea(string AreaCode, long AmountMinor);
