using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>
/// eng/security/ASVS.md says of every requirement of OWASP ASVS 5.0, levels 1 and 2, whether it is met and what shows it, why it is not for
/// us, or by when it will be met.
/// </summary>
public sealed partial class AsvsTests
{
    /// <summary>How many requirements of level 1 and 2 each chapter of version 5.0.0 has.</summary>
    private static readonly int[] Chapters = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

    /// <summary>SHA-256 of their numbers in the order of the standard, with spaces between them: there is no other list here.</summary>
    private const string HashOfIds = "e59a5850847c4015bd89bbb5ff172866ff428081f475d54245058f8b6162a018";

    private const string Met = "met";
    private const string NotForUs = "not applicable";
    private const string NotMet = "not met";
    private const string NotPlanned = "not planned";

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "eng", "security", "ASVS.md"));

    private static readonly IReadOnlyList<Row> Rows = Read(Page);

    [Fact]
    public void Every_requirement_of_levels_1_and_2_stands_there_once()
    {
        Assert.Equal(Chapters, Rows.CountBy(row => row.Chapter).OrderBy(chapter => chapter.Key).Select(chapter => chapter.Value));
        Assert.DoesNotContain(Rows.CountBy(row => row.Id), id => id.Value > 1);
        var ids = string.Join(' ', Rows.Select(row => row.Id));
        Assert.Equal(HashOfIds, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ids))));
    }

    [Fact]
    public void Each_says_what_shows_it_or_why_not_or_by_when()
    {
        var wrong = Rows.SelectMany(row => Faults(row).Select(fault => $"{row.Id} {fault}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_counts_at_the_top_are_those_of_the_tables()
    {
        var chapters = Rows.GroupBy(row => row.Chapter).OrderBy(chapter => chapter.Key)
            .Select(chapter => Counts($"V{chapter.Key}", chapter));
        Assert.Equal([.. chapters, Counts("all", Rows)], Summary().Matches(Page).Select(line => line.Groups["counts"].Value));
    }

    [Theory]
    [InlineData("| 1.1.1 | Words | met | by reading | |", "names no test and no file.")]
    [InlineData("| 1.1.1 | Words | met | `AsvsTests.Nothing_of_this_name` | |", "names AsvsTests.Nothing_of_this_name, which is no test.")]
    [InlineData("| 1.1.1 | Words | met | `eng/security/nowhere.md` | |", "names eng/security/nowhere.md, which is no file.")]
    [InlineData("| 1.1.1 | Words | not applicable | | |", "does not say why.")]
    [InlineData("| 1.1.1 | Words | not met | no test | |", "does not say by when.")]
    [InlineData("| 1.1.1 | Words | not met | no test | soon |", "does not say by when.")]
    [InlineData("| 1.1.1 | Words | not met | no test | 0.0.1 |", "was to be met by 0.0.1, which is out.")]
    [InlineData("| 1.1.1 | Words | not met | no test | not planned |", "is not planned and does not say why.")]
    [InlineData("| 1.1.1 | Words | done | no test | |", "is neither met nor not.")]
    public void What_says_too_little_would_be_seen(string line, string fault) => Assert.Contains(fault, Faults(Assert.Single(Read(line))));

    private static IEnumerable<string> Faults(Row row)
    {
        foreach (var test in NamedTests.Gone(row.Why + row.When))
        {
            yield return $"names {test}, which is no test.";
        }

        var files = Named().Matches(row.Why).Select(named => named.Groups["file"].Value).ToList();
        foreach (var file in files.Where(file => !Path.Exists(Path.Combine(Repository.Root, file))))
        {
            yield return $"names {file}, which is no file.";
        }

        if (row.State is not (Met or NotForUs or NotMet))
        {
            yield return "is neither met nor not.";
        }
        else if (row.State == Met && files.Count == 0 && !NamedTests.AreIn(row.Why))
        {
            yield return "names no test and no file.";
        }
        else if (row.Why.Length == 0)
        {
            yield return "does not say why.";
        }

        if ((row.State == NotMet) != (row.When.Length > 0))
        {
            yield return row.State == NotMet ? "does not say by when." : "is not open, and says by when.";
        }
        else if (row.When.StartsWith(NotPlanned, StringComparison.Ordinal))
        {
            if (!row.When.StartsWith(NotPlanned + ": ", StringComparison.Ordinal))
            {
                yield return "is not planned and does not say why.";
            }
        }
        else if (row.When.Length > 0 && !Version.TryParse(row.When, out _))
        {
            yield return "does not say by when.";
        }
        else if (row.When.Length > 0 && IsOut(row.When))
        {
            yield return $"was to be met by {row.When}, which is out.";
        }
    }

    // "0.2.0-dev" is on its way to 0.2.0.
    private static bool IsOut(string version) => Version.Parse(version).CompareTo(Version.Parse(ProductVersion.Current.Split('-')[0]))
        < (ProductVersion.Current.Contains('-', StringComparison.Ordinal) ? 0 : 1);

    private static string Counts(string name, IEnumerable<Row> rows)
    {
        var states = rows.CountBy(row => row.State).ToDictionary(StringComparer.Ordinal);
        return string.Join(" | ", name, states.Values.Sum(), states.GetValueOrDefault(Met), states.GetValueOrDefault(NotForUs),
            states.GetValueOrDefault(NotMet));
    }

    private static List<Row> Read(string page) => [.. page.Split('\n')
        .Select(line => line.Trim().Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 7 && Id().IsMatch(cells[1]))
        .Select(cells => new Row(cells[1], cells[3], cells[4], cells[5]))];

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"^\| (?<counts>(V\d+|all) \| \d+ \| \d+ \| \d+ \| \d+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Summary();

    // A path within the project; addresses of pages begin with a slash.
    [GeneratedRegex(@"`(?<file>(services|gateway|protos|tests|eng)/[\w./-]+)`", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    /// <param name="Id">As the standard numbers it, such as 1.2.4.</param>
    /// <param name="Why">What shows it, why it is not for us, or what is missing.</param>
    /// <param name="When">Of what is not met, a version of ours, or why nothing is planned.</param>
    private sealed record Row(string Id, string State, string Why, string When)
    {
        public int Chapter => int.Parse(Id.Split('.')[0], CultureInfo.InvariantCulture);
    }
}
