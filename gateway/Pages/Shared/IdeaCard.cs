using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>An idea as a card, drawn by _IdeaCard.</summary>
/// <param name="Kicker">The line above its title: its area, or its round.</param>
public sealed record IdeaCard(Proposal Idea, string Kicker);
