using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads what somebody reported of a part of a story, and hides it, shows it, or keeps it hidden.</summary>
[OpenTo(Role.Officer)]
public sealed class LookAtPartModel(AccountabilityService.AccountabilityServiceClient accountability, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="HidingJudgement"/>.</summary>
    [BindProperty]
    public string? Judgement { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public Story Story { get; private set; } = new();

    public string PartName { get; private set; } = "";

    public IReadOnlyList<Flag> Flags { get; private set; } = [];

    /// <summary>Its group has asked for a second look.</summary>
    private bool IsSecondLook { get; set; }

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public IReadOnlyList<Choice> Judgements => LookModel.JudgementsFor(IsSecondLook);

    public IReadOnlyList<Choice> Reasons =>
        [.. HidingWords.Reasons.Select(reason => new Choice(reason.ToString(), HidingWords.Choice(reason)))];

    public Task OnGet(string id, string part, CancellationToken cancellation) => Load(id, part, cancellation);

    public Task<IActionResult> OnPost(string id, string part, CancellationToken cancellation) => this.Send(
        accountability.JudgePartAsync(
            new JudgePartRequest
            {
                RequestId = RequestId.ToString(), ReportId = Links.Read(id), PartId = Links.Read(part),
                Judgement = Enum.TryParse<HidingJudgement>(Judgement, out var judgement) ? judgement : HidingJudgement.Unspecified,
                Reason = Enum.TryParse<HidingReason>(Reason, out var reason) ? reason : HidingReason.Unspecified,
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
