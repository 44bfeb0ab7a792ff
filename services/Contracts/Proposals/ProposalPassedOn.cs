namespace Participatory.Contracts.Proposals;

/// <summary>
/// Whoever proposed an idea has left it to those who write it with them; of several, the highest <paramref name="Number"/> counts.
/// </summary>
/// <param name="Number">How often it was passed on, from 1.</param>
public sealed record ProposalPassedOn(string RoundId, string ProposalId, int Number, string ProposerSubject, DateTimeOffset PassedOnAt);
