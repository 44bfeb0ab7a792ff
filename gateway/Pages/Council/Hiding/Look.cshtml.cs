using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads what somebody reported, and hides it, shows it, or keeps it hidden at a second look.</summary>
[OpenTo(Role.Officer)]
public sealed class LookModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="HidingJudgement"/>.</summary>
    [BindProperty]
    public string? Judgement { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public IdeaPart Part { get; set; } = IdeaPart.Words;

    public Proposal Idea { get; private set; } = new();

    public IReadOnlyList<Flag> Flags { get; private set; } = [];

    /// <summary>How it is hidden; null where it is shown.</summary>
    public Types.V1.Hiding? Now => Part == IdeaPart.Photo ? Idea.PhotoHiding : Idea.Hiding;

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public IReadOnlyList<Choice> Judgements => JudgementsFor(Now?.State == HidingState.SecondLook);

    /// <summary>What an officer decides between.</summary>
    public static IReadOnlyList<Choice> JudgementsFor(bool secondLook) =>
    [
        new(nameof(HidingJudgement.Show), Words.CouncilHiding.Show, Words.CouncilHiding.ShowHint),
        secondLook
            ? new(nameof(HidingJudgement.Keep), Words.CouncilHiding.Keep, Words.CouncilHiding.KeepHint)
            : new(nameof(HidingJudgement.Hide), Words.CouncilHiding.Hide, Words.CouncilHiding.HideHint),
    ];

    public IReadOnlyList<Choice> Reasons =>
        [.. HidingWords.Reasons.Select(reason => new Choice(reason.ToString(), HidingWords.Choice(reason)))];

    public Task OnGet(string id, string n, CancellationToken cancellation) => Load(id, n, cancellation);

    public Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.JudgeProposalAsync(
            new JudgeProposalRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Part = Part,
                Judgement = Enum.TryParse<HidingJudgement>(Judgement, out var judgement) ? judgement : HidingJudgement.Unspecified,
                Reason = Enum.TryParse<HidingReason>(Reason, out var reason) ? reason : HidingReason.Unspecified,
            },
            cancellationToken: cancellation),
        CouncilLinks.Hidden + "?saved=true", () => Load(id, n, cancellation));

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var flags = proposals.GetFlagsAsync(
            new GetFlagsRequest { RoundId = id, ProposalId = Links.Read(n), Part = Part }, cancellationToken: cancellation);
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        Flags = (await flags).Flags;
    }
}
