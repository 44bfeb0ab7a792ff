using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
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
/// Voting in four steps: the code of the letter (or, to change a ballot, its card), the ballot paper, the check, the receipt with the
/// ballot card. Each has an address and is reached by redirect, also where something has to be put right; what the next step needs is in
/// an <see cref="OpenBallot"/>.
/// </summary>
[OpenTo(Role.Anyone)]
[NeverKept]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[FormBeforeSignIn(MaxForm)]
public sealed partial class VoteModel(
    VotingService.VotingServiceClient voting, ProposalsService.ProposalsServiceClient proposals, FromGrants grants, Say say,
    GatewaySettings settings) : PageModel
{
    /// <summary>A ballot that names a thousand ideas, with points for each.</summary>
    private const int MaxForm = 128 * 1024;

    /// <summary>As many ideas as one area's paper shows the words of.</summary>
    private const int MostIdeas = 200;

    private OpenBallot? ballot;

    /// <summary>Why nobody can vote now, with the day on which they can or could.</summary>
    public static string WhyClosed(Poll poll, Say say) => poll.State switch
    {
        PollState.Scheduled when poll.OpenTime is { } opens => say.Fill(Words.Voting.OpensOn, say.Date(opens)),
        PollState.Closed or PollState.Declared when EndOf(poll) is { } end => say.Fill(Words.Voting.ClosedOn, say.LastDay(end)),
        _ => Words.Voting.NotOpen,
    };

    // Somebody may have closed it before its time.
    private static DateTimeOffset? EndOf(Poll poll) => poll.Decisions.Where(decision => decision.State == PollState.Closed)
        .Select(decision => decision.Time).Append(poll.CloseTime).Where(time => time is not null)
        .Select(time => (DateTimeOffset?)time.ToDateTimeOffset()).Min();

    public enum Step
    {
        Code,
        Card,
        Ballot,
        Check,
        Receipt,
    }

    /// <summary>Which step is asked for; in the address.</summary>
    [BindProperty(SupportsGet = true, Name = "step")]
    public Step Now { get; set; }

    /// <summary>The mark of the ballot; in the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    /// <summary>Of the choices that were in sight.</summary>
    [BindProperty]
    public string? RequestId { get; set; }

    /// <summary>The code as it was typed; shown again only where something in it has to be put right.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The ballot card. A browser with scripts has made it; else we have.</summary>
    [BindProperty]
    public string? Card { get; set; }

    /// <summary>What was ticked.</summary>
    [BindProperty]
    public List<string> ProjectIds { get; set; } = [];

    /// <summary>Where ideas get places or points: every idea of the paper, and what was written beside it.</summary>
    [BindProperty]
    public List<string> Listed { get; set; } = [];

    [BindProperty]
    public List<string?> Numbers { get; set; } = [];

    /// <summary>Goes with the choices that are in sight.</summary>
    public string ChoicesId => ballot?.RequestId ?? "";

    public bool CardIsOurs => ballot?.CardIsOurs == true;

    public int Version => ballot?.Version ?? 0;

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

    /// <summary>The address of a step of this ballot.</summary>
    public string To(Step step, string? handler = null) =>
        $"{Links.Vote(Poll.PollId)}?step={step.ToString().ToLowerInvariant()}&of={Of}{(handler is null ? "" : "&handler=" + handler)}";

    public async Task<IActionResult> OnGet(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        ballot = OpenBallot.Find(HttpContext, Poll.PollId, Of);
        if (Now is Step.Code or Step.Card)
        {
            // What was typed and did not work, to be put right.
            (Code, Card) = (ballot?.Code, ballot?.Card);
            return Shown();
        }

        if (ballot is null)
        {
            Now = Step.Code;
            ModelState.AddModelError("", Words.Voting.Expired);
            return Page();
        }

        Card = ballot.Card;
        return ballot.Receipt.Length > 0
            ? Now == Step.Receipt ? ShowReceipt() : Redirect(To(Step.Receipt))
            : Now == Step.Receipt ? Redirect(To(Step.Check)) : await ShowPaper(cancellation);
    }

    /// <summary>Step one for whoever has voted: asks for the card.</summary>
    public Task<IActionResult> OnGetCard(string id, CancellationToken cancellation)
    {
        Now = Step.Card;
        return OnGet(id, cancellation);
    }

    /// <summary>The card and the tracking code as a file to keep.</summary>
    public async Task<IActionResult> OnPostSave(string id, CancellationToken cancellation)
    {
        await LoadPoll(id, cancellation);
        ballot = OpenBallot.Find(HttpContext, Poll.PollId, Of);
        if (ballot is not { Receipt.Length: > 0 })
        {
            return Redirect(To(Step.Receipt));
        }

        var receipt = Participatory.Voting.V1.Receipt.Parser.ParseJson(ballot.Receipt);
        var text = say.Fill(Words.Voting.SavedFile, Poll.Title, ballot.Card, receipt.TrackingCode,
            $"{settings.Root(Request)}{Links.ChangeVote(Poll.PollId)}", receipt.Promise.Note);
        return File(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), "text/plain; charset=utf-8", "ballot-card.txt");
    }

    /// <summary>The voter has kept the card: nothing of the vote stays in this browser.</summary>
    public IActionResult OnPostFinish(string id)
    {
        OpenBallot.Forget(HttpContext, id, Of);
        return Redirect(Links.Round(id));
    }

    private PageResult ShowReceipt()
    {
        Receipt = Participatory.Voting.V1.Receipt.Parser.ParseJson(ballot!.Receipt);
        return Page();
    }

    /// <summary>The paper with its choices, or the check; the poll says whether this ballot can still be cast.</summary>
    private async Task<IActionResult> ShowPaper(CancellationToken cancellation)
    {
        if (await OpenPaper(cancellation) is { } refused)
        {
            return Refuse(refused);
        }

        Choices = Choices.OfKept(Poll, Choices!.Contest, ballot!.Numbers);
        if (Now == Step.Check && Choices.ToPutRight(say) is not null)
        {
            return Redirect(To(Step.Ballot));
        }

        await LoadIdeas(cancellation);
        return Shown();
    }

    /// <summary>The page, with what was refused before.</summary>
    private PageResult Shown()
    {
        if (ballot is { Fault.Length: > 0 })
        {
            ModelState.AddModelError(ballot.FaultyField, ballot.Fault);
        }

        return Page();
    }

    private async Task LoadIdeas(CancellationToken cancellation)
    {
        var ideas = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = Poll.PollId, AreaCode = Choices!.Contest.AreaCode, PageSize = MostIdeas },
            cancellationToken: cancellation);
        Ideas = ideas.Proposals.ToDictionary(idea => idea.ProposalId, StringComparer.Ordinal);
        Rules = await grants.Rules(Poll.PollId, cancellation);
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
