using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>A voice as whoever said it sees it, drawn by _Own.</summary>
/// <param name="Question">The words of the question that it answers.</param>
public sealed record OwnVoice(Voice Voice, string Question);
