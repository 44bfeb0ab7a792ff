namespace Participatory.Contracts.Grants;

/// <summary>The group said yes to the agreement.</summary>
public sealed record AwardAccepted(
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    string Title,
    string RecipientSubject,
    long AmountMinor,
    string Currency,
    string AgreementVersion,
    DateTimeOffset AcceptedAt);
