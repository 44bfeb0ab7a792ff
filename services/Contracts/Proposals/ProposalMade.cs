namespace Participatory.Contracts.Proposals;

/// <summary>Somebody told us an idea. Its words stay where they were written.</summary>
/// <param name="CountsFor">The marks of the ring-fences that its proposer says it counts for.</param>
/// <param name="GroupId">The group under whose name it stands; empty for none.</param>
/// <param name="WriterSubjects">Everybody who writes it, where it was joined of two; null where its proposer alone does.</param>
public sealed record ProposalMade(
    string RoundId,
    string ProposalId,
    string AreaCode,
    string Title,
    string ProposerSubject,
    DateTimeOffset MadeAt,
    IReadOnlyList<string>? CountsFor = null,
    string GroupId = "",
    IReadOnlyList<string>? WriterSubjects = null);
