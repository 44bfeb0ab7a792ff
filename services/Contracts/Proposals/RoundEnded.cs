namespace Participatory.Contracts.Proposals;

/// <summary>A round was ended without a vote. One message for each part of those who are told.</summary>
/// <param name="Reason">In the officer's own words.</param>
/// <param name="ProposerSubjects">At most 500 of those with an idea in the round; each stands in one message only.</param>
public sealed record RoundEnded(
    string RoundId, string Title, string Reason, string EndedBy, DateTimeOffset EndedAt, IReadOnlyList<string> ProposerSubjects);
