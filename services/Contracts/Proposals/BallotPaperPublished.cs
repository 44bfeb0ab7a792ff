namespace Participatory.Contracts.Proposals;

/// <summary>What people will vote on, by area, and how it is counted. Published once for a round.</summary>
/// <param name="VoteType">The name of a kind of ballots of Counting, for example "approval".</param>
/// <param name="MinLength">The fewest projects on a ballot, at least 1.</param>
/// <param name="MaxLength">The most projects on a ballot; 0 is no limit.</param>
/// <param name="MaxSumCostMinor">The most that the projects on a ballot may cost together; 0 is no limit, for a knapsack the budget of the
/// area.</param>
/// <param name="MaxSumPoints">The most points on a ballot; 0 is no limit.</param>
/// <param name="MaxPoints">The most points for one project; 0 is no limit.</param>
/// <param name="Ties">"es", "lex" or "seed:N".</param>
/// <param name="MinVotes">Projects with fewer votes do not win; 0 is no threshold.</param>
/// <param name="ImportedFrom">Not empty where the round comes from a published election.</param>
public sealed record BallotPaperPublished(
    string RoundId,
    string Title,
    string Currency,
    string VoteType,
    int MinLength,
    int MaxLength,
    string Rule,
    string Utility,
    string Ties,
    int MinVotes,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    string ImportedFrom,
    IReadOnlyList<BallotPaperContest> Contests,
    long MaxSumCostMinor = 0,
    long MaxSumPoints = 0,
    long MaxPoints = 0);

public sealed record BallotPaperContest(
    string AreaCode,
    string AreaName,
    long BudgetMinor,
    IReadOnlyList<BallotPaperProject> Projects);

/// <param name="GroupId">Whose idea it is, where it stands under the name of a group; empty for the proposer alone.</param>
public sealed record BallotPaperProject(string ProjectId, string Title, long CostMinor, string ProposerSubject, string GroupId = "");
