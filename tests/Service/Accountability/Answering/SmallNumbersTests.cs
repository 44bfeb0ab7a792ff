using Participatory.Accountability.Fairness;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>
/// Somebody who sees all that is shown, and knows how many there were at each stage in all, tries to work out what is
/// kept back. <see cref="Guesser"/> finds the smallest and the largest that each number can be.
/// </summary>
public sealed class SmallNumbersTests
{
    private static readonly int Tables = Needs.FullRuns ? 10_000 : 400;

    [Fact]
    public void No_number_that_is_kept_back_can_be_worked_out_from_those_that_are_shown()
    {
        var random = new Random(20_260_301);
        var (shownNumbers, keptBack, beyondTheThreshold) = (0, 0, 0);
        for (var number = 0; number < Tables; number++)
        {
            var table = Table(random);
            var shown = SmallNumbers.Shown(table);
            if (shown.All(count => count == 0))
            {
                continue;
            }

            var guesser = new Guesser(table, shown);
            for (var row = 0; row < table.Length; row++)
            {
                for (var stage = 0; stage < table[row].Length; stage++)
                {
                    if (stage < shown[row])
                    {
                        Assert.True(table[row][stage] >= 10, $"{table[row][stage]} is shown in table {number}.\n{Print(table, shown)}");
                        var fell = stage == 0 ? 0 : table[row][stage - 1] - table[row][stage];
                        Assert.True(fell is 0 or >= 10, $"{fell} who fell away can be seen in table {number}.\n{Print(table, shown)}");
                        shownNumbers++;
                    }
                    else if (table.Sum(each => each[stage]) > 0)
                    {
                        var (least, most) = guesser.Range(row, stage);
                        Assert.True(least <= table[row][stage] && table[row][stage] <= most, "The guesser is wrong.");
                        Assert.True(
                            least < most, $"Row {row} at stage {stage} has to be {least} in table {number}.\n{Print(table, shown)}");
                        keptBack++;
                        beyondTheThreshold += table[row][stage] >= 10 ? 1 : 0;
                    }
                }
            }
        }

        // A table that shows nothing would pass as well; these do show, and keep back more than the threshold asks for.
        Assert.True(shownNumbers > Tables / 2 && keptBack > Tables
            && beyondTheThreshold > Tables / 20, $"{shownNumbers} shown, {keptBack} kept back, {beyondTheThreshold} beyond the threshold.");
    }

    [Fact]
    public void The_guesser_finds_out_where_too_little_is_kept_back()
    {
        // One number alone under the threshold: everybody can subtract.
        Assert.Equal((4, 4), new Guesser([[30, 20], [40, 30], [14, 4]], [2, 2, 1]).Range(2, 1));
        // With a second one kept back it could be any from none to fourteen.
        Assert.Equal((0, 14), new Guesser([[30, 20], [40, 30], [14, 4]], [2, 1, 1]).Range(2, 1));
        // Where all of two rows came through, each of them has.
        Assert.Equal((20, 20), new Guesser([[20, 20], [30, 30]], [1, 1]).Range(0, 1));
    }

    [Theory]
    // Large enough everywhere: all of it is shown.
    [InlineData("40 30 20 20 / 50 40 30 30", "4 4")]
    // One small number at the end takes the smallest other one with it.
    [InlineData("40 30 15 15 / 50 40 30 30 / 60 50 4 4", "2 4 2")]
    // Nobody at all was paid: that hides nobody.
    [InlineData("40 30 20 0 / 50 40 30 0", "3 3")]
    // Nobody said anything: there is nothing to show beside what everybody knows.
    [InlineData("0 0 0 0 / 50 40 30 30", "0 0")]
    // One who fell away is one too few to show.
    [InlineData("40 39 20 20 / 50 40 30 30 / 55 45 30 30", "1 1 4")]
    public void What_is_shown_of_small_tables(string table, string expected)
    {
        var rows = table.Split(" / ").Select(row => (IReadOnlyList<int>)row.Split(' ').Select(number => int.Parse(number, null)).ToArray())
            .ToList();
        Assert.Equal(expected, string.Join(' ', SmallNumbers.Shown(rows)));
    }

    // Two to five answers and those who said nothing; between a handful of people and a few hundred.
    private static int[][] Table(Random random)
    {
        var size = random.Next(4) switch { 0 => 15, 1 => 40, 2 => 120, _ => 400 };
        return Enumerable.Range(0, random.Next(2, 6)).Select(_ =>
        {
            var row = new int[4];
            row[0] = random.Next(size);
            for (var stage = 1; stage < row.Length; stage++)
            {
                row[stage] = random.Next(3) == 0 ? row[stage - 1] : random.Next(row[stage - 1] + 1);
            }

            return row;
        }).ToArray();
    }

    private static string Print(int[][] table, int[] shown) =>
        string.Join(
            '\n', table.Zip(
            shown, (row, count) => string.Join(' ', row.Select((number, stage) => stage < count ? $"{number}" : $"({number})"))));
}
