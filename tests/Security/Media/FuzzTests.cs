using System.Globalization;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Security.Media;

/// <summary>
/// Files that nobody thought of, each at both doors: whatever they are, memory, time and what is kept stay within their bounds, and what is
/// kept comes out the same when it is sent again. A sample is part of every test run; PARTICIPATORY_TEST_FULL=1 makes it two million
/// mutated files and two thousand bombs.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly int Mutated = Needs.FullRuns ? 2_000_000 : 10_000;
    private static readonly int Built = Needs.FullRuns ? 2_000 : 50;

    [Fact]
    public void Mutated_files_cost_no_more_than_a_file_may()
    {
        var mutations = new Mutations(seed: 20260301);
        var all = new Figures();
        for (var i = 0; i < Mutated; i++)
        {
            all.Take(mutations.Next(), $"mutated file {i}");
        }

        output.WriteLine(all.Told());
        Assert.True(all.Kept > Mutated / 20 && all.Refused > Mutated / 20, $"The test has lost its bite: {all.Told()}");
    }

    [Fact]
    public void Bombs_cost_no_more_than_a_file_may()
    {
        var all = new Figures();
        for (var i = 0; i < Built; i++)
        {
            var (name, file) = Bombs.Build(i);
            all.Take(file, name);
        }

        output.WriteLine(all.Told());
    }

    /// <summary>What all of them together were.</summary>
    private sealed class Figures
    {
        private int files;
        private long memory;
        private TimeSpan time;
        private int more = int.MinValue;

        public int Kept { get; private set; }

        public int Refused { get; private set; }

        public void Take(byte[] file, string name)
        {
            files++;
            foreach (var door in (Func<byte[], Cost>[])[Cost.OfPicture, Cost.OfSound])
            {
                Cost cost;
                try
                {
                    cost = Cost.Bounded(file, door, name);
                }
                catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
                {
                    var shown = Convert.ToBase64String(file, 0, Math.Min(file.Length, 8_000));
                    throw new InvalidOperationException($"{name}: {shown}", failure);
                }

                (memory, time) = (Math.Max(memory, cost.Allocated), cost.Took > time ? cost.Took : time);
                if (cost.Reason is null)
                {
                    Kept++;
                    more = Math.Max(more, cost.Kept - file.Length);
                }
                else
                {
                    Refused++;
                }
            }
        }

        public string Told() => string.Create(CultureInfo.InvariantCulture,
            $"{files:N0} files at two doors: {Kept:N0} kept, {Refused:N0} refused; at most {memory / 1e6:N1} MB of memory, "
            + $"{time.TotalMilliseconds:N0} ms, {more:N0} bytes more kept than sent");
    }
}
