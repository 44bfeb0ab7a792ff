using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>
/// What somebody without an account has said, and where they take it back. The address is the key, so it is told to nobody and kept by
/// nobody on the way.
/// </summary>
[OpenTo(Role.Anyone), NeverKept]
public sealed class ByLinkModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    public OwnVoice Own { get; private set; } = new(new Voice(), "");

    /// <summary>Of the link.</summary>
    public string Secret { get; private set; } = "";

    public Task OnGet(string secret, CancellationToken cancellation) => Load(secret, cancellation);

    public async Task<IActionResult> OnPostTakeBack(string secret, CancellationToken cancellation)
    {
        await Load(secret, cancellation);
        return await this.Send(
            proposals.TakeVoiceBackByLinkAsync(
                new TakeVoiceBackByLinkRequest { RequestId = RequestId.ToString(), Secret = secret }, cancellationToken: cancellation),
            Links.Wall(Own.Voice.RoundId) + "?done=true");
    }

    public Task<IActionResult> OnPostAgain(string secret, CancellationToken cancellation) => this.Send(
        proposals.AskVoiceAgainByLinkAsync(
            new AskVoiceAgainByLinkRequest { RequestId = RequestId.ToString(), Secret = secret }, cancellationToken: cancellation),
        Links.MyVoice(secret), () => Load(secret, cancellation));

    private async Task Load(string secret, CancellationToken cancellation)
    {
        Secret = secret;
        var voice = await proposals.GetMyVoiceAsync(new GetMyVoiceRequest { Secret = secret }, cancellationToken: cancellation);
        Own = new OwnVoice(voice, (await Questions.Load(proposals, voice.RoundId, "", cancellation))
            .FirstOrDefault(question => question.QuestionId == voice.QuestionId)?.Words ?? "");
    }
}
