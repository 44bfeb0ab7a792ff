using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Answers;

/// <summary>An officer says that a promise was kept, that it will not be, or why it is late.</summary>
[OpenTo(Role.Officer)]
public sealed class PromiseModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const int MostPages = 20;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Commitment Promise { get; private set; } = new();

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public async Task<IActionResult> OnGet(string id, string promise, CancellationToken cancellation) =>
        await Load(id, promise, cancellation) ? Page() : NotFound();

    public Task<IActionResult> OnPostKeep(string id, string promise, CancellationToken cancellation) => Change(id, promise,
        accountability.KeepCommitmentAsync(
            new() { RequestId = RequestId.ToString(), CommitmentId = Links.Read(promise) }, cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostBreak(string id, string promise, CancellationToken cancellation) => Change(id, promise,
        accountability.BreakCommitmentAsync(
            new() { RequestId = RequestId.ToString(), CommitmentId = Links.Read(promise), Reason = Written() },
            cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostExplain(string id, string promise, CancellationToken cancellation) => Change(id, promise,
        accountability.ExplainCommitmentAsync(
            new() { RequestId = RequestId.ToString(), CommitmentId = Links.Read(promise), Reason = Written() },
            cancellationToken: cancellation), cancellation);

    private string Written() => TypedText.Lines(Reason).Trim();

    private Task<IActionResult> Change(
        string id, string promise, AsyncUnaryCall<Commitment> change, CancellationToken cancellation) => this.Send(
            change, CouncilLinks.Promises(id) + "?made=true", async () => await Load(id, promise, cancellation) ? Page() : NotFound());

    private async Task<bool> Load(string id, string promise, CancellationToken cancellation)
    {
        var wanted = Links.Read(promise);
        var request = new ListCommitmentsRequest { RoundId = id, PageSize = 100 };
        for (var page = 0; page < MostPages; page++)
        {
            var found = await accountability.ListCommitmentsAsync(request, cancellationToken: cancellation);
            if (found.Commitments.FirstOrDefault(one => one.CommitmentId == wanted) is { } one)
            {
                Promise = one;
                return true;
            }

            if (found.NextPageToken.Length == 0)
            {
                return false;
            }

            request.PageToken = found.NextPageToken;
        }

        return false;
    }
}
