namespace Participatory.Contracts.Grants;

/// <summary>Nobody answered an offer in time.</summary>
public sealed record AwardExpired(
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    string Title,
    string RecipientSubject,
    long AmountMinor,
    string Currency,
    DateTimeOffset ExpiredAt);
