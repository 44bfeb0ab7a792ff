namespace Participatory.Contracts.Accountability;

/// <summary>A part of a story was taken back: whoever shows it or quotes it stops doing so.</summary>
/// <param name="Kind">"words", "photo", "voice" or "video".</param>
public sealed record PartWithdrawn(string ReportId, string PartId, string Kind, DateTimeOffset WithdrawnAt);
