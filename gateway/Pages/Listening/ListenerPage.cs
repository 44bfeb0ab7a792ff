using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Listening;

/// <summary>
/// What the pages of a listener share: the address is the key, so it is told to nobody and kept by nobody on the way, and nothing of what
/// was said is kept in the browser.
/// </summary>
public abstract class ListenerPage(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    /// <summary>The last part of the listener's address.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Whom they listen to, and what waits for a yes.</summary>
    public Proposals.V1.Listening Listening { get; private set; } = new();

    public Round Round { get; private set; } = new();

    /// <summary>What is asked in their area or round.</summary>
    public IReadOnlyList<OpenQuestion> Questions { get; private set; } = [];

    protected async Task LoadListening(string secret, CancellationToken cancellation)
    {
        Secret = secret;
        Listening = await proposals.GetListeningAsync(new GetListeningRequest { Secret = secret }, cancellationToken: cancellation);
        var questions = Voices.Questions.Load(proposals, Listening.Link.RoundId, Listening.Link.AreaCode, cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = Listening.Link.RoundId }, cancellationToken: cancellation);
        Questions = await questions;
    }
}
