namespace Participatory.Contracts.Proposals;

/// <summary>An area has its priorities, once for each round. The council answers each of them by a day.</summary>
/// <param name="Role">Who answers, as the public knows that role.</param>
/// <param name="AnswerBy">Until when.</param>
/// <param name="Priorities">The first one first; at least one.</param>
public sealed record PrioritiesDecided(
    string RoundId,
    string AreaCode,
    string Role,
    DateTimeOffset DecidedAt,
    DateTimeOffset AnswerBy,
    IReadOnlyList<DecidedPriority> Priorities);

/// <param name="Place">From 1.</param>
/// <param name="Statement">The "I" statement, as a group of people worded it.</param>
public sealed record DecidedPriority(string PriorityId, int Place, string Statement);
