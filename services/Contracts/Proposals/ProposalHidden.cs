namespace Participatory.Contracts.Proposals;

/// <summary>
/// Whether the words or the photo of an idea are shown has changed; of each part the highest <paramref name="Number"/> counts.
/// </summary>
/// <param name="Part">"WORDS" or "PHOTO".</param>
/// <param name="Number">Of the change, from 1.</param>
/// <param name="State">"WAITING", "HIDDEN", "SECOND_LOOK", "KEPT_HIDDEN", "SHOWN" or "SHOWN_AGAIN".</param>
/// <param name="Hidden">Nobody but its proposer and officers sees it.</param>
/// <param name="Reason">Why it is or was hidden, as the protos name it ("NAMES_A_PERSON" …); empty where there is none.</param>
/// <param name="DecidedBy">The officer's name and role; empty where nobody has decided.</param>
public sealed record ProposalHidden(
    string RoundId,
    string ProposalId,
    string Title,
    string ProposerSubject,
    string Part,
    int Number,
    string State,
    bool Hidden,
    string Reason,
    string DecidedBy,
    DateTimeOffset ChangedAt);
