using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting.Files;

/// <summary>Everything that it takes to check a result, passed on piece by piece as the service sends it.</summary>
[OpenTo(Role.Anyone)]
public sealed class BundleModel(VotingService.VotingServiceClient voting) : PageModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        using var call = voting.ExportBundle(
            new ExportBundleRequest { PollId = id }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await PublicFile.PassOn(
            Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", [id], "-bundle.jsonl", cancellation);
    }
}
