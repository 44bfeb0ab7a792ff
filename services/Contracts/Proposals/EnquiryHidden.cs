namespace Participatory.Contracts.Proposals;

/// <summary>
/// Whether a question about an idea, or an answer, is shown has changed; of each of them the highest <paramref name="Number"/> counts.
/// </summary>
/// <param name="AnswerId">Empty is the question itself.</param>
/// <param name="Title">Of the idea.</param>
/// <param name="AuthorSubject">Whoever wrote it.</param>
/// <param name="Number">Of the change, from 1.</param>
/// <param name="State">"WAITING", "HIDDEN", "SECOND_LOOK", "KEPT_HIDDEN", "SHOWN" or "SHOWN_AGAIN".</param>
/// <param name="Reason">Why it is or was hidden, as the protos name it ("NAMES_A_PERSON" …); empty where there is none.</param>
/// <param name="DecidedBy">The officer's name and role; empty where nobody has decided.</param>
public sealed record EnquiryHidden(
    string RoundId,
    string ProposalId,
    string EnquiryId,
    string AnswerId,
    string Title,
    string AuthorSubject,
    int Number,
    string State,
    string Reason,
    string DecidedBy,
    DateTimeOffset ChangedAt);
