namespace Participatory.Contracts.Proposals;

/// <summary>Somebody told us an idea. Its words stay where they were written.</summary>
public sealed record ProposalMade(
    string RoundId,
    string ProposalId,
    string AreaCode,
    string Title,
    string ProposerSubject,
    DateTimeOffset MadeAt);
