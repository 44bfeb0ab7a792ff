using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Observers;

/// <summary>Notes who looks for the public, and hands over everything with every ballot.</summary>
[OpenTo(Role.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(VotingService.VotingServiceClient voting) : PageModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public string? Second { get; set; }

    public Poll Poll { get; private set; } = new();

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        var request = new ShowObserversRequest { RequestId = RequestId.ToString(), PollId = id, Observers = { First ?? "", Second ?? "" } };
        try
        {
            using var call = voting.ShowObservers(request, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
            await PublicFile.PassOn(
                Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", [id], "-observers.jsonl",
                    cancellation);
            return new EmptyResult();
        }
        catch (RpcException refusal) when (!Response.HasStarted && refusal.CanBePutRight())
        {
            Tell(refusal);
            await Load(id, cancellation);
            return Page();
        }
    }

    // "observers[1]" is the second field.
    private void Tell(RpcException refusal)
    {
        foreach (var fault in refusal.FieldFaults())
        {
            ModelState.AddModelError(fault.Name == "observers[1]" ? nameof(Second) : nameof(First), fault.Sentence);
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError("", refusal.Status.Detail);
        }
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
}
