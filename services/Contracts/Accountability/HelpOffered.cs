namespace Participatory.Contracts.Accountability;

/// <summary>A group said that something was hard; we offer help and ask for nothing.</summary>
public sealed record HelpOffered(string ReportId, string AreaCode, string Title, string RecipientSubject, DateTimeOffset OfferedAt);
