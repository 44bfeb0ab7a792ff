namespace Participatory.Contracts.People;

/// <summary>Who is in a group. Said each time that anything of the group has changed.</summary>
/// <param name="Number">The highest counts, in whatever order they are heard.</param>
/// <param name="MemberSubjects">At most a hundred; none where everybody has left.</param>
public sealed record GroupMembersChanged(string GroupId, int Number, IReadOnlyList<string> MemberSubjects);
