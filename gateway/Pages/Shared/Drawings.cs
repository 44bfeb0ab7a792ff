namespace Participatory.Gateway.Pages.Shared;

/// <summary>
/// The drawing that stands for an idea without a photo: of eight, the one whose words the idea uses most, with its title
/// counting for more; houses where it uses none. It only decorates, so no page says what is on it.
/// </summary>
public static class Drawings
{
    /// <summary>What stands where no theme is known.</summary>
    public const string Houses = "scene-houses.svg";

    private const int TitleCounts = 3;

    private static readonly char[] Between = [' ', '\n', '\r', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '“', '”', '"', '/', '-'];

    /// <returns>The name of an asset.</returns>
    public static string Of(string title, string words)
    {
        var inTitle = Parts(title);
        var inWords = Parts(words);
        var best = Themes().Select(theme => (theme.Name, Score: theme.Words.Split(' ')
            .Sum(word => (inTitle.Contains(word) ? TitleCounts : 0) + (inWords.Contains(word) ? 1 : 0)))).MaxBy(theme => theme.Score);
        return best.Score == 0 ? Houses : best.Name;
    }

    // Made for every idea, because the words follow the language.
    private static (string Name, string Words)[] Themes() =>
    [
        ("scene-green.svg", Words.Scenes.Green),
        ("scene-street.svg", Words.Scenes.Street),
        ("scene-table.svg", Words.Scenes.Table),
        ("scene-play.svg", Words.Scenes.Play),
        ("scene-stage.svg", Words.Scenes.Stage),
        ("scene-books.svg", Words.Scenes.Books),
        ("scene-tools.svg", Words.Scenes.Tools),
    ];

    private static HashSet<string> Parts(string text) =>
        text.ToLowerInvariant().Split(Between, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
