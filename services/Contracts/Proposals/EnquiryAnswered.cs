namespace Participatory.Contracts.Proposals;

/// <summary>A question about an idea has an answer: once of whoever proposed the idea, and once of the council.</summary>
/// <param name="Title">Of the idea.</param>
/// <param name="AnsweredBy">The officer's name and role; empty where whoever proposed the idea answered.</param>
public sealed record EnquiryAnswered(
    string RoundId,
    string ProposalId,
    string EnquiryId,
    string Title,
    string AskerSubject,
    string AnsweredBy,
    DateTimeOffset AnsweredAt);
