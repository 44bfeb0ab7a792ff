namespace Participatory.Contracts.Grants;

/// <summary>Other bank details than before were given for an award. Which ones is not said.</summary>
public sealed record PayeeChanged(
    string AwardId,
    string RoundId,
    string Title,
    string RecipientSubject,
    DateTimeOffset ChangedAt);
