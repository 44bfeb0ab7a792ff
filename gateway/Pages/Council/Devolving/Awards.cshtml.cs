using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Devolving;

/// <summary>The grants of a round as the council sees them: taking one back, what came back, settling the round.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class AwardsModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals, Say say)
    : PageModel
{
    private const int OnePage = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? AwardId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? PaidId { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? ToRoundId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What has just been done: "withdrawn", "returned" or "settled".</summary>
    [BindProperty(SupportsGet = true)]
    public string? Did { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<Award> Awards { get; private set; } = [];

    public IReadOnlyList<Choice> OtherRounds { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public bool RollsOver => Round.Policies?.Unspent == UnspentPolicy.RollOver;

    public IReadOnlyList<Choice> CanBeWithdrawn => Choices(AwardState.Waiting, AwardState.Offered, AwardState.Accepted);

    public IReadOnlyList<Choice> HaveBeenPaid => Choices(AwardState.Paid, AwardState.Closed);

    public Done? Done => Did switch
    {
        "withdrawn" => new Done(Words.Devolving.Withdrawn, Words.Devolving.WithdrawnWords),
        "returned" => new Done(Words.Devolving.Returned, Words.Devolving.ReturnedWords),
        "settled" => new Done(Words.Devolving.Settled, Words.Devolving.SettledWords),
        _ => null,
    };

    public static string StateName(AwardState state) => state switch
    {
        AwardState.Offered => Words.Devolving.StateOffered,
        AwardState.Accepted => Words.Devolving.StateAccepted,
        AwardState.Declined => Words.Devolving.StateDeclined,
        AwardState.Paid => Words.Devolving.StatePaid,
        AwardState.Closed => Words.Devolving.StateClosed,
        AwardState.Withdrawn => Words.Devolving.StateWithdrawn,
        AwardState.Expired => Words.Devolving.StateExpired,
        _ => Words.Devolving.StateWaiting,
    };

    /// <summary>Who or what it waits for, or why it ended.</summary>
    public string Why(Award award) => award.State switch
    {
        AwardState.Waiting => Words.Devolving.AwardWaits,
        AwardState.Offered => say.Fill(Words.Devolving.AwardAnswerBy, say.Until(award.AnswerByTime)),
        AwardState.Accepted => say.Fill(Words.Devolving.AwardAccepted, say.Date(award.AcceptTime)),
        AwardState.Declined => award.DeclineReason,
        _ => award.WithdrawReason,
    };

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public Task<IActionResult> OnPostWithdraw(string id, CancellationToken cancellation) =>
        Change(id, "withdrawn", nameof(AwardId), AwardId, () =>
        grants.WithdrawAwardAsync(
            new WithdrawAwardRequest
            {
                RequestId = RequestId.ToString(), AwardId = AwardId, Reason = TypedText.Lines(Reason)
            },
            cancellationToken: cancellation).ResponseAsync, cancellation);

    public async Task<IActionResult> OnPostReturn(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (ModelState.ReadAmount(nameof(Amount), Amount, Round.Currency) is not { } amount)
        {
            return Page();
        }

        var request = new RecordReturnRequest { RequestId = RequestId.ToString(), AwardId = PaidId ?? "", Amount = amount };
        return await Change(id, "returned", nameof(PaidId), PaidId,
            () => grants.RecordReturnAsync(request, cancellationToken: cancellation).ResponseAsync, cancellation);
    }

    public Task<IActionResult> OnPostSettle(string id, CancellationToken cancellation) => Change(id, "settled", nameof(ToRoundId), id, () =>
        grants.SettleRoundAsync(new SettleRoundRequest { RequestId = RequestId.ToString(), RoundId = id, ToRoundId = ToRoundId ?? "" },
            cancellationToken: cancellation).ResponseAsync, cancellation);

    private async Task<IActionResult> Change(
        string id, string did, string field, string? chosen, Func<Task> call, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(chosen))
        {
            ModelState.AddModelError(field, Words.Devolving.WithdrawMissing);
            await Load(id, cancellation);
            return Page();
        }

        if (await this.GoesThrough(call))
        {
            return Redirect($"{CouncilLinks.RoundGrants(id)}?did={did}");
        }

        await Load(id, cancellation);
        return Page();
    }

    // The first choice is none, so that nothing happens to a grant that nobody chose.
    private List<Choice> Choices(params AwardState[] states) =>
        [new("", Words.Devolving.ChooseGrant), .. Awards.Where(award => states.Contains(award.State))
            .Select(award => new Choice(award.AwardId, $"{award.Title} ({say.Money(award.Amount)})"))];

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var answer = await grants.ListAwardsAsync(
            new ListAwardsRequest { RoundId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Awards = answer.Awards;
        NextPage = answer.NextPageToken;
        if (RollsOver)
        {
            var rounds = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = 50 }, cancellationToken: cancellation);
            OtherRounds = [new("", Words.Devolving.ChooseRound), .. rounds.Rounds.Where(round => round.RoundId != id)
                .Select(round => new Choice(round.RoundId, round.Title))];
        }
    }
}
