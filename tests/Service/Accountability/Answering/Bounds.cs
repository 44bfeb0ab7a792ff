namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>
/// Finds the smallest and the largest that one unknown of a set of sums can be, where none is below nought: linear programming by the
/// simplex method, with Bland's rule against going round in circles (Bland, 1977). It knows nothing of how numbers were kept back.
/// </summary>
internal sealed class Bounds
{
    private const double Nought = 1e-7;

    private readonly int unknowns;
    private readonly List<double[]> rows = [];
    private readonly List<int> basis = [];

    /// <param name="sums">Of each sum which unknowns are in it, and what it comes to.</param>
    public Bounds(int unknowns, IReadOnlyList<(IReadOnlyCollection<int> In, double Is)> sums)
    {
        this.unknowns = unknowns;
        foreach (var (at, (inside, sum)) in sums.Index())
        {
            var row = new double[unknowns + sums.Count + 1];
            foreach (var unknown in inside)
            {
                row[unknown] = 1;
            }

            (row[unknowns + at], row[^1]) = (1, sum);
            rows.Add(row);
            basis.Add(unknowns + at);
        }

        // First a way to fill in everything: what is missing at a sum goes down to nought.
        var missing = new double[unknowns + sums.Count];
        missing.AsSpan(unknowns).Fill(1);
        var left = Least(missing, unknowns + sums.Count);
        Assert.True(Math.Abs(left) < 1e-4, "No table fits what is shown.");
        for (var row = rows.Count - 1; row >= 0; row--)
        {
            if (basis[row] < unknowns)
            {
                continue;
            }

            if (Array.FindIndex(rows[row], 0, unknowns, each => Math.Abs(each) > Nought) is >= 0 and var column)
            {
                Pivot(row, column);
            }
            else
            {
                // It follows from the others.
                rows.RemoveAt(row);
                basis.RemoveAt(row);
            }
        }
    }

    /// <summary>How small and how large the sum of these can be.</summary>
    public (double Least, double Most) Range(IReadOnlyCollection<int> of)
    {
        var costs = new double[rows.Count == 0 ? unknowns : rows[0].Length - 1];
        foreach (var unknown in of)
        {
            costs[unknown] = 1;
        }

        var least = Least(costs, unknowns);
        return (least, -Least([.. costs.Select(cost => -cost)], unknowns));
    }

    private double Least(double[] costs, int columns)
    {
        while (true)
        {
            var entering = -1;
            for (var column = 0; column < columns && entering < 0; column++)
            {
                var gain = costs[column];
                for (var row = 0; row < rows.Count; row++)
                {
                    gain -= costs[basis[row]] * rows[row][column];
                }

                entering = gain < -Nought ? column : -1;
            }

            if (entering < 0)
            {
                return Enumerable.Range(0, rows.Count).Sum(row => costs[basis[row]] * rows[row][^1]);
            }

            var leaving = Enumerable.Range(0, rows.Count).Where(row => rows[row][entering] > Nought)
                .OrderBy(row => Math.Round(rows[row][^1] / rows[row][entering], 6)).ThenBy(row => basis[row]).First();
            Pivot(leaving, entering);
        }
    }

    private void Pivot(int at, int column)
    {
        var pivot = rows[at];
        var by = pivot[column];
        for (var each = 0; each < pivot.Length; each++)
        {
            pivot[each] /= by;
        }

        for (var row = 0; row < rows.Count; row++)
        {
            if (row != at && Math.Abs(rows[row][column]) > 1e-12)
            {
                var times = rows[row][column];
                for (var each = 0; each < pivot.Length; each++)
                {
                    rows[row][each] -= times * pivot[each];
                }
            }
        }

        basis[at] = column;
    }
}
