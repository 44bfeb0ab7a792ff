namespace Participatory.Contracts.Proposals;

/// <summary>Dates of a round were moved by an officer. One message for each part of those who are told.</summary>
/// <param name="Number">Of the decision in its round, from 1.</param>
/// <param name="Reason">In the officer's own words.</param>
/// <param name="ProposerSubjects">At most 500 of those with an idea in the round; each stands in one message only.</param>
public sealed record DatesMoved(
    string RoundId,
    string Title,
    int Number,
    string Reason,
    string MovedBy,
    DateTimeOffset MovedAt,
    IReadOnlyList<string> ProposerSubjects);
