using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Participatory.Words;

/// <summary>
/// What each reason says: Refusals.Voting.resx holds the sentences of Voting's reasons, Refusals.Platform.resx those that any
/// service may give. The key is the reason's name.
/// </summary>
public static class RefusalWords
{
    private const string Prefix = "Participatory.Words.Refusals.";

    /// <summary>Where reasons of all services are.</summary>
    private const string Common = "Platform";

    private static readonly ConcurrentDictionary<string, ResourceManager?> Known = new(StringComparer.Ordinal);

    /// <summary>The homes that there are: "Platform", "Voting" …</summary>
    public static IReadOnlyList<string> Homes { get; } = [.. typeof(RefusalWords).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..^".resources".Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>The sentence of a reason in the language of the thread, still with its places.</summary>
    /// <param name="domain">As errors carry it: "participatory.voting".</param>
    /// <param name="reason">Its name.</param>
    /// <returns>Null where we have no words for it: a service may be newer than we are.</returns>
    public static string? Find(string domain, string reason) => In(HomeOf(domain), reason) ?? In(Common, reason);

    /// <summary>The sentence of a reason, filled; null where there is none, or a value is missing.</summary>
    public static string? Say(string domain, string reason, IReadOnlyDictionary<string, string> values, Say say) =>
        Find(domain, reason) is { } sentence ? Sentence.Fill(sentence, values, say) : null;

    private static string HomeOf(string domain)
    {
        var last = domain[(domain.LastIndexOf('.') + 1)..];
        return last.Length == 0 ? "" : string.Concat(last[..1].ToUpperInvariant(), last.AsSpan(1));
    }

    private static string? In(string home, string reason) =>
        Known.GetOrAdd(home, Open)?.GetString(reason, CultureInfo.CurrentUICulture);

    private static ResourceManager? Open(string home) =>
        Homes.Contains(home, StringComparer.Ordinal) ? new ResourceManager(Prefix + home, typeof(RefusalWords).Assembly) : null;
}
