namespace Participatory.Platform.Rights;

/// <summary>What a service does for a person with what it holds about them.</summary>
/// <param name="Read">Gives them all of it: every table that the catalogue does not say why not of, then files.</param>
public sealed record PersonalData(Func<MyRows, Task> Read);
