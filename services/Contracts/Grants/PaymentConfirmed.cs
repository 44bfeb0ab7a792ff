namespace Participatory.Contracts.Grants;

/// <summary>The bank has paid an award.</summary>
public sealed record PaymentConfirmed(
    string PaymentId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    string Title,
    string RecipientSubject,
    long AmountMinor,
    string Currency,
    DateTimeOffset PaidAt);
