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
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>
/// Makes a round, one question after the other. What was answered travels with the form, so nothing is kept until the
/// round is made at the end.
/// </summary>
[OpenTo(Role.Officer)]
public sealed class NewModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which question is in sight, from 1.</summary>
    [BindProperty]
    public int Step { get; set; } = 1;

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

    public void OnGet()
    {
        // Four weeks of ideas and three of voting: a suggestion to start from.
        var first = days.Today;
        (ListeningFrom, AcceptingFrom) = (CouncilDays.Field(first), CouncilDays.Field(first.AddDays(14)));
        (ReviewingFrom, BallotingFrom) = (CouncilDays.Field(first.AddDays(42)), CouncilDays.Field(first.AddDays(70)));
        FinishedFrom = CouncilDays.Field(first.AddDays(91));
    }

    /// <param name="go">"next", "back", "make", or the number of the question to go to.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IActionResult> OnPost(string? go, CancellationToken cancellation)
    {
        Step = Math.Clamp(Step, 1, RoundQuestions.Last);
        if (go == "make")
        {
            return await Make(cancellation);
        }

        var (round, faults) = RoundQuestions.Read(this, days, say);
        Step = go switch
        {
            "back" => Math.Max(1, Step - 1),
            "next" when !Show(faults.Where(fault => RoundQuestions.StepOf(fault.Field) == Step)) => Math.Min(RoundQuestions.Last, Step + 1),
            _ => int.TryParse(go, out var chosen) ? Math.Clamp(chosen, 1, RoundQuestions.Last) : Step,
        };
        Preview = round;
        return Page();
    }

    /// <summary>What would be made from the answers so far.</summary>
    public Round Preview { get; private set; } = new();

    /// <summary>The last day to vote as it was chosen, and not the instant at which it is over.</summary>
    public string LastDay => days.Read(FinishedFrom) is { } day ? say.Date(days.Begin(day)) : "";

    private async Task<IActionResult> Make(CancellationToken cancellation)
    {
        var (round, faults) = RoundQuestions.Read(this, days, say);
        Preview = round;
        if (!Show(faults))
        {
            Round? made = null;
            // The question that needs another look says why.
            if (await this.GoesThrough(async () => made = await proposals.CreateRoundAsync(
                new CreateRoundRequest { RequestId = RequestId.ToString(), Round = round }, cancellationToken: cancellation)))
            {
                return Redirect(CouncilLinks.Round(made!.RoundId) + "?made=true");
            }
        }

        Step = ModelState.Where(field => field.Value is { Errors.Count: > 0 }).Select(field => RoundQuestions.StepOf(field.Key)).Min();
        return Page();
    }

    private bool Show(IEnumerable<(string Field, string Sentence)> faults)
    {
        foreach (var (field, sentence) in faults)
        {
            ModelState.AddModelError(field, sentence);
        }

        return !ModelState.IsValid;
    }
}
