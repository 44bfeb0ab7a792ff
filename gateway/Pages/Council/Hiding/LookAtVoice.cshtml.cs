using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads a voice that somebody reported, and hides it, shows it, or keeps it hidden at a second look.</summary>
[OpenTo(Role.Officer)]
public sealed class LookAtVoiceModel(ProposalsService.ProposalsServiceClient proposals) : JudgingModel
{
    public Voice Voice { get; private set; } = new();

    public Task OnGet(string voice, CancellationToken cancellation) => Load(voice, cancellation);

    public Task<IActionResult> OnPost(string voice, CancellationToken cancellation) => this.Send(
        proposals.JudgeVoiceAsync(
            new JudgeVoiceRequest
            {
                RequestId = RequestId.ToString(), VoiceId = Links.Read(voice), Judgement = Choice.Of<HidingJudgement>(Judgement),
                Reason = Choice.Of<HidingReason>(Reason),
            },
            cancellationToken: cancellation),
        CouncilLinks.HiddenVoices + "?saved=true", () => Load(voice, cancellation));

    private async Task Load(string voice, CancellationToken cancellation)
    {
        var flags = proposals.GetVoiceFlagsAsync(new GetVoiceFlagsRequest { VoiceId = Links.Read(voice) }, cancellationToken: cancellation);
        Voice = await proposals.GetVoiceAsync(new GetVoiceRequest { VoiceId = Links.Read(voice) }, cancellationToken: cancellation);
        IsSecondLook = Voice.Hiding?.State == HidingState.SecondLook;
        Flags = (await flags).Flags;
    }
}
