namespace Participatory.Accountability.Fairness;

/// <summary>
/// Which numbers of one question can be shown of each area and of all areas together. Each table is safe by itself, as
/// <see cref="SmallNumbers"/> says; this keeps back what could be worked out by laying one beside the other. Everybody is taken to know
/// how many there were at each stage in each area.
/// </summary>
/// <remarks>
/// A number that is kept back is safe where another set of tables has the same totals and the same shown numbers, and differs in it. That
/// other set is looked for among those in which people of two answers change places: within one area where no table shows it, or within two
/// areas the other way round, so that all together stays as it is. What is not found counts as not there, so this keeps back rather too
/// much.
/// </remarks>
internal static class AreaNumbers
{
    /// <summary>For each row how many of its stages are shown, of all together and of each area. Pure.</summary>
    /// <param name="reached">For each area and row how many people reached each stage.</param>
    public static (int[] Together, int[][] Areas) Shown(IReadOnlyList<int[][]> reached)
    {
        if (reached.Count == 0)
        {
            return ([], []);
        }

        var tables = new Tables(reached);
        if (reached.Count(area => area.Any(row => row[0] > 0)) == 1)
        {
            // Nothing beside it: what is shown of all together is shown of it.
            return (tables.Together, [.. reached.Select(
                area => area.Any(row => row[0] > 0) ? tables.Together : new int[tables.Together.Length])]);
        }

        while (tables.NextThatIsCertain() is { } certain && tables.KeepBackOneMore(certain))
        {
        }

        return (tables.Together, tables.Areas);
    }

    private readonly record struct Cell(int Row, int Stage);

    private sealed class Tables
    {
        private readonly IReadOnlyList<int[][]> reached;
        private readonly int[][] together;
        private readonly int[][][] exactly;
        private readonly int rows;
        private readonly int stages;
        private int place;

        public Tables(IReadOnlyList<int[][]> reached)
        {
            this.reached = reached;
            (rows, stages) = (reached[0].Length, reached[0][0].Length);
            together = [.. Enumerable.Range(0, rows).Select(row => Sums(reached.Select(area => area[row])))];
            exactly = [.. reached.Select(area => area.Select(Exactly).ToArray())];
            Together = SmallNumbers.Shown(together);
            Areas = [.. reached.Select(SmallNumbers.Shown)];
        }

        public int[] Together { get; }

        public int[][] Areas { get; }

        /// <summary>
        /// A number that is kept back and can be worked out, or a few people who are left when areas are taken away: the next one from
        /// where the last was found, all the way round; null where a whole way round finds none.
        /// </summary>
        public Cell? NextThatIsCertain()
        {
            var each = reached.Count + 1;
            for (var looked = 0; looked < stages * rows * each; looked++, place = (place + 1) % (stages * rows * each))
            {
                var (cell, area) = (new Cell(place / each % rows, place / each / rows), (place % each) - 1);
                if (area < 0 ? IsCertain(cell.Row, cell.Stage) : IsKeptBack(area, cell.Row, cell.Stage)
                    && !CouldBeAnother(area, cell.Row, cell.Stage))
                {
                    return cell;
                }
            }

            return null;
        }

        /// <summary>
        /// The smallest number of an area at that stage goes, of the same answer where there is one; at last one of all together.
        /// </summary>
        /// <returns>False where nothing is left to keep back: what can be worked out follows from what everybody knows.</returns>
        public bool KeepBackOneMore(Cell certain)
        {
            var (row, stage) = certain;
            var areas = Enumerable.Range(0, reached.Count).ToList();
            if ((SmallestOf(row, areas.Where(area => Areas[area][row] > stage))
                ?? Smallest(areas, shown => shown > stage)
                ?? SmallestOf(row, areas.Where(area => Areas[area][row] > 0))
                ?? Smallest(areas, shown => shown > 0)) is { } shown)
            {
                Areas[shown.Area][shown.Row] = Math.Min(stage, Areas[shown.Area][shown.Row] - 1);
                return true;
            }

            var left = Enumerable.Range(0, rows).Where(each => Together[each] > 0)
                .OrderBy(each => Together[each] > stage ? 0 : 1)
                .ThenBy(each => together[each][Math.Min(stage, Together[each] - 1)]).ToList();
            if (left.Count == 0)
            {
                return false;
            }

            Together[left[0]] = Math.Min(stage, Together[left[0]] - 1);
            return true;

            (int Area, int Row)? SmallestOf(int ofRow, IEnumerable<int> among) => among
                .OrderBy(area => reached[area][ofRow][Math.Min(stage, Areas[area][ofRow] - 1)])
                .Select(area => ((int, int)?)(area, ofRow)).FirstOrDefault();

            (int Area, int Row)? Smallest(List<int> among, Func<int, bool> isShown) => (
                from area in among
                from each in Enumerable.Range(0, rows)
                where isShown(Areas[area][each])
                orderby reached[area][each][Math.Min(stage, Areas[area][each] - 1)]
                select ((int, int)?)(area, each)).FirstOrDefault();
        }

        private bool IsCertain(int row, int stage) =>
            FewAreLeft(row, stage) || (IsKeptBack(row, stage) && !TogetherCouldBeAnother(row, stage));

        // Of an answer that is shown of all together: what is left when the areas that show it are taken away.
        private bool FewAreLeft(int row, int stage)
        {
            if (Together[row] <= stage || Areas.All(area => area[row] <= stage))
            {
                return false;
            }

            var left = Enumerable.Range(0, reached.Count).Where(area => Areas[area][row] <= stage).Sum(area => reached[area][row][stage]);
            return left is > 0 and < SmallNumbers.Fewest;
        }

        // A stage that nobody reached hides nothing: everybody knows it.
        private bool IsKeptBack(int row, int stage) => Together[row] <= stage && together.Sum(each => each[stage]) > 0;

        private bool IsKeptBack(int area, int row, int stage) =>
            Areas[area][row] <= stage && reached[area].Sum(each => each[stage]) > 0;

        private bool CouldBeAnother(int area, int row, int stage) => (
            from other in Enumerable.Range(0, rows)
            where other != row
            from way in Enumerable.Range(0, stages)
            from theirs in Enumerable.Range(0, stages)
            where (way >= stage != theirs >= stage && CanSwap(area, row, way, other, theirs))
                || (way >= stage && (CanMove(area, row, other, way, theirs) || CanMove(area, other, row, way, theirs)))
            select true).Any();

        private bool TogetherCouldBeAnother(int row, int stage) => (
            from area in Enumerable.Range(0, reached.Count)
            from other in Enumerable.Range(0, rows)
            where other != row
            from way in Enumerable.Range(0, stages)
            from theirs in Enumerable.Range(0, stages)
            where way >= stage != theirs >= stage
                && (SwapsHere(area, row, way, other, theirs) && Allows(Together, row, other, way, theirs))
            select true).Any() || (
            from area in Enumerable.Range(0, reached.Count)
            from other in Enumerable.Range(0, rows)
            where other != row && HidesBoth(Together, row, other) && HidesBoth(Areas[area], row, other)
            from way in Enumerable.Range(stage, stages - stage)
            where exactly[area][row][way] + exactly[area][other][way] > 0
            select true).Any() || (
            from area in Enumerable.Range(0, reached.Count)
            from another in Enumerable.Range(0, reached.Count)
            from other in Enumerable.Range(0, rows)
            where another != area && other != row && HidesBoth(Areas[area], row, other) && HidesBoth(Areas[another], row, other)
            from way in Enumerable.Range(0, stages)
            from theirs in Enumerable.Range(0, stages)
            where way >= stage != theirs >= stage && Allows(Together, row, other, way, theirs)
                && exactly[area][row][way] > 0 && exactly[another][other][theirs] > 0
            select true).Any();

        // Two people of two answers go each other's ways; elsewhere two go them the other way round, or nobody sees.
        private bool CanSwap(int area, int row, int way, int other, int theirs) => SwapsHere(area, row, way, other, theirs)
            && (Allows(Together, row, other, way, theirs) || Enumerable.Range(0, reached.Count).Any(
                another => another != area && SwapsHere(another, row, theirs, other, way)));

        private bool SwapsHere(int area, int row, int way, int other, int theirs) =>
            Allows(Areas[area], row, other, way, theirs) && exactly[area][row][way] > 0 && exactly[area][other][theirs] > 0;

        // Somebody changes their answer, and somebody of another area the other way.
        private bool CanMove(int area, int from, int to, int way, int theirs) =>
            HidesBoth(Areas[area], from, to) && exactly[area][from][way] > 0
            && (HidesBoth(Together, from, to) || ((way == theirs || Allows(Together, from, to, way, theirs))
                && Enumerable.Range(0, reached.Count).Any(another => another != area && HidesBoth(Areas[another], from, to)
                    && exactly[another][to][theirs] > 0)));

        private static bool HidesBoth(int[] shown, int row, int other) => shown[row] == 0 && shown[other] == 0;

        // Up to the last shown stage, who fell away where is known.
        private static bool Allows(int[] shown, int row, int other, int way, int theirs) =>
            Math.Min(way, theirs) >= Math.Max(shown[row], shown[other]) - 1;

        private int[] Exactly(int[] row) =>
            [.. Enumerable.Range(0, stages).Select(stage => row[stage] - (stage + 1 < stages ? row[stage + 1] : 0))];

        private int[] Sums(IEnumerable<int[]> each)
        {
            var sums = new int[stages];
            foreach (var row in each)
            {
                for (var stage = 0; stage < stages; stage++)
                {
                    sums[stage] += row[stage];
                }
            }

            return sums;
        }
    }
}
