using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>One voice by itself, at an address that others can point to.</summary>
[OpenTo(Role.Anyone)]
public sealed class OneModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public Round Round { get; private set; } = new();

    public Voice Voice { get; private set; } = new();

    /// <summary>What it answers.</summary>
    public string Question { get; private set; } = "";

    /// <summary>Under which it stands.</summary>
    public IReadOnlyList<Theme> Themes { get; private set; } = [];

    public async Task OnGet(string id, string voice, CancellationToken cancellation)
    {
        Voice = await proposals.GetVoiceAsync(new GetVoiceRequest { VoiceId = Links.Read(voice) }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = Voice.RoundId }, cancellationToken: cancellation);
        Themes =
        [
            .. (await proposals.ListThemesAsync(
                new ListThemesRequest { RoundId = Voice.RoundId, VoiceId = Voice.VoiceId }, cancellationToken: cancellation)).Themes
                .Select(listed => listed.Theme),
        ];
        Question = (await Questions.Load(proposals, Voice.RoundId, "", cancellation))
            .FirstOrDefault(question => question.QuestionId == Voice.QuestionId)?.Words ?? "";
    }
}
