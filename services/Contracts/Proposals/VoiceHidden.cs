namespace Participatory.Contracts.Proposals;

/// <summary>
/// Whether a voice of somebody with an account is shown has changed; of each voice the highest <paramref name="Number"/> counts. Whoever
/// spoke without an account reads it where their link leads.
/// </summary>
/// <param name="Title">The question that it answers.</param>
/// <param name="Number">Of the change, from 1.</param>
/// <param name="State">"WAITING", "HIDDEN", "SECOND_LOOK", "KEPT_HIDDEN", "SHOWN" or "SHOWN_AGAIN".</param>
/// <param name="Reason">Why it is or was hidden, as the protos name it ("NAMES_A_PERSON" …); empty where there is none.</param>
/// <param name="DecidedBy">The officer's name and role; empty where nobody has decided.</param>
public sealed record VoiceHidden(
    string RoundId,
    string VoiceId,
    string Title,
    string SpeakerSubject,
    int Number,
    string State,
    string Reason,
    string DecidedBy,
    DateTimeOffset ChangedAt);
