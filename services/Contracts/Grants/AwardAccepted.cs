namespace Participatory.Contracts.Grants;

/// <summary>The group said yes to the agreement.</summary>
/// <param name="UsedBy">The day by which the group thinks that it will have used the money; null where it did not say.</param>
/// <param name="GroupId">The group whose grant it is, for which the recipient said yes; empty for the recipient's own.</param>
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
    DateTimeOffset AcceptedAt,
    DateOnly? UsedBy = null,
    string GroupId = "");
