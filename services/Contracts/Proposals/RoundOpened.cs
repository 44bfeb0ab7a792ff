namespace Participatory.Contracts.Proposals;

/// <summary>A round exists and is listening.</summary>
/// <param name="Unspent">What happens to money that is left: "return", "roll_over" or "offer_next".</param>
public sealed record RoundOpened(
    string RoundId,
    string Title,
    string Currency,
    IReadOnlyList<RoundArea> Areas,
    int PayWithinDays,
    int AnswerWithinDays,
    int StoryAfterDays,
    string Unspent = "return");

public sealed record RoundArea(string AreaCode, string Name);
