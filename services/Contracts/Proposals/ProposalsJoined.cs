namespace Participatory.Contracts.Proposals;

/// <summary>Two ideas became one, whose <see cref="ProposalMade"/> says the rest: they do not stand for themselves any more.</summary>
/// <param name="ProposalId">Of the common idea.</param>
/// <param name="Ideas">The two; of each, the highest number counts, with those of <see cref="ProposalsSplit"/>.</param>
/// <param name="WriterSubjects">Everybody who writes the common idea, whoever proposes it first.</param>
public sealed record ProposalsJoined(
    string RoundId, string ProposalId, IReadOnlyList<JoinedProposal> Ideas, DateTimeOffset JoinedAt,
    IReadOnlyList<string>? WriterSubjects = null);

/// <param name="Number">How often it was joined or stands for itself again, from 1.</param>
public sealed record JoinedProposal(string ProposalId, int Number);
