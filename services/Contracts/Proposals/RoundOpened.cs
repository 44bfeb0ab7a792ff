namespace Participatory.Contracts.Proposals;

/// <summary>A round exists and is listening.</summary>
/// <param name="Unspent">What happens to money that is left: "return", "roll_over" or "offer_next".</param>
/// <param name="SentenceUpToMinor">Up to which grant a sentence or a photo is all we ask for.</param>
/// <param name="QuestionsUpToMinor">Up to which grant three open questions are all we ask; above it we would like to talk.</param>
public sealed record RoundOpened(
    string RoundId,
    string Title,
    string Currency,
    IReadOnlyList<RoundArea> Areas,
    int PayWithinDays,
    int AnswerWithinDays,
    int StoryAfterDays,
    string Unspent = "return",
    long SentenceUpToMinor = 50_000,
    long QuestionsUpToMinor = 500_000);

public sealed record RoundArea(string AreaCode, string Name);
