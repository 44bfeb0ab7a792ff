using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Words;
using Participatory.Grants.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Funds;

/// <summary>One fund: what is in it, and where money that has come in is recorded.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class FundModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Funder { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    /// <summary>What has just been recorded, in minor units.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Recorded { get; set; }

    public Fund Fund { get; private set; } = new();

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public string RecordedWords => Recorded is { } minor ? say.Fill(Words.Funds.RecordedWords, say.Money(minor, Fund.Currency)) : "";

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        await Load(id, cancellation);
        if (!Amounts.TryRead(Amount, Fund.Currency, CultureInfo.CurrentCulture, out var minor))
        {
            ModelState.AddModelError(nameof(Amount), Words.Ideas.CostWrong);
            return Page();
        }

        try
        {
            var request = new RecordIncomeRequest
            {
                RequestId = RequestId.ToString(),
                FundId = id,
                Funder = Funder?.Trim() ?? "",
                Amount = new Money { AmountMinor = minor, Currency = Fund.Currency },
                Reference = Reference?.Trim() ?? "",
            };
            await grants.RecordIncomeAsync(request, cancellationToken: cancellation);
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"{CouncilLinks.Fund(id)}?recorded={minor}"));
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            return Page();
        }
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Fund = await grants.GetFundAsync(new GetFundRequest { FundId = id }, cancellationToken: cancellation);
}
