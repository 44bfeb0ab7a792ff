namespace Participatory.Contracts.Accountability;

/// <summary>Somebody wrote down what a group said, and the group is asked to read it. The words stay where they were written.</summary>
/// <param name="WrittenBy">Name and role.</param>
public sealed record ConversationWritten(
    string ReportId,
    string Title,
    string RecipientSubject,
    int Version,
    string WrittenBy,
    DateTimeOffset WrittenAt);
