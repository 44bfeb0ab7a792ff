using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Listeners;

/// <summary>An officer gives a local body a link with which it listens, sees which there are, and ends one.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Drawn when the page is opened, so that the same form, sent again, has the same link.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Listener { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    /// <summary>For their time, as it is typed; empty is nothing.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    [BindProperty]
    public string? Link { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>The link that was made just now.</summary>
    public ListenerLink? Made { get; private set; }

    /// <summary>Its address, which is on no page after this one.</summary>
    public string Address { get; private set; } = "";

    public IReadOnlyList<ListenerLink> Found { get; private set; } = [];

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task OnGet(string id, CancellationToken cancellation)
    {
        Secret = VoiceWords.NewSecret();
        return Load(id, cancellation);
    }

    public async Task<IActionResult> OnPostMake(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var offer = string.IsNullOrWhiteSpace(Offer) ? null : ModelState.ReadAmount(nameof(Offer), Offer, Round.Currency);
        if (ModelState.IsValid && await this.GoesThrough(async () => Made = await proposals.MakeListenerLinkAsync(
            new MakeListenerLinkRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, AreaCode = AreaCode ?? "", Listener = Listener?.Trim() ?? "",
                Secret = Secret ?? "", Offer = offer,
            },
            cancellationToken: cancellation)))
        {
            // The answer holds the secret, so no browser keeps it; sent again, the form gets the same.
            Response.Headers.CacheControl = "no-store";
            Address = settings.Root(Request) + Links.Listening(Secret ?? "");
            (Listener, Offer, Secret) = (null, null, VoiceWords.NewSecret());
            ModelState.Clear();
            await Load(id, cancellation);
        }

        return Page();
    }

    public Task<IActionResult> OnPostEnd(string id, CancellationToken cancellation) => this.Send(
        proposals.EndListenerLinkAsync(
            new EndListenerLinkRequest { RequestId = RequestId.ToString(), LinkId = Link ?? "" }, cancellationToken: cancellation),
        CouncilLinks.Listeners(id), () => Load(id, cancellation));

    private async Task Load(string id, CancellationToken cancellation)
    {
        var links = proposals.ListListenerLinksAsync(
            new ListListenerLinksRequest { RoundId = id, PageSize = 100 }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Found = (await links).Links;
        var caller = Person.CallerOf(User);
        var own = Round.Areas.Where(area => caller.MayActIn(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)));
        Areas = caller.Areas.Count == 0 ? [new Choice("", Words.CouncilAnswers.WholeRound), .. own] : [.. own];
        if (caller.Areas.Count > 0 && Areas is [var only])
        {
            AreaCode = only.Value;
        }
    }
}
