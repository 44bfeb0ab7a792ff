namespace Participatory.Cli;

/// <summary>What the process returns; scripts rely on it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Misunderstood = 1;
    public const int BadFile = 2;
    public const int BadRule = 3;
    public const int NotVerified = 4;

    /// <summary>Nothing is wrong with what could be checked, and something could not.</summary>
    public const int NotAllChecked = 5;
}
