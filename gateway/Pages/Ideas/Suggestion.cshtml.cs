using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>What was suggested about two ideas, for their two sides: yes, no thanks, other words, or taking it back.</summary>
[OpenTo(Role.Person)]
public sealed class SuggestionModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    public Joining Said { get; private set; } = new();

    /// <summary>The visitor's own idea, from which they come.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The other one of the two.</summary>
    public string OtherNumber => Said.ProposalId == Number ? Said.OtherProposalId : Said.ProposalId;

    public IEnumerable<(string Number, string Title)> Both =>
        [(Said.ProposalId, Said.ProposalTitle), (Said.OtherProposalId, Said.OtherTitle)];

    /// <summary>An officer suggests no words to which one could say yes.</summary>
    public bool CanSayYes => Said.WaitsForMe && Said.Kind is JoiningKind.Join or JoiningKind.Split;

    public bool CanWrite => Said.WaitsForMe && Said.Kind is JoiningKind.Join or JoiningKind.Hint;

    /// <summary>The visitor's own idea carries the common one, and they proposed it: messages and a grant would be theirs.</summary>
    public bool IsCarried { get; private set; }

    public async Task<IActionResult> OnGet(string id, string n, string joining, CancellationToken cancellation)
    {
        await Load(n, joining, cancellation);
        return Said.RoundId == id ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostAccept(string id, string n, string joining, CancellationToken cancellation) => this.Send(
        proposals.AcceptJoiningAsync(
            new AcceptJoiningRequest { RequestId = RequestId.ToString(), JoiningId = joining }, cancellationToken: cancellation),
        // The idea that was split has gone: each side goes on with its own, and that of whoever answers is the other one.
        said => Links.Idea(id, said.Kind == JoiningKind.Join ? said.CommonProposalId : said.OtherProposalId),
        () => Load(n, joining, cancellation));

    public Task<IActionResult> OnPostRefuse(string id, string n, string joining, CancellationToken cancellation) => this.Send(
        proposals.RefuseJoiningAsync(
            new RefuseJoiningRequest { RequestId = RequestId.ToString(), JoiningId = joining }, cancellationToken: cancellation),
        Links.Suggestion(id, Links.Read(n), joining), () => Load(n, joining, cancellation));

    public Task<IActionResult> OnPostTakeBack(string id, string n, string joining, CancellationToken cancellation) => this.Send(
        proposals.TakeJoiningBackAsync(
            new TakeJoiningBackRequest { RequestId = RequestId.ToString(), JoiningId = joining }, cancellationToken: cancellation),
        Links.Suggestion(id, Links.Read(n), joining), () => Load(n, joining, cancellation));

    private async Task Load(string n, string joining, CancellationToken cancellation)
    {
        Number = Links.Read(n);
        Said = await proposals.GetJoiningAsync(new GetJoiningRequest { JoiningId = joining }, cancellationToken: cancellation);
        IsCarried = Said.Kind == JoiningKind.Join && Said.CarriedBy == Number && (await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = Said.RoundId, ProposalId = Number }, cancellationToken: cancellation)).Mine;
    }
}
