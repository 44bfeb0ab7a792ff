namespace Participatory.Contracts.Accountability;

/// <summary>No story came, an officer noted why, and nothing is owed. The reason stays where it was written.</summary>
public sealed record ReportExcused(
    string ReportId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string Title,
    string RecipientSubject,
    string ExcusedBy,
    DateTimeOffset ExcusedAt);
