using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>A group in a list, drawn by _GroupCard.</summary>
/// <param name="Area">What its area is called; empty for none in particular.</param>
public sealed record GroupCard(Group Group, string Area);
