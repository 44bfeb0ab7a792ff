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

    /// <summary>What others show of it: what everybody may see and nobody hid, or nothing.</summary>
    public Preview? Preview => Story.Hiding is not null || Story.Audience != Audience.Everybody ? null : new Preview(
        HidingWords.TitleOf(Story, say),
        Preview.FirstOf(Story.Tellings.FirstOrDefault(telling => telling.Audience == Audience.Everybody && IsShown(telling.PartId))?.Words
            ?? ""),
        Links.Story(Story.ReportId),
        Story.Photos.FirstOrDefault(photo => photo.Audience == Audience.Everybody && IsShown(photo.PhotoId)) is { } shown
            ? Links.Photo(shown.PhotoId) : null);

    /// <summary>What says when we reply; null where we have, or where Proposals does not answer.</summary>
    public Round? Round { get; private set; }

    // Its group and officers find what is hidden among the parts.
    private bool IsShown(string partId) => Story.Hidden.All(part => part.PartId != partId);

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        Story = await accountability.GetStoryAsync(new GetStoryRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation);
        Round = Story.Answer.Length > 0 ? null : await RoundOf.IfKnown(proposals, Story.RoundId, cancellation);
    }
}
