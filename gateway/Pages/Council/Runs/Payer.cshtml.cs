using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Runs;

/// <summary>The account that the council pays from: one finance officer asks for another one, and a second approves it.</summary>
[OpenTo(Role.Finance)]
public sealed class PayerModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which of what was asked for somebody looked at.</summary>
    [BindProperty]
    public int Number { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? SortCode { get; set; }

    [BindProperty]
    public string? AccountNumber { get; set; }

    [BindProperty]
    public string? ServiceUserNumber { get; set; }

    public Payers Payers { get; private set; } = new();

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPostAsk(CancellationToken cancellation) => this.Send(
        grants.AskForPayerAsync(
            new AskForPayerRequest
            {
                RequestId = RequestId.ToString(), Name = Name ?? "", SortCode = SortCode ?? "", AccountNumber = AccountNumber ?? "",
                ServiceUserNumber = ServiceUserNumber ?? "",
            },
            cancellationToken: cancellation),
        CouncilLinks.Payer, () => Load(cancellation));

    public Task<IActionResult> OnPostAgree(CancellationToken cancellation) => this.Send(
        grants.AgreeToPayerAsync(
            new AgreeToPayerRequest { RequestId = RequestId.ToString(), Number = Number }, cancellationToken: cancellation),
        CouncilLinks.Payer, () => Load(cancellation));

    private async Task Load(CancellationToken cancellation) =>
        Payers = await grants.GetPayerAsync(new GetPayerRequest(), cancellationToken: cancellation);
}
