namespace Participatory.Contracts.Grants;

/// <summary>The story is told and answered; nothing more is asked.</summary>
public sealed record GrantClosed(
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    long AmountMinor,
    string Currency,
    DateTimeOffset ClosedAt);
