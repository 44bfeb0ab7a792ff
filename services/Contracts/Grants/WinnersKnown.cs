namespace Participatory.Contracts.Grants;

/// <summary>
/// Who gets a grant after a vote: its winners, but for what the round's ring-fences changed. Published once for a round, also where nothing
/// changed.
/// </summary>
public sealed record WinnersKnown(string RoundId, DateTimeOffset KnownAt, IReadOnlyList<WinnerChanged> Changes);

/// <param name="Won">It was moved up; else it had the votes and gave way.</param>
/// <param name="Fence">For one that gave way, whom the ring-fence is for that it gave way to, in the council's words. Empty for one that
/// was moved up.</param>
public sealed record WinnerChanged(string ProjectId, string AreaCode, string Title, bool Won, string Fence);
