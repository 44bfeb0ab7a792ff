namespace Participatory.Contracts.Proposals;

/// <summary>A round exists and is listening.</summary>
public sealed record RoundOpened(
    string RoundId,
    string Title,
    string Currency,
    IReadOnlyList<RoundArea> Areas,
    int PayWithinDays,
    int AnswerWithinDays,
    int StoryAfterDays);

public sealed record RoundArea(string AreaCode, string Name);
