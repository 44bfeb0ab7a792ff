namespace Participatory.Proposals.Outlines;

/// <summary>
/// A ring of points, as much simpler as nobody sees: by Ramer, Douglas and Peucker, who leave out what lies closer to the line than a
/// tolerance. Pure.
/// </summary>
internal static class Shape
{
    /// <summary>More comparisons than any coast needs, and few enough to do in a second.</summary>
    private const long MostComparisons = 100_000_000;

    /// <summary>The points that stay, in their order; fewer than three where nothing of it would be seen.</summary>
    /// <param name="ring">The last point joins the first, and is another one.</param>
    /// <param name="tolerance">In hundred-thousandths of a degree of latitude.</param>
    /// <param name="shorter">How long a degree of longitude is there, beside one of latitude.</param>
    /// <param name="spent">How much was compared so far, of this ring and of others before it.</param>
    /// <returns>Null where it is too much.</returns>
    public static IReadOnlyList<(int Longitude, int Latitude)>? Simple(
        IReadOnlyList<(int Longitude, int Latitude)> ring, double tolerance, double shorter, ref long spent)
    {
        if (ring.Count < 3)
        {
            return [];
        }

        // A ring has no ends: the first point and the one that lies farthest from it are the ends of two lines.
        var far = 0;
        for (var at = 1; at < ring.Count; at++)
        {
            far = Square(ring[at], ring[0], shorter) > Square(ring[far], ring[0], shorter) ? at : far;
        }

        var stays = new bool[ring.Count];
        (stays[0], stays[far]) = (true, true);
        var open = new Stack<(int From, int To)>([(0, far), (far, ring.Count)]);
        while (open.TryPop(out var line))
        {
            spent += line.To - line.From;
            if (spent > MostComparisons)
            {
                return null;
            }

            var (farthest, distance) = Farthest(ring, line.From, line.To, shorter);
            if (distance > tolerance)
            {
                stays[farthest] = true;
                open.Push((line.From, farthest));
                open.Push((farthest, line.To));
            }
        }

        return [.. ring.Where((_, at) => stays[at])];
    }

    /// <summary>The middle of what a ring encloses, as a sheet of paper of its shape would be balanced.</summary>
    public static (int Longitude, int Latitude) Middle(IReadOnlyList<(int Longitude, int Latitude)> ring)
    {
        var (twice, x, y) = (0.0, 0.0, 0.0);
        var (west, south) = ring[0];
        for (var at = 0; at < ring.Count; at++)
        {
            var ((fromX, fromY), (toX, toY)) = (Beside(ring[at]), Beside(ring[(at + 1) % ring.Count]));
            var cross = (fromX * toY) - (toX * fromY);
            (twice, x, y) = (twice + cross, x + ((fromX + toX) * cross), y + ((fromY + toY) * cross));
        }

        return twice == 0
            ? ((ring.Min(point => point.Longitude) + ring.Max(point => point.Longitude)) / 2,
                (ring.Min(point => point.Latitude) + ring.Max(point => point.Latitude)) / 2)
            : (west + (int)Math.Round(x / (3 * twice)), south + (int)Math.Round(y / (3 * twice)));

        // Beside the first point the numbers are small, and lose nothing.
        (double X, double Y) Beside((int Longitude, int Latitude) point) =>
            ((double)point.Longitude - west, (double)point.Latitude - south);
    }

    /// <summary>Twice what a ring encloses, whichever way round it goes.</summary>
    public static double Twice(IReadOnlyList<(int Longitude, int Latitude)> ring) => Math.Abs(Enumerable.Range(0, ring.Count).Sum(at =>
    {
        var (here, next) = (ring[at], ring[(at + 1) % ring.Count]);
        return ((double)here.Longitude * next.Latitude) - ((double)next.Longitude * here.Latitude);
    }));

    private static (int At, double Distance) Farthest(
        IReadOnlyList<(int Longitude, int Latitude)> ring, int from, int to, double shorter)
    {
        var (a, b) = (ring[from], ring[to % ring.Count]);
        var (alongX, alongY) = ((b.Longitude - (double)a.Longitude) * shorter, b.Latitude - (double)a.Latitude);
        var length = Math.Sqrt((alongX * alongX) + (alongY * alongY));
        var (farthest, most) = (from, 0.0);
        for (var at = from + 1; at < to; at++)
        {
            var (x, y) = ((ring[at].Longitude - (double)a.Longitude) * shorter, ring[at].Latitude - (double)a.Latitude);
            var distance = length > 0 ? Math.Abs((alongX * y) - (alongY * x)) / length : Math.Sqrt((x * x) + (y * y));
            (farthest, most) = distance > most ? (at, distance) : (farthest, most);
        }

        return (farthest, most);
    }

    private static double Square((int Longitude, int Latitude) one, (int Longitude, int Latitude) other, double shorter)
    {
        var (x, y) = ((one.Longitude - (double)other.Longitude) * shorter, one.Latitude - (double)other.Latitude);
        return (x * x) + (y * y);
    }
}
