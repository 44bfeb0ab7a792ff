namespace Participatory.Gateway.Pages.Shared;

/// <summary>An Atom feed of what a page shows, for readers of feeds to find; the layout draws it.</summary>
public sealed record Feed(string Address, string Title);
