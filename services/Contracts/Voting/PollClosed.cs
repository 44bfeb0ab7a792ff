namespace Participatory.Contracts.Voting;

/// <summary>No ballot is accepted any more.</summary>
public sealed record PollClosed(string PollId, DateTimeOffset ClosedAt, long Ballots);
