using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Voting.Vote;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council.Paper;

/// <summary>One batch of votes on paper: its serials, keying and casting. What others have keyed is not shown.</summary>
[OpenTo(Role.Officer)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class BatchModel(VotingService.VotingServiceClient voting) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Serial { get; set; }

    [BindProperty]
    public List<string> ProjectIds { get; set; } = [];

    [BindProperty]
    public List<string> Listed { get; set; } = [];

    [BindProperty]
    public List<string?> Numbers { get; set; } = [];

    [BindProperty]
    public bool Spoiled { get; set; }

    /// <summary>The serial that has just been keyed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kept { get; set; }

    public Poll Poll { get; private set; } = new();

    public PaperBatch Batch { get; private set; } = new();

    public Choices Choices { get; private set; } = null!;

    public Task OnGet(string id, string batch, CancellationToken cancellation) => Load(id, batch, cancellation);

    public async Task<IActionResult> OnPostKey(string id, string batch, CancellationToken cancellation)
    {
        await Load(id, batch, cancellation);
        var request = new KeyPaperBallotRequest
        {
            RequestId = RequestId.ToString(), PollId = id, BatchId = batch, Serial = Serial
            ?? "", Spoiled = Spoiled
        };
        request.ProjectIds.AddRange(Choices.Chosen.Select(project => project.ProjectId));
        if (Choices.HasPoints)
        {
            request.Points.AddRange(Choices.Given);
        }

        return await this.Send(
            voting.KeyPaperBallotAsync(request, cancellationToken: cancellation),
            $"{CouncilLinks.PaperBatch(id, batch)}?kept={Uri.EscapeDataString(request.Serial)}");
    }

    public async Task<IActionResult> OnPostCast(string id, string batch, CancellationToken cancellation)
    {
        await Load(id, batch, cancellation);
        return await this.Send(
            voting.CastPaperBatchAsync(
                new CastPaperBatchRequest { RequestId = RequestId.ToString(), PollId = id, BatchId = batch },
                cancellationToken: cancellation),
            CouncilLinks.PaperBatch(id, batch));
    }

    public string StateName(PaperState state) => state switch
    {
        PaperState.KeyedOnce => Words.Paper.KeyedOnce,
        PaperState.Different => Words.Paper.Different,
        PaperState.Agreed => Words.Paper.Agreed,
        _ => Words.Paper.NotKeyed,
    };

    private async Task Load(string id, string batch, CancellationToken cancellation)
    {
        Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        Batch = await voting.GetPaperBatchAsync(new GetPaperBatchRequest { PollId = id, BatchId = batch }, cancellationToken: cancellation);
        var contest = Poll.Contests.Single(contest => contest.AreaCode == Batch.AreaCode);
        Choices = Listed.Count > 0 ? Choices.OfNumbers(Poll, contest, Listed, Numbers) : Choices.OfTicks(Poll, contest, ProjectIds);
    }
}
