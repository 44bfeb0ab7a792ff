using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Paper;

/// <summary>The reconciliation sheet of votes on paper, and the taking in of envelopes.</summary>
[OpenTo(Role.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(VotingService.VotingServiceClient voting, Say say) : PageModel
{
    private const int MostBatches = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Area { get; set; }

    [BindProperty]
    public string? VoterIds { get; set; }

    [BindProperty]
    public bool NoMoreComing { get; set; }

    public Poll Poll { get; private set; } = new();

    /// <summary>Voting has ended: there is nothing left to print or to take in.</summary>
    public bool IsOver => Poll.State is PollState.Closed or PollState.Declared;

    public IReadOnlyList<PaperBatch> Batches { get; private set; } = [];

    public IEnumerable<Choice> Areas => Poll.Contests.Select(contest => new Choice(contest.AreaCode, contest.AreaName));

    public string AreaName(string code) => Poll.Contests.FirstOrDefault(contest => contest.AreaCode == code)?.AreaName ?? code;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        var request = new OpenPaperBatchRequest
        {
            RequestId = RequestId.ToString(), PollId = id, AreaCode = Area ?? "", NoMoreComing = NoMoreComing,
        };
        request.VoterIds.AddRange(
            (VoterIds ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return await this.Send(
            voting.OpenPaperBatchAsync(request, cancellationToken: cancellation), batch => CouncilLinks.PaperBatch(id, batch.BatchId),
            () => Load(id, cancellation), refusal => TakesEnvelopes(refusal, request.VoterIds));
    }

    // Each envelope is one line of one field here, so each fault says which number it is about.
    private bool TakesEnvelopes(RpcException refusal, Google.Protobuf.Collections.RepeatedField<string> numbers)
    {
        if (refusal.StatusCode != Grpc.Core.StatusCode.InvalidArgument || numbers.Count == 0)
        {
            return false;
        }

        foreach (var fault in Platform.Calls.Statuses.FieldFaults(refusal))
        {
            var place = fault.Name.StartsWith("voter_ids[", StringComparison.Ordinal)
                ? int.Parse(fault.Name["voter_ids[".Length..^1], System.Globalization.CultureInfo.InvariantCulture) : -1;
            ModelState.AddModelError(nameof(VoterIds), place < 0 ? fault.Sentence
                : say.Fill(Words.Paper.EnvelopeFault, numbers[place], fault.Sentence));
        }

        return true;
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        Batches = (await voting.ListPaperBatchesAsync(
            new ListPaperBatchesRequest { PollId = id, PageSize = MostBatches }, cancellationToken: cancellation)).Batches;
    }
}
