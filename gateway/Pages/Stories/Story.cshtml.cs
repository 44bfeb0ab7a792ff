using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>One story in its group's words, with its photos and the council's answer.</summary>
[OpenTo(Role.Anyone)]
public sealed class StoryModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals,
    GatewaySettings settings, Say say) : PageModel
{
    public Story Story { get; private set; } = new();

    /// <summary>What somebody copies to show the story elsewhere.</summary>
    public string Snippet =>
        $"<iframe src=\"{settings.Root(Request)}{Links.Embed(Story.ReportId)}\" "
        + $"title=\"{HidingWords.TitleOf(Story, say).Replace("\"", "&quot;", StringComparison.Ordinal)}\" "
        + "width=\"400\" height=\"480\" loading=\"lazy\"></iframe>";

    /// <summary>What says when we reply; null where we have, or where Proposals does not answer.</summary>
    public Round? Round { get; private set; }

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        Story = await accountability.GetStoryAsync(new GetStoryRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation);
        Round = Story.Answer.Length > 0 ? null : await RoundOf.IfKnown(proposals, Story.RoundId, cancellation);
    }
}
