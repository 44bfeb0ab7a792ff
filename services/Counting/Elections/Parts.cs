namespace Participatory.Counting.Elections;

/// <summary>Ballots in parts that are worked on side by side.</summary>
internal static class Parts
{
    private const int Few = 1 << 14;

    /// <summary>From one ballot up to another; one part when there are few ballots.</summary>
    public static (int From, int To)[] Of(int ballots)
    {
        var parts = Math.Clamp(ballots / Few, 1, Math.Min(8, Environment.ProcessorCount));
        return [.. Enumerable.Range(0, parts)
            .Select(part => ((int)((long)ballots * part / parts), (int)((long)ballots * (part + 1) / parts)))];
    }
}
