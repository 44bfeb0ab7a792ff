namespace Participatory.Contracts.Grants;

/// <summary>The group said no to the offer. Why is between them and the council.</summary>
public sealed record AwardDeclined(
    string AwardId,
    string RoundId,
    string ProjectId,
    string RecipientSubject,
    DateTimeOffset DeclinedAt);
