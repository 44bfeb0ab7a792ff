namespace Participatory.Contracts.Accountability;

/// <summary>We asked a group how it went.</summary>
/// <param name="HopeAt">From when we would like to hear; it is never "overdue".</param>
public sealed record ReportRequested(
    string ReportId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string Title,
    string RecipientSubject,
    DateTimeOffset RequestedAt,
    DateTimeOffset HopeAt);
