using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Payees;

/// <summary>Who gets the money of accepted grants, by what has to happen next.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    /// <summary>As many as are shown; those that come after move up.</summary>
    private const int Shown = 200;

    private IReadOnlyList<Payee> payees = [];

    public IReadOnlyList<Payee> At(params PayeeStep[] steps) => [.. payees.Where(payee => steps.Contains(payee.Step))];

    public async Task OnGet(CancellationToken cancellation) =>
        payees = (await grants.ListPayeesAsync(new ListPayeesRequest { PageSize = Shown }, cancellationToken: cancellation)).Payees;
}
