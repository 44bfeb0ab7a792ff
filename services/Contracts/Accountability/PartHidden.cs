namespace Participatory.Contracts.Accountability;

/// <summary>Whether a part of a story is shown has changed; of each part the highest <paramref name="Number"/> counts.</summary>
/// <param name="Title">Of the grant.</param>
/// <param name="Number">Of the change, from 1.</param>
/// <param name="State">"HIDDEN", "SECOND_LOOK", "KEPT_HIDDEN" or "SHOWN_AGAIN".</param>
/// <param name="Reason">Why it is or was hidden, as the protos name it ("NAMES_A_PERSON" …).</param>
/// <param name="DecidedBy">The officer's name and role.</param>
public sealed record PartHidden(
    string ReportId,
    string PartId,
    string Title,
    string RecipientSubject,
    int Number,
    string State,
    string Reason,
    string DecidedBy,
    DateTimeOffset ChangedAt);
