namespace Participatory.Gateway.Pages.Shared;

/// <summary>
/// What others show of a page where somebody shares its address (Open Graph), drawn by the layout. Only of what everybody may see.
/// </summary>
/// <param name="Title">What it is called.</param>
/// <param name="Sentence">What it says first.</param>
/// <param name="Path">Its address within the house.</param>
/// <param name="Picture">The address of its picture within the house; null where it has none.</param>
public sealed record Preview(string Title, string Sentence, string Path, string? Picture = null)
{
    /// <summary>As much as others show.</summary>
    internal const int Longest = 200;

    /// <summary>The first sentence of what somebody wrote, on one line; a long one ends after a word.</summary>
    public static string FirstOf(string words)
    {
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var end = Ends(line).FirstOrDefault(line.Length);
        if (end <= Longest)
        {
            return line[..end];
        }

        var space = line.LastIndexOf(' ', Longest - 1);
        return Whole(line[..(space > 0 ? space : Longest - 1)]) + "…";
    }

    // Not after "e.g.": what follows a sentence begins with something else than a small letter.
    private static IEnumerable<int> Ends(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is '。' or '！' or '？' || (line[at] is '.' or '!' or '?' && at + 2 < line.Length && line[at + 1] == ' '
                && !char.IsLower(line[at + 2])))
            {
                yield return at + 1;
            }
        }
    }

    // Two halves of one letter stay together.
    private static string Whole(string cut) => cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
}
