namespace Participatory.Contracts.Accountability;

/// <summary>We asked a group once more how it went, kindly.</summary>
/// <param name="Number">1 or 2: there is no third.</param>
public sealed record ReportReminded(
    string ReportId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string Title,
    string RecipientSubject,
    int Number,
    DateTimeOffset RemindedAt);
