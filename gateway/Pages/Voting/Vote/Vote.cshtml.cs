using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;
using Participatory.Words;
using GrpcStatus = Grpc.Core.StatusCode;

namespace Participatory.Gateway.Pages.Voting.Vote;

/// <summary>
/// Voting in four steps at one address: the code of the letter (or, to change a ballot, its card), the ballot paper, the
/// check, the receipt with the ballot card. Each step is a form that carries what the next needs; nothing is kept between them.
/// </summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[FormBeforeSignIn(MaxForm)]
public sealed class VoteModel(
    VotingService.VotingServiceClient voting, ProposalsService.ProposalsServiceClient proposals, FromGrants grants, Say say,
    GatewaySettings settings) : PageModel
{
    /// <summary>A ballot that names a thousand ideas, with points for each.</summary>
    private const int MaxForm = 128 * 1024;

    /// <summary>As many ideas as one area's paper shows the words of.</summary>
    private const int MostIdeas = 200;

    public enum Step
    {
        Code,
        Card,
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

    /// <summary>The ballot card. A browser with scripts has made it; else we have.</summary>
    [BindProperty]
    public string? Card { get; set; }

    [BindProperty]
    public bool CardIsOurs { get; set; }

    /// <summary>The version of the ballot that is being changed; 0 for a new one.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>What was ticked.</summary>
    [BindProperty]
    public List<string> ProjectIds { get; set; } = [];

    /// <summary>Where ideas get places or points: every idea of the paper, and what was written beside it.</summary>
    [BindProperty]
    public List<string> Listed { get; set; } = [];

    [BindProperty]
    public List<string?> Numbers { get; set; } = [];

    public Step Now { get; private set; }

    public Poll Poll { get; private set; } = new();

    public Choices? Choices { get; private set; }

    /// <summary>The proposers' own words, by project.</summary>
    public IReadOnlyDictionary<string, Proposal> Ideas { get; private set; } = new Dictionary<string, Proposal>();

    /// <summary>
    /// What part of the money is for whom; null where that cannot be had at the moment, since people can vote all the same.
    /// </summary>
    public MoneyRules? Rules { get; private set; }

    public Receipt? Receipt { get; private set; }

    /// <summary>Where a phone that reads the card's QR code goes: behind the # a browser tells nobody.</summary>
    public QrCode CardCode => QrCode.Of($"{settings.Root(Request)}{Links.ChangeVote(Poll.PollId)}#{Card}");

    public Task OnGet(string id, CancellationToken cancellation) => LoadPoll(id, cancellation);

    /// <summary>Step one for whoever has voted: asks for the card.</summary>
    public async Task OnGetCard(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        Now = Step.Card;
    }

    /// <summary>Step one: opens the ballot paper that the code is for.</summary>
    public async Task<IActionResult> OnPostCode(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        if (string.IsNullOrWhiteSpace(Code))
        {
            return Ask(nameof(Code), Words.Voting.CodeMissing);
        }

        if (!BallotCards.LooksLikeOne(Card))
        {
            (Card, CardIsOurs) = (BallotCards.New(), true);
        }

        return await OpenPaper(Code, cancellation) is { } stop ? stop : Show(Step.Ballot);
    }

    /// <summary>Step one for whoever has voted: opens their ballot.</summary>
    public async Task<IActionResult> OnPostCard(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        Card = BallotCards.Tidy(Card ?? "");
        if (await OpenBallot(cancellation) is not { } ballot)
        {
            return Show(Step.Card);
        }

        Version = ballot.Version;
        Choices = Choices.OfBallot(Poll, Choices!.Contest, ballot);
        return Show(Step.Ballot);
    }

    /// <summary>Step two, without a script: says what the chosen ideas come to.</summary>
    public Task<IActionResult> OnPostTotal(string id, CancellationToken cancellation) =>
        WithPaper(id, () => Show(Step.Ballot), cancellation);

    /// <summary>Step two: on to the check, once the choices can be cast.</summary>
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

    /// <summary>Step three, back: the paper with its choices.</summary>
    public Task<IActionResult> OnPostChange(string id, CancellationToken cancellation) => OnPostTotal(id, cancellation);

    /// <summary>Step three: casts. Sent twice, it answers with the same receipt.</summary>
    public async Task<IActionResult> OnPostCast(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        var code = Version > 0 ? "" : SealedCode.Open(HttpContext, Poll.PollId, Held);
        if (code is null)
        {
            return Ask("", Words.Voting.Expired);
        }

        var request = new CastBallotRequest
        {
            RequestId = RequestId.ToString(), PollId = Poll.PollId, Code = code, Card = Card
            ?? "", Replaces = Version
        };
        request.ProjectIds.AddRange(ProjectIds);
        if (Choices.TypeOf(Poll).HasPoints)
        {
            request.Points.AddRange(Numbers.Select(number => long.TryParse(number, out var points) ? points : 0));
        }

        try
        {
            Receipt = await voting.CastBallotAsync(request, cancellationToken: cancellation);
            return Show(Step.Receipt);
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            var open = Version > 0 ? await OpenBallot(cancellation) is not null : await OpenPaper(code, cancellation) is null;
            return refusal.StatusCode is GrpcStatus.InvalidArgument or GrpcStatus.ResourceExhausted && open
                ? Show(refusal.StatusCode == GrpcStatus.ResourceExhausted ? Step.Check : Step.Ballot)
                : Show(Version > 0 ? Step.Card : Step.Code);
        }
    }

    /// <summary>The card and the tracking code as a file to keep. It is made of what the form carries; we keep no card.</summary>
    public async Task<IActionResult> OnPostSave(string id, string? trackingCode, string? promise, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        var text = say.Fill(Words.Voting.SavedFile, Poll.Title, Card, trackingCode,
            $"{settings.Root(Request)}{Links.ChangeVote(Poll.PollId)}", promise);
        return File(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), "text/plain; charset=utf-8", "ballot-card.txt");
    }

    private async Task<IActionResult> WithPaper(string id, Func<IActionResult> then, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        if (Version > 0)
        {
            return await OpenBallot(cancellation) is null ? Show(Step.Card) : then();
        }

        return SealedCode.Open(HttpContext, Poll.PollId, Held) is not { } code
            ? Ask("", Words.Voting.Expired)
            : await OpenPaper(code, cancellation) is { } stop ? stop : then();
    }

    /// <returns>Null where the paper is open; else the page to show instead.</returns>
    private async Task<IActionResult?> OpenPaper(string code, CancellationToken cancellation)
    {
        try
        {
            var found = await voting.LookUpCodeAsync(
                new LookUpCodeRequest { PollId = Poll.PollId, Code = code }, cancellationToken: cancellation);
            if (found.HasVoted)
            {
                return Ask("", Words.Voting.HasVoted);
            }

            Held = SealedCode.Seal(HttpContext, Poll.PollId, code);
            await Lay(found.AreaCode, cancellation);
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

    /// <returns>The ballot of the card; null where there is none, and the page says why.</returns>
    private async Task<LookUpCardResponse?> OpenBallot(CancellationToken cancellation)
    {
        try
        {
            var ballot = await voting.LookUpCardAsync(
                new LookUpCardRequest { PollId = Poll.PollId, Card = Card ?? "" }, cancellationToken: cancellation);
            await Lay(ballot.AreaCode, cancellation);
            return ballot;
        }
        catch (RpcException refusal) when (refusal.StatusCode == GrpcStatus.NotFound)
        {
            ModelState.AddModelError(nameof(Card), Words.Voting.CardUnknown);
            return null;
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            return null;
        }
    }

    // The paper of an area with what the form says was chosen on it.
    private async Task Lay(string areaCode, CancellationToken cancellation)
    {
        var contest = Poll.Contests.Single(contest => contest.AreaCode == areaCode);
        Choices = Listed.Count > 0
            ? Choices.OfNumbers(Poll, contest, Listed, Numbers)
            : Choices.OfTicks(Poll, contest, ProjectIds);
        var ideas = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = Poll.PollId, AreaCode = areaCode, PageSize = MostIdeas }, cancellationToken: cancellation);
        Ideas = ideas.Proposals.ToDictionary(idea => idea.ProposalId, StringComparer.Ordinal);
        Rules = await grants.Rules(Poll.PollId, cancellation);
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
