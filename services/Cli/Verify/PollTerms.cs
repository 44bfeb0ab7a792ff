using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;

namespace Participatory.Cli.Verify;

/// <summary>What people voted on, as it was frozen when the poll opened.</summary>
internal sealed class PollTerms
{
    /// <summary>Currencies of ISO 4217 whose smallest unit is not a hundredth.</summary>
    private static readonly string[] WithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly string[] WithThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private static readonly string[] Names =
    [
        "poll_id", "title", "vote_type", "min_length", "max_length", "max_sum_cost", "max_sum_points", "max_points",
        "rule", "utility", "ties", "min_votes", "currency", "open_time", "close_time", "imported_from",
    ];

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private PollTerms(string text) => FrozenHash = Hashes.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public string FrozenHash { get; }

    public string PollId => values["poll_id"];

    public BallotType BallotType { get; private set; } = BallotType.All[0];

    public List<ContestTerms> Contests { get; } = [];

    /// <summary>How the contests are counted: a project that nobody chose never wins.</summary>
    public Statute Statute { get; private set; } = new(new Rule.Greedy(), TieOrder.EqualShares, 1);

    /// <exception cref="BundleFault">It is not what a poll looks like.</exception>
    public static PollTerms Read(BundleLine line)
    {
        var text = line.Text();
        var terms = new PollTerms(text);
        var lines = text.Split('\n');
        if (lines.Length < Names.Length + 2 || lines[0] != "participatory-poll-1" || lines[^1].Length > 0)
        {
            throw line.Fault("poll", "This does not describe a poll.");
        }

        for (var at = 0; at < Names.Length; at++)
        {
            terms.values[Names[at]] = Value(line, lines[at + 1], Names[at]);
        }

        terms.ReadContests(line, lines.AsSpan(Names.Length + 1, lines.Length - Names.Length - 2));
        terms.ReadRule(line);
        return terms;
    }

    public ElectionTerms Of(ContestTerms contest) => new(
        CountedAs(),
        contest.Budget,
        WithoutDecimals.Contains(values["currency"]) ? 0 : WithThreeDecimals.Contains(values["currency"]) ? 3 : 2,
        [.. contest.Projects]);

    /// <summary>What is wrong with a ballot, or null where nothing is.</summary>
    public string? Complaint(ContestTerms contest, ushort[] chosen, long[] points)
    {
        var most = Limit("max_sum_cost") is > 0 and var limit ? limit : BallotType.KeepsToBudget ? contest.Budget : (long?)null;
        var cheapest = contest.Projects.Select(project => project.Cost).Order().Take((int)Limit("min_length")).ToList();
        var fewest = Enumerable.Range(0, cheapest.Count + 1).Last(count => most is null || cheapest.Take(count).Sum() <= most);
        return chosen.Length < fewest ? $"It has {chosen.Length} projects, and {fewest} are the fewest."
            : Limit("max_length") is > 0 and var longest && chosen.Length > longest
                ? $"It has {chosen.Length} projects, and {longest} are the most."
            : most is { } money && chosen.Sum(project => contest.Projects[project].Cost) > money
                ? "Its projects cost more together than a ballot may."
            : points.Any(given => given < 1 || (Limit("max_points") > 0 && given > Limit("max_points")))
                ? "It gives a project more or fewer points than one may."
            : Limit("max_sum_points") > 0 && points.Sum() > Limit("max_sum_points") ? "It gives more points than one may."
            : null;
    }

    private VoteType CountedAs() => BallotType.CountedAs(Limit("max_sum_points"));

    private long Limit(string name) => long.Parse(values[name], CultureInfo.InvariantCulture);

    private void ReadRule(BundleLine line)
    {
        foreach (var name in new[] { "min_length", "max_length", "max_sum_cost", "max_sum_points", "max_points", "min_votes" })
        {
            if (!long.TryParse(values[name], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw line.Fault("poll", $"Its {name} is no number.");
            }
        }

        BallotType = BallotType.Named(values["vote_type"])
            ?? throw line.Fault("poll", $"Its vote type {values["vote_type"]} is not known.");

        try
        {
            Statute = Statute.Read(values["rule"], values["utility"], values["ties"], Math.Max(1, Limit("min_votes")), CountedAs());
        }
        catch (FormatException failure)
        {
            throw line.Fault("poll", failure.Message);
        }
    }

    private void ReadContests(BundleLine line, ReadOnlySpan<string> lines)
    {
        for (var at = 0; at < lines.Length;)
        {
            if (lines.Length - at < 3)
            {
                throw line.Fault("poll", "A contest is cut off.");
            }

            var contest = new ContestTerms(Value(line, lines[at], "area_code"), Amount(line, lines[at + 2], "budget"));
            for (at += 3; at + 2 < lines.Length && lines[at].StartsWith("project_id: ", StringComparison.Ordinal); at += 3)
            {
                contest.Add(
                    new Project(
                    Value(line, lines[at], "project_id"), Amount(line, lines[at + 1], "cost"), Value(line, lines[at + 2], "title")));
            }

            Contests.Add(contest);
        }

        if (Contests.Select(contest => contest.Area).Distinct(StringComparer.Ordinal).Count() != Contests.Count)
        {
            throw line.Fault("poll", "An area comes twice.");
        }
    }

    private static long Amount(BundleLine line, string text, string name) =>
        long.TryParse(Value(line, text, name), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount
            : throw line.Fault("poll", $"A {name} is no amount.");

    private static string Value(BundleLine line, string text, string name)
    {
        if (!text.StartsWith($"{name}: ", StringComparison.Ordinal))
        {
            throw line.Fault("poll", $"Its {name} is missing.");
        }

        var value = new StringBuilder();
        for (var at = name.Length + 2; at < text.Length; at++)
        {
            value.Append(text[at] != '\\' || at + 1 == text.Length ? text[at]
                : text[++at] switch { 'n' => '\n', 'r' => '\r', var same => same });
        }

        return value.ToString();
    }
}

/// <summary>What people voted on in one area.</summary>
internal sealed class ContestTerms(string area, long budget)
{
    private readonly Dictionary<string, ushort> places = new(StringComparer.Ordinal);

    public string Area => area;

    public long Budget => budget;

    public List<Project> Projects { get; } = [];

    public void Add(Project project)
    {
        places.TryAdd(project.Id, (ushort)Projects.Count);
        Projects.Add(project);
    }

    public ushort? Find(string projectId) => places.TryGetValue(projectId, out var place) ? place : null;
}
