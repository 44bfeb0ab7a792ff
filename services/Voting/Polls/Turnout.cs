namespace Participatory.Voting.Polls;

/// <summary>How many have voted, as it may be said while people vote.</summary>
internal static class Turnout
{
    /// <summary>
    /// Rounded down to tens, and 0 up to 50: an exact number would tell, minute by minute, who has just voted.
    /// </summary>
    public static long WhileOpen(long ballots) => ballots > 50 ? ballots / 10 * 10 : 0;
}
