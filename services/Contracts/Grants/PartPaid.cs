namespace Participatory.Contracts.Grants;

/// <summary>The bank has paid a part of an award, and more is to come. The last part is <see cref="PaymentConfirmed"/>.</summary>
public sealed record PartPaid(
    string PaymentId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    string Title,
    string RecipientSubject,
    int Part,
    int Parts,
    long AmountMinor,
    string Currency,
    DateTimeOffset PaidAt);
