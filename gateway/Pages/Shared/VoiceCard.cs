using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>A voice in a list, drawn by _VoiceCard.</summary>
/// <param name="Question">The words of the question that it answers.</param>
/// <param name="Area">The name of its area.</param>
public sealed record VoiceCard(Voice Voice, string Question, string Area);
