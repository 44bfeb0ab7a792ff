using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>
/// Whatever six people do with the ideas of a round until they stand on the ballot paper, in any order and also where they may not: the
/// service does and refuses what the model does and refuses, for the same reason. A seed that fails is named and can be played again.
/// </summary>
public sealed class WorkTogetherPlayTests(ITestOutputHelper output)
{
    private static readonly int Plays = Needs.FullRuns ? 60 : 3;

    [Fact]
    public async Task A_supporter_counts_once_nobody_edits_after_leaving_and_what_stands_is_on_the_paper()
    {
        var done = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < Plays; seed++)
        {
            await using var council = await Council.Start("sqlite");
            await council.MakeAccepting();
            var play = new WorkTogetherPlay(council, new Random(seed));
            try
            {
                await play.Run();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Seed {seed}, {string.Join("; ", play.Steps.TakeLast(6))}: {failure.Message}", failure);
            }

            foreach (var (what, times) in play.Done)
            {
                done[what] = done.GetValueOrDefault(what) + times;
            }
        }

        output.WriteLine(string.Join(", ", done.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}")));
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "edits", "writes with them", "leaves", "supports", "joins", "splits" },
            done.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
