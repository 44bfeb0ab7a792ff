using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads what somebody reported of a part of a story, and hides it, shows it, or keeps it hidden.</summary>
[OpenTo(Role.Officer)]
public sealed class LookAtPartModel(AccountabilityService.AccountabilityServiceClient accountability, Say say) : JudgingModel
{
    public Story Story { get; private set; } = new();

    public string PartName { get; private set; } = "";

    public Task OnGet(string id, string part, CancellationToken cancellation) => Load(id, part, cancellation);

    public Task<IActionResult> OnPost(string id, string part, CancellationToken cancellation) => this.Send(
        accountability.JudgePartAsync(
            new JudgePartRequest
            {
                RequestId = RequestId.ToString(), ReportId = Links.Read(id), PartId = Links.Read(part),
                Judgement = Choice.Of<HidingJudgement>(Judgement),
                Reason = Choice.Of<HidingReason>(Reason),
            },
            cancellationToken: cancellation),
        CouncilLinks.Hidden + "?saved=true", () => Load(id, part, cancellation));

    private async Task Load(string id, string part, CancellationToken cancellation)
    {
        var partId = Links.Read(part);
        var flags = accountability.GetPartFlagsAsync(
            new GetPartFlagsRequest { ReportId = Links.Read(id), PartId = partId }, cancellationToken: cancellation);
        Story = await accountability.GetStoryAsync(new GetStoryRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation);
        PartName = HidingWords.PartsOf(Story, say).FirstOrDefault(one => one.Id == partId).Name ?? "";
        IsSecondLook = Story.Hidden.Any(one => one.PartId == partId && one.Hiding.State == HidingState.SecondLook);
        Flags = (await flags).Flags;
    }
}
