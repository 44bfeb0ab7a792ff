using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads what somebody reported, and hides it, shows it, or keeps it hidden at a second look.</summary>
[OpenTo(Role.Officer)]
public sealed class LookModel(ProposalsService.ProposalsServiceClient proposals) : JudgingModel
{
    [BindProperty(SupportsGet = true)]
    public IdeaPart Part { get; set; } = IdeaPart.Words;

    /// <summary>Of the words that the officer has read: where they were changed since, nothing is decided.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Proposal Idea { get; private set; } = new();

    public override int VersionRead => Idea.Version;

    /// <summary>What it said before, the newest first.</summary>
    public IReadOnlyList<ProposalVersion> Earlier { get; private set; } = [];

    public override bool HasEarlier => Earlier.Any(version => !version.Concealed);

    [BindProperty]
    public override bool HideEarlier { get; set; }

    /// <summary>How it is hidden; null where it is shown.</summary>
    public Types.V1.Hiding? Now => Part == IdeaPart.Photo ? Idea.PhotoHiding : Idea.Hiding;

    public Task OnGet(string id, string n, CancellationToken cancellation) => Load(id, n, cancellation);

    public Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.JudgeProposalAsync(
            new JudgeProposalRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Part = Part,
                Judgement = Choice.Of<HidingJudgement>(Judgement),
                Reason = Choice.Of<HidingReason>(Reason), Version = Part == IdeaPart.Words ? Version : 0,
                Earlier = HideEarlier,
            },
            cancellationToken: cancellation),
        CouncilLinks.Hidden + "?saved=true", () => Load(id, n, cancellation));

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var flags = proposals.GetFlagsAsync(
            new GetFlagsRequest { RoundId = id, ProposalId = Links.Read(n), Part = Part }, cancellationToken: cancellation);
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        if (Part == IdeaPart.Words && Idea.Version > 1)
        {
            var versions = await proposals.ListProposalVersionsAsync(
                new ListProposalVersionsRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
            Earlier = [.. versions.Versions.Where(version => version.Version < Idea.Version)];
        }

        IsSecondLook = Now?.State == HidingState.SecondLook;
        Flags = (await flags).Flags;
    }
}
