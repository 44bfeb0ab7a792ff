namespace Participatory.Contracts.People;

/// <summary>Who may say yes to money for a group. Said each time that anything of the group has changed.</summary>
/// <param name="Number">The highest counts, in whatever order they are heard.</param>
/// <param name="SignerSubjects">At most four; none where nobody is left who may.</param>
public sealed record GroupSignersChanged(string GroupId, int Number, IReadOnlyList<string> SignerSubjects);
