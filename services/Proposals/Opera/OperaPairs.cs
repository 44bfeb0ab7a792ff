namespace Participatory.Proposals.Opera;

/// <summary>Who talks with whom.</summary>
internal static class OperaPairs
{
    /// <summary>Two by two in the order of the lot; where one is left over the last are three. Pure.</summary>
    /// <param name="drawn">At least two, in the order in which they were drawn.</param>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> drawn)
    {
        var pairs = drawn.Chunk(2).ToList();
        if (pairs is [.., var last, [var single]])
        {
            pairs.RemoveAt(pairs.Count - 1);
            pairs[^1] = [.. last, single];
        }

        return pairs;
    }
}
