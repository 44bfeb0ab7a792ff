namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>
/// Finds the smallest and the largest that a number of a table can be for somebody who knows the totals of every stage and
/// the numbers that are shown. People of a row come exactly as far as some stage: that is a flow from rows to stages, and
/// the bounds are its cheapest and its dearest (successive shortest paths by Bellman and Ford).
/// </summary>
internal sealed class Guesser(IReadOnlyList<IReadOnlyList<int>> reached, IReadOnlyList<int> shown)
{
    // Larger than what any flow here can cost.
    private const long Must = 1_000_000_000;
    private const int Plenty = 1_000_000;

    private readonly int rows = reached.Count;
    private readonly int stages = reached[0].Count;

    public (int Least, int Most) Range(int row, int stage) => ((int)Cheapest(row, stage, 1), (int)-Cheapest(row, stage, -1));

    private long Cheapest(int row, int stage, int each)
    {
        var flow = new Flow(rows + stages + 2);
        var (source, sink) = (rows + stages, rows + stages + 1);
        var known = new int[stages];
        for (var one = 0; one < rows; one++)
        {
            // Up to the last shown stage it is known who fell away before it.
            var first = Math.Max(shown[one] - 1, 0);
            for (var at = 0; at < first; at++)
            {
                known[at] += reached[one][at] - reached[one][at + 1];
            }

            // How many are left after that is shown, too, unless nothing of the row is.
            if (shown[one] > 0)
            {
                flow.Add(source, one, reached[one][first], -Must);
            }
            else
            {
                flow.Add(source, one, Plenty, 0);
            }

            for (var at = first; at < stages; at++)
            {
                flow.Add(one, rows + at, Plenty, one == row && at >= stage ? each : 0);
            }
        }

        var people = 0;
        for (var at = 0; at < stages; at++)
        {
            var exactly = reached.Sum(each => each[at]) - (at + 1 < stages ? reached.Sum(each => each[at + 1]) : 0) - known[at];
            flow.Add(rows + at, sink, exactly, 0);
            people += exactly;
        }

        var cost = flow.Send(source, sink, people);
        var must = Enumerable.Range(0, rows).Where(one => shown[one] > 0).Sum(one => (long)reached[one][shown[one] - 1]);
        return cost + (must * Must);
    }

    private sealed class Flow(int nodes)
    {
        private readonly List<(int From, int To, int Left, long Cost)> arcs = [];

        public void Add(int from, int to, int most, long cost)
        {
            arcs.Add((from, to, most, cost));
            arcs.Add((to, from, 0, -cost));
        }

        public long Send(int source, int sink, int amount)
        {
            var total = 0L;
            while (amount > 0)
            {
                var (cost, way) = ShortestWay(source, sink);
                var most = Math.Min(amount, way.Min(arc => arcs[arc].Left));
                foreach (var arc in way)
                {
                    arcs[arc] = arcs[arc] with { Left = arcs[arc].Left - most };
                    arcs[arc ^ 1] = arcs[arc ^ 1] with { Left = arcs[arc ^ 1].Left + most };
                }

                total += most * cost;
                amount -= most;
            }

            return total;
        }

        private (long Cost, List<int> Way) ShortestWay(int source, int sink)
        {
            var cost = Enumerable.Repeat(long.MaxValue, nodes).ToArray();
            var arrived = new int[nodes];
            cost[source] = 0;
            for (var again = true; again;)
            {
                again = false;
                for (var at = 0; at < arcs.Count; at++)
                {
                    var (from, to, left, each) = arcs[at];
                    if (left > 0 && cost[from] < long.MaxValue && cost[from] + each < cost[to])
                    {
                        (cost[to], arrived[to], again) = (cost[from] + each, at, true);
                    }
                }
            }

            var way = new List<int>();
            for (var node = sink; node != source; node = arcs[way[^1]].From)
            {
                way.Add(arrived[node]);
            }

            return (cost[sink], way);
        }
    }
}
