namespace Participatory.Gateway.Pages.Shared;

/// <summary>A link to the next page of a list, drawn by _MorePages.</summary>
/// <param name="Token">What the service gave for the next page; empty where this is the last one.</param>
/// <param name="Path">The address of the list, perhaps with a filter.</param>
/// <param name="Text">What the link says.</param>
/// <param name="Field">What the page takes the token as, where it has a second list.</param>
public sealed record MorePages(string Token, string Path, string Text, string Field = MorePages.First)
{
    public const string First = "from";

    public string Address => $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Field}={Uri.EscapeDataString(Token)}";

    /// <summary>What the links are called as a place of the page; of two lists each has a name of its own.</summary>
    public string Place => Field == First ? Words.Site.Pages : Text;
}
