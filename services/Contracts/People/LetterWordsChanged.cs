namespace Participatory.Contracts.People;

/// <summary>
/// An administrator changed the council's own words in letters with voting codes. What stands in braces is filled in for each letter.
/// </summary>
/// <param name="Version">Counted from 1; the highest holds, in whatever order they are heard.</param>
/// <param name="Heading">Empty is ours.</param>
/// <param name="Words">Paragraphs; empty is ours.</param>
public sealed record LetterWordsChanged(int Version, string Heading, string Words);
