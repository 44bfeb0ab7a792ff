namespace Participatory.Contracts.People;

/// <summary>A group was founded, is called otherwise, was hidden or shown, or was closed.</summary>
/// <param name="Name">As everybody may read it; empty while its words are hidden.</param>
/// <param name="IsClosed">Nothing of it changes any more.</param>
/// <param name="Number">The highest counts, in whatever order they are heard.</param>
public sealed record GroupChanged(string GroupId, string Name, bool IsClosed, int Number);
