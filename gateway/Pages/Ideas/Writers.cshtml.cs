using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Somebody who writes an idea sees who does, invites others, ends a link, or leaves.</summary>
[OpenTo(Role.Person)]
public sealed class WritersModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : PageModel
{
    /// <summary>How many people write an idea, those who are invited among them.</summary>
    private const int Most = 8;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Drawn when the page is opened, so that the same form, sent again, has the same link.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Invitation { get; set; }

    public Round Round { get; private set; } = new();

    public Proposal Idea { get; private set; } = new();

    public IReadOnlyList<AuthorInvitation> Open { get; private set; } = [];

    /// <summary>The link that was made just now.</summary>
    public AuthorInvitation? Made { get; private set; }

    /// <summary>Its address, which is on no page after this one.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Others can join: what the service would refuse is not offered.</summary>
    public bool CanInvite => Round.Phase < Phase.Balloting && Idea.Hiding is null && Idea.Writers + Open.Count < Most
        && Idea.State is ProposalState.Open or ProposalState.Feasible or ProposalState.Infeasible;

    /// <summary>Whoever would get the grant stays, once the ballot paper is out.</summary>
    public bool CanLeave => Idea.State != ProposalState.Withdrawn && (!Idea.Mine || Round.Phase < Phase.Balloting);

    /// <summary>Nobody else has anything to do here; what the service would say to them they need not read.</summary>
    public async Task<IActionResult> OnGet(string id, string n, CancellationToken cancellation)
    {
        Secret = VoiceWords.NewSecret();
        return await Load(id, n, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostInvite(string id, string n, CancellationToken cancellation)
    {
        if (await this.GoesThrough(async () => Made = await proposals.InviteAuthorAsync(
            new InviteAuthorRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Secret = Secret ?? "",
            },
            cancellationToken: cancellation)))
        {
            // The answer holds the secret, so no browser keeps it; sent again, the form gets the same.
            Response.Headers.CacheControl = "no-store";
            Address = settings.Root(Request) + Links.Join(Secret ?? "");
            Secret = VoiceWords.NewSecret();
            ModelState.Clear();
        }

        return await Load(id, n, cancellation) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostEnd(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.EndInvitationAsync(
            new EndInvitationRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), InvitationId = Invitation ?? "",
            },
            cancellationToken: cancellation),
        Links.Writers(id, Links.Read(n)), () => Load(id, n, cancellation));

    public Task<IActionResult> OnPostLeave(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.LeaveProposalAsync(
            new LeaveProposalRequest { RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n) },
            cancellationToken: cancellation),
        Links.Idea(id, Links.Read(n)), () => Load(id, n, cancellation));

    /// <returns>Whether the visitor writes it.</returns>
    private async Task<bool> Load(string id, string n, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        if (!Idea.WrittenByMe)
        {
            return false;
        }

        Open = (await proposals.GetAuthorInvitationsAsync(
            new GetAuthorInvitationsRequest { RoundId = id, ProposalId = Idea.ProposalId }, cancellationToken: cancellation)).Invitations;
        return true;
    }
}
