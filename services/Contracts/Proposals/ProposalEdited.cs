namespace Participatory.Contracts.Proposals;

/// <summary>The people who write an idea changed its words; of several, the highest <paramref name="Version"/> counts.</summary>
/// <param name="Version">From 2: what came with <see cref="ProposalMade"/> is the first.</param>
/// <param name="ProposerSubject">Whose idea it is, so that the title goes with them; whoever changed it, nobody is told.</param>
public sealed record ProposalEdited(
    string RoundId, string ProposalId, int Version, string Title, string ProposerSubject, DateTimeOffset EditedAt);
