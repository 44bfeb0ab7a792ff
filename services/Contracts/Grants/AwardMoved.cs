namespace Participatory.Contracts.Grants;

/// <summary>
/// A grant of one person became a group's, by the yes of both. It happens to an award once at most, before any of it is asked for.
/// </summary>
/// <param name="RecipientSubject">Whoever said yes for the group: who is asked and told from then on.</param>
public sealed record AwardMoved(string AwardId, string RoundId, string GroupId, string RecipientSubject, DateTimeOffset MovedAt);
