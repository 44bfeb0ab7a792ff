namespace Participatory.Contracts.Voting;

/// <summary>Two people agreed, while voting was open, that it closes later. At most once in a poll.</summary>
/// <param name="WasClosingAt">When voting was to close.</param>
/// <param name="Reason">In the words of the one who asked.</param>
public sealed record PollExtended(
    string PollId,
    DateTimeOffset WasClosingAt,
    DateTimeOffset ClosesAt,
    string Reason,
    string AskedBy,
    string AgreedBy,
    DateTimeOffset AgreedAt);
