using System.Text.RegularExpressions;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>Tests as pages name them: `Class.Method`, or a class alone.</summary>
internal static partial class NamedTests
{
    /// <summary>Every class of tests with its tests. Some of them are in several projects, or in several files.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> All { get; } = Find();

    /// <summary>These words name one test or more, and not only their class.</summary>
    public static bool AreIn(string words) => Named().Matches(words).Any(named => named.Groups["method"].Success);

    /// <summary>The tests that these words name and that are not there.</summary>
    public static IEnumerable<string> Gone(string words) => Named().Matches(words)
        .Where(named => !All.TryGetValue(named.Groups["class"].Value, out var methods)
            || (named.Groups["method"].Success && !methods.Contains(named.Groups["method"].Value)))
        .Select(named => named.Value.Trim('`'));

    private static Dictionary<string, HashSet<string>> Find()
    {
        var tests = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var source in OurCode.Sources("*.cs", "tests").Select(File.ReadAllText))
        {
            if (Class().Match(source) is { Success: true } found)
            {
                var name = found.Groups["class"].Value;
                tests[name] = [.. tests.GetValueOrDefault(name, []), .. Test().Matches(source).Select(test => test.Groups["method"].Value)];
            }
        }

        return tests;
    }

    [GeneratedRegex(@"`(\w+\.)*?(?<class>[A-Z]\w+Tests)(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^public [a-z ]*class (?<class>\w+Tests)\b", RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Class();

    // The next member after the attribute that makes it a test.
    [GeneratedRegex(@"^    \[(Fact|Theory)\b((?!\n    (public|private|internal|\})).)*\n    public [^\n(]*?\b(?<method>\w+)\(",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Test();
}
