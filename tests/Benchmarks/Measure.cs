namespace Participatory.Benchmarks;

/// <summary>
/// Measures processor time rather than time on the wall, so that figures mean something on a machine that others use, too.
/// </summary>
internal static class Measure
{
    /// <summary>The least processor time of the whole process, in milliseconds, that one call took.</summary>
    /// <param name="call">What is measured.</param>
    /// <param name="times">How often it is called; the first calls warm up what is compiled at run time.</param>
    public static double Milliseconds(Action call, int times)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < times; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var before = Environment.CpuUsage.TotalTime;
            call();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        return least;
    }

    /// <summary>What the process has taken at most from the machine so far, in megabytes.</summary>
    public static double PeakMegabytes()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
