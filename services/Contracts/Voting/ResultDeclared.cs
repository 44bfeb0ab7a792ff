namespace Participatory.Contracts.Voting;

/// <summary>The count of a poll. Declared once.</summary>
/// <param name="ResultHash">SHA-256 of the count in its canonical form, lower-case hex.</param>
public sealed record ResultDeclared(
    string PollId,
    string RoundId,
    string Currency,
    DateTimeOffset DeclaredAt,
    string ResultHash,
    IReadOnlyList<ContestDeclared> Contests);

public sealed record ContestDeclared(
    string AreaCode,
    long BudgetMinor,
    long Ballots,
    IReadOnlyList<ProjectDeclared> Projects);

/// <param name="Votes">0 for every project of a contest so small that numbers would tell who voted how.</param>
/// <param name="Loss">Why it did not win; null for a winner.</param>
/// <param name="Place">Its place by votes in its contest, 1 for most, also where numbers stay closed; 0 where nobody voted for it.</param>
public sealed record ProjectDeclared(
    string ProjectId,
    string Title,
    long CostMinor,
    long Votes,
    bool Won,
    LossDeclared? Loss = null,
    int Place = 0);
