using Participatory.Accountability.Fairness;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>
/// Somebody lays what is shown of every area beside what is shown of all together, and knows how many there were at each stage in each
/// area. <see cref="Bounds"/> finds the smallest and the largest that each number can be.
/// </summary>
public sealed class AreaNumbersTests
{
    private const int Stages = 4;

    private static readonly int Sets = Needs.FullRuns ? 2_000 : 80;

    [Fact]
    public void No_number_that_is_kept_back_of_an_area_or_of_all_can_be_worked_out_from_all_that_is_shown()
    {
        var random = new Random(20_261_130);
        var (shownOfAreas, shownOfAll, keptBack) = (0, 0, 0);
        for (var number = 0; number < Sets; number++)
        {
            var tables = Tables(random);
            var (together, areas) = AreaNumbers.Shown(tables);
            var said = Print(number, tables, together, areas);
            shownOfAreas += areas.Sum(area => area.Sum());
            shownOfAll += together.Sum();
            AreLarge(Together(tables), together, said);
            foreach (var (area, shown) in areas.Index())
            {
                AreLarge(tables[area], shown, said);
            }

            if (together.Sum() == 0)
            {
                // What can be worked out then follows from what everybody knows.
                Assert.All(areas, area => Assert.Equal(0, area.Sum()));
                continue;
            }

            keptBack += Attack(tables, together, areas, said);
        }

        // Sets that show nothing would pass as well.
        Assert.True(shownOfAreas > Sets && shownOfAll > Sets && keptBack > Sets * 5,
            $"{shownOfAreas} shown of areas, {shownOfAll} of all, {keptBack} kept back.");
    }

    [Fact]
    public void The_attack_finds_out_where_too_little_is_kept_back()
    {
        // All together and one of two areas: the other one follows.
        int[][][] tables = [[[30, 0, 0, 0], [40, 0, 0, 0]], [[4, 0, 0, 0], [12, 0, 0, 0]]];
        var bounds = Sums(tables, [1, 1], [[1, 1], [0, 0]]);
        Assert.Equal((4, 4), Rounded(bounds.Range(Unknowns(tables, 1, 0, 0))));
        // Of neither area anything: it could be any of sixteen.
        bounds = Sums(tables, [1, 1], [[0, 0], [0, 0]]);
        Assert.Equal((0, 16), Rounded(bounds.Range(Unknowns(tables, 1, 0, 0))));
        // And so it is kept back.
        var (together, areas) = AreaNumbers.Shown(tables);
        Assert.Equal([1, 1], together);
        Assert.All(areas, area => Assert.Equal([0, 0], area));
    }

    [Fact]
    public void Large_numbers_are_shown_of_each_area_and_of_all()
    {
        int[][][] tables = [[[90, 60, 40, 20], [80, 50, 30, 20]], [[70, 50, 30, 10], [90, 60, 30, 20]]];
        var (together, areas) = AreaNumbers.Shown(tables);
        Assert.Equal([4, 4], together);
        Assert.All(areas, area => Assert.Equal([4, 4], area));
    }

    [Fact]
    public void Of_one_area_alone_as_much_is_shown_as_of_all_and_of_one_without_anybody_nothing()
    {
        int[][][] tables = [[[0, 0, 0, 0], [0, 0, 0, 0]], [[40, 30, 20, 20], [50, 40, 30, 30]]];
        var (together, areas) = AreaNumbers.Shown(tables);
        Assert.Equal([4, 4], together);
        Assert.Equal([0, 0], areas[0]);
        Assert.Equal([4, 4], areas[1]);
    }

    private static int Attack(int[][][] tables, int[] together, int[][] areas, string said)
    {
        var (bounds, all, keptBack) = (Sums(tables, together, areas), Together(tables), 0);
        foreach (var (row, stage) in from row in Enumerable.Range(0, all.Length)
                                     from stage in Enumerable.Range(0, Stages)
                                     select (row, stage))
        {
            if (stage >= together[row] && all.Sum(each => each[stage]) > 0)
            {
                var each = Enumerable.Range(0, tables.Length).SelectMany(area => Unknowns(tables, area, row, stage)).ToList();
                IsOpen(bounds.Range(each), all[row][stage], $"All together, row {row} at stage {stage}. {said}");
                keptBack++;
            }

            foreach (var (area, table) in tables.Index().Where(
                one => stage >= areas[one.Index][row] && one.Item.Sum(each => each[stage]) > 0))
            {
                IsOpen(bounds.Range(Unknowns(tables, area, row, stage)), table[row][stage],
                    $"Area {area}, row {row} at stage {stage}. {said}");
                keptBack++;
            }
        }

        return keptBack;
    }

    private static void IsOpen((double Least, double Most) range, int truth, string said)
    {
        Assert.True(range.Least <= truth + 1e-4 && truth <= range.Most + 1e-4, $"The attack is wrong. {said}");
        Assert.True(range.Most - range.Least > 0.999, $"It has to be {range.Least:F2} to {range.Most:F2}. {said}");
    }

    private static void AreLarge(int[][] table, int[] shown, string said)
    {
        for (var row = 0; row < table.Length; row++)
        {
            for (var stage = 0; stage < shown[row]; stage++)
            {
                Assert.True(table[row][stage] >= 10, said);
                Assert.True(stage == 0 || table[row][stage - 1] - table[row][stage] is 0 or >= 10, said);
            }
        }
    }

    // What everybody knows: how many went each way in each area, and what is shown.
    private static Bounds Sums(int[][][] tables, int[] together, int[][] areas)
    {
        var sums = new List<(IReadOnlyCollection<int>, double)>();
        var (all, rows) = (Together(tables), tables[0].Length);
        foreach (var (area, table) in tables.Index())
        {
            for (var way = 0; way < Stages; way++)
            {
                sums.Add(([.. Enumerable.Range(0, rows).Select(row => Unknown(rows, area, row, way))],
                    table.Sum(row => row[way] - (way + 1 < Stages ? row[way + 1] : 0))));
            }

            sums.AddRange(from row in Enumerable.Range(0, rows)
                          from stage in Enumerable.Range(0, areas[area][row])
                          select ((IReadOnlyCollection<int>)Unknowns(tables, area, row, stage), (double)table[row][stage]));
        }

        sums.AddRange(from row in Enumerable.Range(0, rows)
                      from stage in Enumerable.Range(0, together[row])
                      select ((IReadOnlyCollection<int>)[.. Enumerable.Range(0, tables.Length)
                          .SelectMany(area => Unknowns(tables, area, row, stage))], (double)all[row][stage]));
        return new Bounds(tables.Length * rows * Stages, sums);
    }

    // Whoever reached a stage went one of the ways from it on.
    private static List<int> Unknowns(int[][][] tables, int area, int row, int stage) =>
        [.. Enumerable.Range(stage, Stages - stage).Select(way => Unknown(tables[0].Length, area, row, way))];

    private static int Unknown(int rows, int area, int row, int way) => (((area * rows) + row) * Stages) + way;

    private static (int, int) Rounded((double Least, double Most) range) => ((int)Math.Round(range.Least), (int)Math.Round(range.Most));

    private static int[][] Together(int[][][] tables) => [.. Enumerable.Range(0, tables[0].Length).Select(
        row => Enumerable.Range(0, Stages).Select(stage => tables.Sum(table => table[row][stage])).ToArray())];

    // Two to four areas; two to four answers, of which the last is that nothing was said; a handful of people or a few hundred.
    private static int[][][] Tables(Random random)
    {
        var (areas, rows) = (random.Next(2, 5), random.Next(2, 5));
        return [.. Enumerable.Range(0, areas).Select(_ =>
        {
            var size = random.Next(5) switch { 0 => 4, 1 => 20, 2 => 60, _ => 400 };
            return Enumerable.Range(0, rows).Select(_ =>
            {
                var row = new int[Stages];
                row[0] = random.Next(8) == 0 ? 0 : random.Next(size);
                for (var stage = 1; stage < Stages; stage++)
                {
                    row[stage] = random.Next(3) == 0 ? row[stage - 1] : random.Next(row[stage - 1] + 1);
                }

                return row;
            }).ToArray();
        })];
    }

    private static string Print(int number, int[][][] tables, int[] together, int[][] areas) => $"Set {number}.\n" + string.Join(
        "\n\n", tables.Append(Together(tables)).Zip(areas.Append(together), (table, shown) => string.Join('\n', table.Zip(
            shown, (row, count) => string.Join(' ', row.Select((many, stage) => stage < count ? $"{many}" : $"({many})"))))));
}
