namespace Participatory.Contracts.Accountability;

/// <summary>Somebody typed in what a group had handed in on paper.</summary>
/// <param name="TypedBy">Name and role.</param>
public sealed record StoryTyped(string ReportId, string Title, string RecipientSubject, string TypedBy, DateTimeOffset TypedAt);
