using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>What eng/RUNNING.md has a council check before it goes live can be found where it says.</summary>
public sealed partial class BeforeYouGoLiveTests
{
    private const string Heading = "## Before you go live\n";

    private static readonly string Page = Text("eng", "RUNNING.md");

    private static readonly string Chapter = Page.Split(Heading)[1].Split("\n## ")[0];

    private static readonly List<string> Points = [.. Point().Split(Chapter).Skip(1)];

    [Fact]
    public void There_are_ten_points_and_each_says_where_it_shows()
    {
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"{number}. "), Point().Matches(Chapter).Select(point => point.Value));
        Assert.All(Points, point => Assert.True(Named(point).Any(), $"Nothing shows it: {point}"));
    }

    [Fact]
    public void Every_page_that_it_names_is_there()
    {
        var addresses = OurCode.Sources("*.cs", "gateway", "services/Platform").Concat(OurCode.Sources("*.cshtml", "gateway"))
            .SelectMany(file => Address().Matches(File.ReadAllText(file)).Select(address => address.Groups["path"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var pages = Named(Chapter).Where(name => name.StartsWith('/')).ToList();
        Assert.True(pages.Count >= 10);
        Assert.DoesNotContain(pages, page => !addresses.Any(address => Is(page, address)));
        Assert.DoesNotContain(addresses, address => Is("/council/stuff", address));
    }

    [Fact]
    public void Every_setting_that_it_names_is_there()
    {
        var rest = Page.Replace(Chapter, "", StringComparison.Ordinal).Split('\n').Where(line => line.StartsWith('|')).ToList();
        var code = string.Join('\n', OurCode.Sources("*.cs", "gateway", "services").Select(File.ReadAllText));
        var docker = Text("docker-compose.yml") + Text(".env.example");
        var settings = Named(Chapter).Where(name => Setting().IsMatch(name)).Distinct().ToList();
        Assert.True(settings.Count >= 15);
        Assert.DoesNotContain(settings, name => !rest.Any(line => line.Contains($"`{name}`", StringComparison.Ordinal)));
        Assert.DoesNotContain(settings, name => !IsRead(name));
        Assert.False(IsRead("Sessions__IdleHuors") || IsRead("PAGES_ADRESS"));

        bool IsRead(string name) => name.Any(char.IsAsciiLetterLower)
            ? name.Split("__").Where(part => part.Any(char.IsAsciiLetter)).All(part => Regex.IsMatch(
                code, $@"\b{part}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
            : docker.Contains(name, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_of_ours_that_it_names_is_there()
    {
        var cli = string.Join('\n', OurCode.Sources("*.cs", "services/Cli").Select(File.ReadAllText));
        var verbs = Named(Chapter).Where(name => name.StartsWith("participatory ", StringComparison.Ordinal))
            .Select(name => name.Split(' ')[1]).ToList();
        Assert.NotEmpty(verbs);
        Assert.All(verbs, verb => Assert.Contains($"\"{verb}\"", cli, StringComparison.Ordinal));
        var projects = Project().Matches(Chapter).Select(project => project.Groups["path"].Value).ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.True(Directory.Exists(Path.Combine(Repository.Root, project)), project));
    }

    [Theory]
    [InlineData("eng/RUNNING.md")]
    [InlineData("eng/security/ASVS.md")]
    [InlineData("eng/security/THREATS.md")]
    public void Every_link_leads_to_a_page_and_to_a_heading_in_it(string page)
    {
        var words = Text(page);
        var wrong = Link().Matches(words).Select(link => link.Groups["to"].Value).Where(to => !LeadsSomewhere(page, words, to)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.False(LeadsSomewhere(page, words, "#nowhere-at-all"));
    }

    private static bool LeadsSomewhere(string page, string words, string to)
    {
        var (file, heading) = to.Split('#') is [var before, var after] ? (before, after) : (to, "");
        var path = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, file);
        return file.Length == 0 ? Headings(words).Contains(heading)
            : Path.Exists(path) && (heading.Length == 0 || Headings(File.ReadAllText(path)).Contains(heading));
    }

    // As GitHub makes them.
    private static IEnumerable<string> Headings(string words) => words.Split('\n').Where(line => line.StartsWith('#'))
        .Select(line => string.Concat(line.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-')
            .Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')));

    /// <summary>"/rounds/…/vote" is "/rounds/{id}/vote", and "/s/" whatever begins so.</summary>
    private static bool Is(string page, string address) => page.EndsWith('/') && page.Length > 1
        ? address.StartsWith(page, StringComparison.Ordinal)
        : page.Split('/').SequenceEqual(address.Split('/').Select(part => part.StartsWith('{') ? "…" : part));

    private static IEnumerable<string> Named(string words) => Quoted().Matches(words).Select(named => named.Groups["name"].Value);

    private static string Text(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path]));

    [GeneratedRegex(@"^\d+\. (?=\*\*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Point();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("\"(?<path>/[^\"\\s]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex("^([A-Z][A-Za-z]+(__[A-Za-z0-9]+)+|[A-Z]+(_[A-Z]+)+|Demo|Address)$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex("--project (?<path>[A-Za-z/]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Project();

    [GeneratedRegex(@"\]\((?<to>[^)\s:]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
