namespace Participatory.Contracts.Accountability;

/// <summary>The council answered a story and took it as it is.</summary>
public sealed record ReportAccepted(
    string ReportId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string Title,
    string RecipientSubject,
    string AnsweredBy,
    DateTimeOffset AcceptedAt);
