using System.Text;
using Participatory.Counting.Elections;
using Participatory.Counting.Generating;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;

namespace Participatory.Benchmarks;

/// <summary>
/// How long counting takes. Real elections are measured where the published ones lie beside the repository, made-up ones everywhere.
/// </summary>
internal static class CountingSuite
{
    private static readonly Rule.EqualShares Plain = new();
    private static readonly Rule.EqualShares Add1U = new(Utility.Cost, new Add1(), FillUp.ByVotes);

    public static IEnumerable<Figure> Run(bool quick)
    {
        if (Published() is { } folder)
        {
            foreach (var figure in Rules("Warszawa 2026", Read(Path.Combine(folder, "Poland_Warszawa_2026.pb")), quick ? 5 : 15))
            {
                yield return figure;
            }
        }

        foreach (var figure in Rules("made-up 100 x 10,000", new SyntheticElection(100, 10_000, 1).ToElection(), quick ? 5 : 15))
        {
            yield return figure;
        }

        foreach (var figure in FineSteps(quick ? 2_000 : 22_000).Concat(Huge(quick ? 100_000 : 1_000_000)))
        {
            yield return figure;
        }
    }

    private static IEnumerable<Figure> Rules(string name, Election election, int times)
    {
        var naive = Figure($"{name}, shares in floating point, plain loops", () => FloatingShares.Count(election), 3);
        yield return naive;
        yield return Against(naive, $"{name}, equal shares", () => Count(election, Plain), times);
        yield return Against(naive, $"{name}, equal shares with Add1U", () => Count(election, Add1U), times);
        yield return Figure($"{name}, greedy", () => Count(election, new Rule.Greedy()), times);
        yield return Figure($"{name}, phragmen", () => Count(election, new Rule.Phragmen()), times);
    }

    /// <summary>
    /// The shape of Budapest 2024: 28,943 voters, 175 projects, a currency so small that endowments rise in tens of thousands of steps.
    /// </summary>
    private static IEnumerable<Figure> FineSteps(int steps)
    {
        var drawn = new SyntheticElection(175, 28_943, 4).ToElection();
        var finer = Rescaled(drawn, 1_000_000_000);
        var start = finer.Budget / finer.BallotCount;
        yield return Figure($"made-up 175 x 28,943 in forints, equal shares with Add1U from {start:N0}", () => Count(finer, Add1U),
            steps > 10_000 ? 3 : 1);
    }

    /// <summary>
    /// A million voters twice: in neighbourhoods, where many cast the same ballot, and each on his own, where hardly any do.
    /// </summary>
    private static IEnumerable<Figure> Huge(int voters)
    {
        var likeNeighbours = new MemoryStream();
        using (var text = new StreamWriter(likeNeighbours, new UTF8Encoding(false), leaveOpen: true))
        {
            new SyntheticElection(200, voters, 1).WriteTo(text);
        }

        return Huge($"made-up 200 x {voters:N0}", likeNeighbours.ToArray())
            .Concat(Huge($"made-up 200 x {voters:N0}, all different", Different(200, voters)))
            .Append(new Figure($"memory at most, {voters:N0} voters", Measure.PeakMegabytes(), "MB"));
    }

    private static IEnumerable<Figure> Huge(string name, byte[] file)
    {
        yield return Figure($"{name}, read {file.Length / 1e6:0} MB", () => PbReader.Open(new MemoryStream(file)).ReadElection(), 5);
        var election = PbReader.Open(new MemoryStream(file)).ReadElection();
        foreach (var (rule, count) in new (string, Rule)[] { ("greedy", new Rule.Greedy()), ("phragmen", new Rule.Phragmen()),
            ("equal shares", Plain), ("equal shares with Add1U", Add1U) })
        {
            yield return Figure($"{name}, {rule}", () => Count(election, count), 3);
        }
    }

    /// <summary>
    /// Voters who choose one to ten projects each by lot, some projects more often than others. The same bytes each time.
    /// </summary>
    private static byte[] Different(int projects, int voters)
    {
        var state = 20_260_101UL;
        int Below(int bound)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return (int)((state >> 33) % (ulong)bound);
        }

        var costs = Enumerable.Range(0, projects).Select(_ => 1_000 + (100 * Below(400))).ToArray();
        var text = new StringBuilder(
            "META\nkey;value\ndescription;made up\ncountry;Nowhere\nunit;Exampleton\ninstance;1\n"
                + $"num_projects;{projects}\nnum_votes;{voters}\nbudget;{costs.Sum() / 3}\n");
        text.Append("vote_type;approval\nrule;unknown\ndate_begin;2026\ndate_end;2026\nPROJECTS\nproject_id;cost\n");
        for (var project = 0; project < projects; project++)
        {
            text.Append(project + 1).Append(';').Append(costs[project]).Append('\n');
        }

        text.Append("VOTES\nvoter_id;vote\n");
        for (var voter = 1; voter <= voters; voter++)
        {
            var chosen = Enumerable.Range(0, 1 + Below(10)).Select(_ => 1 + Math.Min(Below(projects), Below(projects))).Distinct();
            text.Append(voter).Append(';').AppendJoin(',', chosen).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Figure Figure(string name, Action call, int times) => new(name, Measure.Milliseconds(call, times), "ms");

    private static Figure Against(Figure naive, string name, Action call, int times)
    {
        var value = Measure.Milliseconds(call, times);
        return new Figure(name, value, "ms", naive.Name, naive.Value / value);
    }

    private static void Count(Election election, Rule rule) => Tally.Count(election, rule, TieOrder.EqualShares);

    private static Election Rescaled(Election election, long budget)
    {
        var projects = election.Projects.Select(project => project with { Cost = (long)((Int128)project.Cost * budget / election.Budget) });
        var builder = new ElectionBuilder(new ElectionTerms(election.VoteType, budget, 0, [.. projects]));
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            builder.Add(election.Choices(ballot), [], election.Times(ballot));
        }

        return builder.Build();
    }

    private static Election Read(string path)
    {
        using var stream = File.OpenRead(path);
        return PbReader.Open(stream).ReadElection();
    }

    private static string? Published()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Participatory.sln")))
            {
                var shared = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "pabulib"));
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
