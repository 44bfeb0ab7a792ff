namespace Participatory.Contracts.Grants;

/// <summary>A winning idea is offered its money.</summary>
public sealed record AwardOffered(
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    string Title,
    string RecipientSubject,
    long AmountMinor,
    string Currency,
    DateTimeOffset OfferedAt);
