namespace Participatory.Contracts.Proposals;

/// <summary>An idea that was joined became the two that it was, which stand for themselves again.</summary>
/// <param name="ProposalId">Of the common idea, of which <see cref="ProposalWithdrawn"/> says that it has gone.</param>
/// <param name="Ideas">The two; of each, the highest number counts, with those of <see cref="ProposalsJoined"/>.</param>
public sealed record ProposalsSplit(string RoundId, string ProposalId, IReadOnlyList<JoinedProposal> Ideas, DateTimeOffset SplitAt);
