using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>
/// Makes a round: what and where, when, how people vote, and a look at everything with the promises that are usual. What was answered is
/// a draft from the first page on; each page has an address and is reached by redirect, also where something has to be put right.
/// </summary>
[OpenTo(Role.Officer)]
public sealed class NewModel(ProposalsService.ProposalsServiceClient proposals, RoundDrafts drafts, CouncilDays days, Say say) : PageModel
{
    /// <summary>Which page is in sight, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int Step { get; set; } = 1;

    /// <summary>The draft; made with the first page, so that sending that twice makes one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Draft { get; set; }

    /// <summary>The answers of this page were sent and are not right yet.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Look { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Currency { get; set; } = "GBP";

    [BindProperty]
    public string? Areas { get; set; }

    [BindProperty]
    public string? ListeningFrom { get; set; }

    [BindProperty]
    public string? AcceptingFrom { get; set; }

    [BindProperty]
    public string? ReviewingFrom { get; set; }

    [BindProperty]
    public string? BallotingFrom { get; set; }

    [BindProperty]
    public string? FinishedFrom { get; set; }

    [BindProperty]
    public string? VoteType { get; set; } = BallotType.All[0].Name;

    [BindProperty]
    public string? MinLength { get; set; } = "1";

    [BindProperty]
    public string? MaxLength { get; set; } = "0";

    [BindProperty]
    public string? MaxSumPoints { get; set; } = "0";

    [BindProperty]
    public string? MaxPoints { get; set; } = "0";

    [BindProperty]
    public string? Rule { get; set; } = StatuteName.Offered[0].ToString();

    [BindProperty]
    public string? Ties { get; set; } = TieOrder.EqualShares.ToString();

    [BindProperty]
    public string? MinVotes { get; set; } = "0";

    [BindProperty]
    public string? PayWithinDays { get; set; } = "10";

    [BindProperty]
    public string? AnswerWithinDays { get; set; } = "5";

    [BindProperty]
    public string? StoryAfterDays { get; set; } = "90";

    [BindProperty]
    public string? SentenceUpTo { get; set; } = "500";

    [BindProperty]
    public string? QuestionsUpTo { get; set; } = "5000";

    [BindProperty]
    public string? Unspent { get; set; } = nameof(UnspentPolicy.RollOver);

    /// <summary>"True" where first ideas wait for an officer's look.</summary>
    [BindProperty]
    public string? NewcomersWait { get; set; } = bool.FalseString;

    public IReadOnlyList<Choice> Newcomers =>
        [new(bool.FalseString, Words.CouncilRounds.NewcomersShown), new(bool.TrueString, Words.CouncilRounds.NewcomersWait)];

    public IReadOnlyList<Choice> VoteTypes =>
        [.. BallotType.All.Select(type => new Choice(type.Name, RuleWords.Name(type), RuleWords.Hint(type)))];

    /// <summary>
    /// The rules as people choose between them: what Voting calls the rule, a space, and what it goes by. Only those that can count what is
    /// on a ballot.
    /// </summary>
    public IReadOnlyList<Choice> Rules
    {
        get
        {
            var ballots = (BallotType.Named(VoteType ?? "") ?? BallotType.All[0]).Counted;
            return
            [
                .. StatuteName.Offered.Where(statute => statute.Fits(ballots))
                    .Select(statute => new Choice(statute.ToString(), RuleWords.Name(statute), RuleWords.Hint(statute))),
            ];
        }
    }

    public IReadOnlyList<Choice> TieOrders =>
    [
        new(TieOrder.EqualShares.ToString(), Words.CouncilRounds.TiesEs, Words.CouncilRounds.TiesEsHint),
        new(TieOrder.Lexicographic.ToString(), Words.CouncilRounds.TiesLex, Words.CouncilRounds.TiesLexHint),
    ];

    public IReadOnlyList<Choice> Leftovers =>
    [
        new(nameof(UnspentPolicy.RollOver), Words.CouncilRounds.RollOver),
        new(nameof(UnspentPolicy.ReturnToFund), Words.CouncilRounds.ReturnToFund),
        new(nameof(UnspentPolicy.OfferNext), Words.CouncilRounds.OfferNext),
    ];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        Step = Math.Clamp(Step, 1, RoundQuestions.Promises);
        Suggest();
        if (Draft is null)
        {
            (Step, Draft) = (1, Guid.NewGuid().ToString());
            return Page();
        }

        if (await drafts.Find(Draft, cancellation) is not { } draft)
        {
            // It has become a round, or nobody came back to it for a month.
            return Redirect(CouncilLinks.Rounds);
        }

        RoundQuestions.Fill(this, draft.Answers);
        var (round, faults) = RoundQuestions.Read(this, days, say);
        Preview = round;
        if (Step == RoundQuestions.Check && faults.Count > 0)
        {
            return Redirect(CouncilLinks.RoundDraft(Draft, faults.Min(fault => RoundQuestions.StepOf(fault.Field)), look: true));
        }

        Show(Look ? faults.Where(fault => RoundQuestions.StepOf(fault.Field) == Step) : []);
        return Page();
    }

    /// <summary>Keeps the answers of one page and leads on; where they are not right yet, back to it.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        Step = Math.Clamp(Step, 1, RoundQuestions.Promises);
        if (!Guid.TryParseExact(Draft, "D", out _))
        {
            return Redirect(CouncilLinks.NewRound);
        }

        if (Step == RoundQuestions.Check)
        {
            return await Make(Draft, cancellation);
        }

        await drafts.Keep(Draft, RoundQuestions.AnswersOf(this, Step), Person.CallerOf(User).ShownAs, cancellation);
        RoundQuestions.Fill(this, (await drafts.Find(Draft, cancellation))!.Answers);
        var isWrong = RoundQuestions.Read(this, days, say).Faults.Any(fault => RoundQuestions.StepOf(fault.Field) == Step);
        return Redirect(CouncilLinks.RoundDraft(Draft, isWrong ? Step : RoundQuestions.After(Step), isWrong));
    }

    /// <summary>Nobody needs the draft.</summary>
    public IActionResult OnPostForget()
    {
        drafts.Forget(Draft);
        return Redirect(CouncilLinks.Rounds);
    }

    /// <summary>What would be made from the answers so far.</summary>
    public Round Preview { get; private set; } = new();

    /// <summary>The last day to vote as it was chosen, and not the instant at which it is over.</summary>
    public string LastDay => days.Read(FinishedFrom) is { } day ? say.Date(days.Begin(day)) : "";

    private async Task<IActionResult> Make(string id, CancellationToken cancellation)
    {
        if (await drafts.Find(id, cancellation) is not { } draft)
        {
            // Sent twice: the first sending has made it.
            return Redirect(CouncilLinks.Rounds);
        }

        RoundQuestions.Fill(this, draft.Answers);
        var (round, faults) = RoundQuestions.Read(this, days, say);
        Preview = round;
        if (faults.Count > 0)
        {
            return Redirect(CouncilLinks.RoundDraft(id, faults.Min(fault => RoundQuestions.StepOf(fault.Field)), look: true));
        }

        // From one draft one round is made, whoever presses the button, and however often.
        Round? made = null;
        if (await this.GoesThrough(async () => made = await proposals.CreateRoundAsync(
            new CreateRoundRequest
            {
                RequestId = RequestIds.From("round of a draft", id, JsonFormatter.Default.Format(round)), Round = round,
            },
            cancellationToken: cancellation)))
        {
            drafts.Forget(id);
            return Redirect(CouncilLinks.Round(made!.RoundId) + "?made=true");
        }

        // The page that needs another look says why.
        Step = ModelState.Where(field => field.Value is { Errors.Count: > 0 }).Select(field => RoundQuestions.StepOf(field.Key)).Min();
        return Page();
    }

    // Two weeks to hear of it, four of ideas and three of voting: a suggestion to start from.
    private void Suggest()
    {
        var first = days.Today;
        (ListeningFrom, AcceptingFrom) = (CouncilDays.Field(first), CouncilDays.Field(first.AddDays(14)));
        (ReviewingFrom, BallotingFrom) = (CouncilDays.Field(first.AddDays(42)), CouncilDays.Field(first.AddDays(70)));
        FinishedFrom = CouncilDays.Field(first.AddDays(91));
    }

    private void Show(IEnumerable<(string Field, string Sentence)> faults)
    {
        foreach (var (field, sentence) in faults)
        {
            ModelState.AddModelError(field, sentence);
        }
    }
}
