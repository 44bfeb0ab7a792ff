using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Polls;

/// <summary>
/// Tells a voter that their ballot is in the log. The tracking code says nothing about the ballot, so it may stand in an address.
/// </summary>
[OpenTo(Role.Anyone)]
public sealed class CheckModel(VotingService.VotingServiceClient voting) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public Poll Poll { get; private set; } = new();

    /// <summary>Null where nothing was asked, or nothing found.</summary>
    public LookUpTrackingCodeResponse? Found { get; private set; }

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        if (string.IsNullOrWhiteSpace(Code))
        {
            return;
        }

        try
        {
            Found = await voting.LookUpTrackingCodeAsync(
                new LookUpTrackingCodeRequest { PollId = id, TrackingCode = Code }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            ModelState.AddModelError(nameof(Code), Words.Voting.TrackingUnknown);
        }
        catch (RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.InvalidArgument)
        {
            ModelState.AddModelError(nameof(Code), Words.Voting.TrackingWrong);
        }
    }
}
