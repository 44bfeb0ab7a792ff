using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Hosting;

/// <summary>A host confirms that it holds money for a group, says where it goes, and sees what becomes of it.</summary>
[OpenTo(Role.Person)]
public sealed class HostingModel(GrantsService.GrantsServiceClient grants, TimeProvider clock) : PageModel, IBankFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The secret part of the link that the group sent.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Change { get; set; }

    [BindProperty]
    public string? FeeBasisPoints { get; set; }

    [BindProperty]
    public string? CharityNumber { get; set; }

    [BindProperty]
    public string? CompanyNumber { get; set; }

    [BindProperty]
    public string? SignedBy { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? AccountName { get; set; }

    [BindProperty]
    public string? SortCode { get; set; }

    [BindProperty]
    public string? AccountNumber { get; set; }

    public Payee Payee { get; private set; } = new();

    public bool AsksBank => Payee.HostedByMe && (Payee.Step is PayeeStep.GiveBankDetails or PayeeStep.Correct || Change);

    public Task<IActionResult> OnGet(string award, CancellationToken cancellation) => Show(award, cancellation);

    public async Task<IActionResult> OnPostConfirm(string award, CancellationToken cancellation)
    {
        if (!decimal.TryParse(FeeBasisPoints?.Replace("%", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint,
            CultureInfo.CurrentCulture, out var percent)
            || percent > 100 || decimal.Round(percent, 2) != percent)
        {
            ModelState.AddModelError(nameof(FeeBasisPoints), Participatory.Words.Payees.FeeWrong);
            return await Show(award, cancellation);
        }

        return await Answer(award, () => grants.ConfirmHostingAsync(
            new ConfirmHostingRequest
            {
                RequestId = RequestId.ToString(),
                AwardId = award,
                HostCode = Code ?? "",
                FeeBasisPoints = (int)(percent * 100),
                CharityNumber = IBankFields.Number(CharityNumber),
                CompanyNumber = IBankFields.Number(CompanyNumber),
                SignedBy = SignedBy?.Trim() ?? "",
                Words = TypedText.Lines(Words).Trim(),
            },
            cancellationToken: cancellation), cancellation);
    }

    public Task<IActionResult> OnPostBank(string award, CancellationToken cancellation) => Answer(
        award, () => grants.GiveBankDetailsAsync(((IBankFields)this).Details(award), cancellationToken: cancellation), cancellation);

    private Task<IActionResult> Answer(string award, Func<AsyncUnaryCall<Payee>> call, CancellationToken cancellation) =>
        this.Send(call(), Links.Hosting(award) + "?done=true", () => Show(award, cancellation));

    private async Task<IActionResult> Show(string award, CancellationToken cancellation)
    {
        Payee = await grants.GetPayeeAsync(new GetPayeeRequest { AwardId = award, HostCode = Code ?? "" }, cancellationToken: cancellation);
        return Payee.Holder == Holder.Host ? (AsksBank ? AskAgain.Before(this, clock) : null) ?? Page() : Forbid();
    }
}
