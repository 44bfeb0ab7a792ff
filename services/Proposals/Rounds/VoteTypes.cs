using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>Kinds of ballots: their words, and what can be made of them.</summary>
internal static class VoteTypes
{
    /// <summary>The most points that a limit may allow.</summary>
    public const long MostPoints = 1_000_000;

    /// <summary>As ballot papers have it.</summary>
    public static string NameOf(VoteType type) => type switch
    {
        VoteType.Knapsack => "knapsack",
        VoteType.Ranked => "ranked",
        VoteType.Points => "points",
        _ => "approval",
    };

    public static bool CanBeCountedBy(VoteType type, string utility) => utility switch
    {
        "cost" or "votes" => true,
        "borda" or "borda1" => type == VoteType.Ranked,
        "points" => type == VoteType.Points,
        _ => false,
    };

    /// <summary>What to do about a utility that such ballots do not have.</summary>
    public static string Utilities(VoteType type) => "Please use \"cost\" (most votes first) or \"votes\" (most votes for the money)" + type switch
    {
        VoteType.Ranked => ", or for ranked ballots \"borda\" or \"borda1\".",
        VoteType.Points => ", or for points \"points\".",
        _ => ".",
    };
}
