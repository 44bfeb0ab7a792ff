namespace Participatory.Contracts.Accountability;

/// <summary>A group told us how it went. The words stay where they were written.</summary>
/// <param name="WithEverybody">The group shares it with everybody, not with the council only.</param>
public sealed record StoryShared(
    string ReportId,
    string AwardId,
    string RoundId,
    string ProjectId,
    string AreaCode,
    bool WithEverybody,
    DateTimeOffset ToldAt);
