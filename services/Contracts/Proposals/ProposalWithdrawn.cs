namespace Participatory.Contracts.Proposals;

/// <summary>Its proposer took an idea back; nobody else sees it any more.</summary>
public sealed record ProposalWithdrawn(string RoundId, string ProposalId, DateTimeOffset WithdrawnAt);
