using System.Diagnostics;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed class GrowingTests(GrowingTests.Calculation calculation) : IClassFixture<GrowingTests.Calculation>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_table_of_the_page_is_what_the_calculation_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "eng", "GROWING.md"), TestContext.Current.CancellationToken);
        var table = page.Split("<!-- growing -->\n")[1].Split("<!-- /growing -->")[0];

        Assert.Equal(table, await calculation.Run());
    }

    [Theory]
    // One server that is half busy: as long again as it takes alone, and 99 % within ln(100) times that.
    [InlineData("ballots=33.3333333333333", "| ballots | 16.7 | 33.3 | 50 % | 50.0 % | 60.0 ms | 276.3 ms | 1.40 times as much |")]
    // Two servers, half busy: Erlang's C is one third.
    [InlineData("ballots=16.6666666666667:2", "| ballots | 16.7 | 33.3 | 50 % | 33.3 % | 80.0 ms | 340.0 ms | 1.40 times as much |")]
    [InlineData("ballots=10", "| ballots | 16.7 | 10.0 | 167 % | – | grows without end | – | 0.42 times as much |")]
    public async Task Queues_are_those_of_the_textbook(string part, string line)
    {
        var said = await calculation.Run("--voters", "600000", "--last-day", "1", "--hour", "1", part);

        Assert.Contains(line, said, StringComparison.Ordinal);
        Assert.Contains("Full first: ballots.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Ninety_nine_percent_within_is_the_root_of_the_exact_distribution()
    {
        // The second case above, by a way of its own: service 1/16.67 s, drain 16.67/s, so that P(T > t) = e^-x (1 + x / 3).
        const double x = 0.3400 * 16.6666666666667;
        Assert.Equal(0.01, Math.Exp(-x) * (1 + (x / 3)), 0.0002);
    }

    /// <summary>The calculation, built once; it is called as the page says.</summary>
    public sealed class Calculation : IAsyncLifetime
    {
        private static readonly string File = Path.Combine(Repository.Root, "eng", "growing.cs");

        public async ValueTask InitializeAsync() => await Dotnet("build", File);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task<string> Run(params string[] arguments) => Dotnet(["run", "--no-build", File, "--", .. arguments]);

        private static async Task<string> Dotnet(params string[] arguments)
        {
            var start = new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = Repository.Root,
            };
            // The test's own build must not reach into that of the file.
            foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                .ToList())
            {
                start.Environment.Remove(variable);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
                .WaitAsync(Patience, TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var complaint = await errors;
            Assert.True(process.ExitCode == 0, said + complaint);
            return said;
        }
    }
}
