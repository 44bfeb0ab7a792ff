namespace Participatory.Gateway.Pages.Shared;

/// <summary>A link to the next page of a list, drawn by _MorePages.</summary>
/// <param name="Token">What the service gave for the next page; empty where this is the last one.</param>
/// <param name="Path">The address of the list, perhaps with a filter.</param>
/// <param name="Text">What the link says.</param>
public sealed record MorePages(string Token, string Path, string Text)
{
    public string Address => $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}from={Uri.EscapeDataString(Token)}";
}
