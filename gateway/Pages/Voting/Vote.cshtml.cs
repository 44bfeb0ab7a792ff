using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Gateway.Words;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using GrpcStatus = Grpc.Core.StatusCode;

namespace Participatory.Gateway.Pages.Voting;

/// <summary>
/// Voting in four steps at one address: the code of the letter, the ballot paper, the check, the receipt. Each step is
/// a form that carries what the next needs; nothing is kept between them.
/// </summary>
[OpenTo(Role.Anyone)]
[EnableRateLimiting(Limits.Vote)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class VoteModel(VotingService.VotingServiceClient voting, ProposalsService.ProposalsServiceClient proposals, Say say) : PageModel
{
    public enum Step
    {
        Code,
        Ballot,
        Check,
        Receipt,
    }

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The code as it was typed; shown again only where something in it has to be put right.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The code, sealed, from the second step on.</summary>
    [BindProperty]
    public string? Held { get; set; }

    /// <summary>The ballot card, made when the paper is opened.</summary>
    [BindProperty]
    public string? Card { get; set; }

    [BindProperty]
    public List<string> ProjectIds { get; set; } = [];

    public Step Now { get; private set; }

    public Poll Poll { get; private set; } = new();

    public Choices? Choices { get; private set; }

    public Receipt? Receipt { get; private set; }

    public Task OnGet(string id, CancellationToken cancellation) => LoadPoll(id, cancellation);

    /// <summary>Step one: opens the ballot paper that the code is for.</summary>
    public async Task<IActionResult> OnPostCode(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        if (string.IsNullOrWhiteSpace(Code))
        {
            return Ask(nameof(Code), Words.Voting.CodeMissing);
        }

        return await OpenPaper(Code, cancellation) is { } stop ? stop : Show(Step.Ballot);
    }

    /// <summary>Step two, without a script: says what the ticked ideas cost.</summary>
    public Task<IActionResult> OnPostTotal(string id, CancellationToken cancellation) => WithPaper(id, () => Show(Step.Ballot), cancellation);

    /// <summary>Step two: on to the check, once the ticks can be cast.</summary>
    public Task<IActionResult> OnPostChoose(string id, CancellationToken cancellation) => WithPaper(
        id,
        () =>
        {
            if (Choices!.ToPutRight(say) is not { } sentence)
            {
                return Show(Step.Check);
            }

            ModelState.AddModelError(nameof(ProjectIds), sentence);
            return Show(Step.Ballot);
        },
        cancellation);

    /// <summary>Step three, back: the paper with its ticks.</summary>
    public Task<IActionResult> OnPostChange(string id, CancellationToken cancellation) => OnPostTotal(id, cancellation);

    /// <summary>Step three: casts. Sent twice, it answers with the same receipt.</summary>
    public async Task<IActionResult> OnPostCast(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        if (SealedCode.Open(HttpContext, Poll.PollId, Held) is not { } code)
        {
            return Ask("", Words.Voting.Expired);
        }

        try
        {
            Receipt = await voting.CastBallotAsync(
                new CastBallotRequest { RequestId = RequestId.ToString(), PollId = Poll.PollId, Code = code, Card = Card ?? "", ProjectIds = { ProjectIds } },
                cancellationToken: cancellation);
            return Show(Step.Receipt);
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            return refusal.StatusCode == GrpcStatus.InvalidArgument && await OpenPaper(code, cancellation) is null ? Show(Step.Ballot) : Show(Step.Code);
        }
    }

    private async Task<IActionResult> WithPaper(string id, Func<IActionResult> then, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        return SealedCode.Open(HttpContext, Poll.PollId, Held) is not { } code
            ? Ask("", Words.Voting.Expired)
            : await OpenPaper(code, cancellation) is { } stop ? stop : then();
    }

    /// <returns>Null where the paper is open; else the page to show instead.</returns>
    private async Task<IActionResult?> OpenPaper(string code, CancellationToken cancellation)
    {
        try
        {
            var found = await voting.LookUpCodeAsync(new LookUpCodeRequest { PollId = Poll.PollId, Code = code }, cancellationToken: cancellation);
            if (found.HasVoted)
            {
                return Ask("", Words.Voting.HasVoted);
            }

            Held = SealedCode.Seal(HttpContext, Poll.PollId, code);
            Card ??= BallotCards.New();
            Choices = Choices.Of(Poll, Poll.Contests.Single(contest => contest.AreaCode == found.AreaCode), ProjectIds);
            return null;
        }
        catch (RpcException refusal) when (refusal.StatusCode is GrpcStatus.NotFound or GrpcStatus.PermissionDenied)
        {
            return Ask(nameof(Code), Words.Voting.CodeUnknown);
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            return Show(Step.Code, keepCode: true);
        }
    }

    private PageResult Ask(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        // Sixteen letters with one wrong are put right more easily than typed again.
        return Show(Step.Code, keepCode: field == nameof(Code));
    }

    private PageResult Show(Step step, bool keepCode = false)
    {
        if (!keepCode)
        {
            // The code as typed goes no further than this request.
            ModelState.SetModelValue(nameof(Code), new Microsoft.AspNetCore.Mvc.ModelBinding.ValueProviderResult(""));
            Code = "";
        }

        Now = step;
        return Page();
    }

    private async Task LoadPoll(string id, CancellationToken cancellation)
    {
        try
        {
            Poll = await voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode == GrpcStatus.NotFound)
        {
            // A round has no poll before its ballot paper is published; a round that is not there is not found.
            var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
            Poll = new Poll { PollId = round.RoundId, Title = round.Title };
        }
    }
}
