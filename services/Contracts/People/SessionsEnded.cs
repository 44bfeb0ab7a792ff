namespace Participatory.Contracts.People;

/// <summary>
/// Sessions have ended before their time: somebody signed out, or what they may do was changed. Whatever identity was signed for one of
/// them is good no more.
/// </summary>
/// <param name="SessionIds">As identities name them; they say nothing of whose they are.</param>
public sealed record SessionsEnded(IReadOnlyList<string> SessionIds, DateTimeOffset EndedAt);
