namespace Participatory.Accountability.Fairness;

/// <summary>
/// Which numbers of a table can be shown so that none under ten is, and no number that is kept back can be worked out from
/// those that are shown. A table has a row for each answer and a number for each stage that people reached; numbers never
/// rise along a row, and everybody knows how many there were at each stage in all.
/// </summary>
/// <remarks>
/// Primary suppression by a threshold, then complementary suppression until every number that is kept back could be
/// another one, given all that is shown (see Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001,
/// chapter 4). Of a row the first stages are shown up to some stage and none after it.
/// </remarks>
internal static class SmallNumbers
{
    /// <summary>
    /// Fewer people than this are not shown, and neither are fewer who fell away between two shown stages, unless none did.
    /// </summary>
    public const int Fewest = 10;

    /// <summary>For each row, how many of its stages are shown. Pure.</summary>
    /// <param name="reached">For each row how many people reached each stage; as many stages in each.</param>
    public static int[] Shown(IReadOnlyList<IReadOnlyList<int>> reached)
    {
        // A stage that nobody reached at all hides nothing: everybody knows it.
        var stages = reached.Count == 0 ? 0
            : Enumerable.Range(0, reached[0].Count).TakeWhile(stage => reached.Sum(row => row[stage]) > 0).Count();
        var shown = reached.Select(row => Safe(row, stages)).ToArray();
        var exactly = reached.Select(
            row => Enumerable.Range(0, stages).Select(stage => row[stage] - (stage + 1 < stages ? row[stage + 1] : 0)).ToArray()).ToArray();
        while (FirstThatIsCertain(exactly, shown, stages) is { } certain)
        {
            // Nothing left to keep back: what can be worked out follows from what everybody knows.
            if (shown.All(count => count == 0))
            {
                break;
            }

            KeepBackOneMore(reached, shown, certain);
        }

        return shown;
    }

    // The stages of a row that are large enough, and after which enough people or none fell away.
    private static int Safe(IReadOnlyList<int> row, int stages) => Enumerable.Range(0, stages)
        .TakeWhile(stage => row[stage] >= Fewest && (stage == 0 || row[stage - 1] - row[stage] is 0 or >= Fewest))
        .Count();

    private static int? FirstThatIsCertain(int[][] exactly, int[] shown, int stages)
    {
        for (var stage = 0; stage < stages; stage++)
        {
            for (var row = 0; row < shown.Length; row++)
            {
                if (shown[row] <= stage && !CouldBeAnother(exactly, shown, row, stage))
                {
                    return stage;
                }
            }
        }

        return null;
    }

    // At the stage itself the smallest number that is shown tells least; where none is, a number before it has to go.
    private static void KeepBackOneMore(IReadOnlyList<IReadOnlyList<int>> reached, int[] shown, int stage)
    {
        var rows = Enumerable.Range(0, shown.Length).Where(row => shown[row] > stage).ToList();
        if (rows.Count > 0)
        {
            shown[rows.MinBy(row => reached[row][stage])] = stage;
            return;
        }

        var most = shown.Max();
        shown[Enumerable.Range(0, shown.Length).Where(row => shown[row] == most).MinBy(row => reached[row][most - 1])]--;
    }

    /// <summary>
    /// There is another table with the same totals and the same shown numbers in which this number differs: one person of
    /// this row changes places with one of another row who went another way, or, where of both rows nothing is shown,
    /// joins it.
    /// </summary>
    private static bool CouldBeAnother(int[][] exactly, int[] shown, int row, int stage)
    {
        for (var other = 0; other < shown.Length; other++)
        {
            if (other == row)
            {
                continue;
            }

            // Up to the last shown stage, who fell away where is known; of a row that shows nothing, nothing is.
            var first = Math.Max(Math.Max(shown[row], shown[other]) - 1, 0);
            for (var mine = first; mine < exactly[row].Length; mine++)
            {
                if (shown[row] == 0 && shown[other] == 0 && mine >= stage && exactly[row][mine] + exactly[other][mine] > 0)
                {
                    return true;
                }

                for (var theirs = first; theirs < exactly[row].Length; theirs++)
                {
                    if (mine >= stage != theirs >= stage && exactly[row][mine] > 0 && exactly[other][theirs] > 0)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
