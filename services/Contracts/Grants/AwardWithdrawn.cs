namespace Participatory.Contracts.Grants;

/// <summary>The council took an award back that it had offered, and says why.</summary>
public sealed record AwardWithdrawn(
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    string Title,
    string RecipientSubject,
    long AmountMinor,
    string Currency,
    string Reason,
    string WithdrawnBy,
    DateTimeOffset WithdrawnAt);
