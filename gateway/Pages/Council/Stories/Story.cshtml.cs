using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Stories;

/// <summary>An officer reads a group's story and answers it by name. There is nothing to ask for on top.</summary>
[OpenTo(Role.Officer)]
public sealed class StoryModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? VoiceId { get; set; }

    [BindProperty]
    public string? Transcript { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Talked { get; set; }

    public Report Report { get; private set; } = new();

    /// <summary>Until when the council promised to answer; null where there is nothing to answer.</summary>
    public Timestamp? PromisedBy { get; private set; }

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        return await this.Send(
            accountability.AnswerStoryAsync(
                new AnswerStoryRequest
                {
                    RequestId = RequestId.ToString(), ReportId = id, Answer = TypedText.Lines(Answer)
                },
                cancellationToken: cancellation),
            CouncilLinks.Stories + "?answered=true", () => Load(id, cancellation));
    }

    /// <summary>Helps those who cannot hear a voice note.</summary>
    public async Task<IActionResult> OnPostTranscript(string id, CancellationToken cancellation)
    {
        return await this.Send(
            accountability.TypeTranscriptAsync(
                new TypeTranscriptRequest
                {
                    RequestId = RequestId.ToString(), ReportId = id, VoiceId = VoiceId
                    ?? "", Words = TypedText.Lines(Transcript)
                },
                cancellationToken: cancellation),
            CouncilLinks.Story(id), () => Load(id, cancellation));
    }

    /// <summary>Somebody who can be seen or heard asked for it.</summary>
    public async Task<IActionResult> OnPostTakeDown(string id, string part, CancellationToken cancellation)
    {
        await accountability.WithdrawPartAsync(
            new WithdrawPartRequest { RequestId = Forms.RequestIds.From("withdraw", id, part), ReportId = id, PartId = part },
                cancellationToken: cancellation);
        return Redirect(CouncilLinks.Story(id));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = id }, cancellationToken: cancellation);
        if (Report is { State: ReportState.Told, Story: { } story })
        {
            var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = Report.RoundId }, cancellationToken: cancellation);
            PromisedBy = Timestamp.FromDateTimeOffset(story.TellTime.ToDateTimeOffset().AddDays(round.Policies?.AnswerWithinDays ?? 0));
        }
    }
}
