namespace Participatory.Contracts.Voting;

/// <summary>People can vote. The id of a poll is the id of its round.</summary>
public sealed record PollOpened(string PollId, DateTimeOffset OpenedAt, string FrozenHash);
