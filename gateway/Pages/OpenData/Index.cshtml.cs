using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.OpenData;

/// <summary>The grants as open data: which files there are, and under which licence.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    public GrantsStatus Status { get; private set; } = new();

    public async Task OnGet(CancellationToken cancellation) =>
        Status = await grants.GetGrantsStatusAsync(new GetGrantsStatusRequest(), cancellationToken: cancellation);

    /// <summary>What keeps a grant from being published; its code where we have no sentence for it yet.</summary>
    public static string Sentence(GrantFault fault, Say say) =>
        Words.OpenDataFaults.ResourceManager.GetString(fault.Code, CultureInfo.CurrentUICulture) is { } sentence
            && Words.Sentence.Fill(sentence, fault.Values, say) is { } said ? said : fault.Code;
}
