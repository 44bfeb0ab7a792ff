namespace Participatory.Contracts.People;

/// <summary>An administrator changed on which days neither the council nor its bank works. What was promised for a day keeps it.</summary>
/// <param name="Version">Counted from 1; the highest holds, in whatever order they are heard.</param>
/// <param name="Nation">Whose bank holidays there are beside these: "ENGLAND", "WALES", "SCOTLAND" or "NORTHERN_IRELAND".</param>
/// <param name="Days">Beside weekends and bank holidays.</param>
public sealed record HolidaysChanged(int Version, string Nation, IReadOnlyList<DateOnly> Days);
