using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Funds;

/// <summary>One fund: what is in it, and where money that has come in is recorded.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class FundModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Funder { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    /// <summary>The income that was recorded wrongly.</summary>
    [BindProperty]
    public string? Wrong { get; set; }

    [BindProperty]
    public string? WrongReason { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    [BindProperty]
    public string? Groups { get; set; }

    [BindProperty]
    public string? EvidenceReason { get; set; }

    /// <summary>What has just been recorded, in minor units.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Recorded { get; set; }

    public Fund Fund { get; private set; } = new();

    public IReadOnlyList<Income> Income { get; private set; } = [];

    public FundShares Pooled { get; private set; } = new();

    /// <summary>Who accepted the rule of evidence that holds; null where nobody chose one.</summary>
    public EvidenceChoice? Accepted { get; private set; }

    public IReadOnlyList<Choice> Correctable =>
        [new("", ""), .. Income.Where(income => income.CorrectionReason.Length == 0)
            .Select(income => new Choice(income.TransferId, $"{income.Funder}, {say.Money(income.Amount)}, {say.Date(income.Time)}"))];

    public static IReadOnlyList<Choice> EvidenceChoices =>
    [
        new(nameof(Grants.V1.Evidence.None), Words.Funds.EvidenceNone, Words.Funds.EvidenceNoneHint),
        new(nameof(Grants.V1.Evidence.Keep), Words.Funds.EvidenceKeep, Words.Funds.EvidenceKeepHint),
        new(nameof(Grants.V1.Evidence.Sample), Words.Funds.EvidenceSample, Words.Funds.EvidenceSampleHint),
    ];

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public string RecordedWords => Recorded is { } minor ? say.Fill(Words.Funds.RecordedWords, say.Money(minor, Fund.Currency)) : "";

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        await Load(id, cancellation);
        if (ModelState.ReadAmount(nameof(Amount), Amount, Fund.Currency) is not { } amount)
        {
            return Page();
        }

        var request = new RecordIncomeRequest
        {
            RequestId = RequestId.ToString(),
            FundId = id,
            Funder = Funder?.Trim() ?? "",
            Amount = amount,
            Reference = Reference?.Trim() ?? "",
        };
        return await this.Send(
            grants.RecordIncomeAsync(request, cancellationToken: cancellation),
            string.Create(CultureInfo.InvariantCulture, $"{CouncilLinks.Fund(id)}?recorded={amount.AmountMinor}"));
    }

    public Task<IActionResult> OnPostCorrect(string id, CancellationToken cancellation) =>
        Change(id, nameof(Wrong), Wrong, Words.Funds.CorrectMissing, () =>
        grants.CorrectIncomeAsync(
            new CorrectIncomeRequest
            {
                RequestId = RequestId.ToString(), TransferId = Wrong, Reason = TypedText.Lines(WrongReason)
            },
            cancellationToken: cancellation).ResponseAsync, nameof(WrongReason), cancellation);

    public Task<IActionResult> OnPostEvidence(string id, CancellationToken cancellation) =>
        Change(id, nameof(Evidence), Evidence, Words.Funds.EvidenceMissing, () =>
        grants.ChooseEvidenceAsync(
            new ChooseEvidenceRequest
            {
                RequestId = RequestId.ToString(),
                FundId = id,
                Evidence = Choice.Of<Grants.V1.Evidence>(Evidence),
                Groups = Evidence == nameof(Grants.V1.Evidence.Sample) && int.TryParse(Groups, CultureInfo.CurrentCulture, out var groups)
                    ? groups : 0,
                Reason = TypedText.Lines(EvidenceReason),
            },
            cancellationToken: cancellation).ResponseAsync, nameof(EvidenceReason), cancellation);

    private async Task<IActionResult> Change(
        string id, string field, string? chosen, string missing, Func<Task> call, string reasonField, CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        if (string.IsNullOrEmpty(chosen))
        {
            ModelState.AddModelError(field, missing);
        }
        else if (await this.GoesThrough(call, refusal => TakesReason(refusal, reasonField)))
        {
            return Redirect(CouncilLinks.Fund(id));
        }

        await Load(id, cancellation);
        return Page();
    }

    private bool TakesReason(RpcException refusal, string field)
    {
        if (refusal.FieldFaults() is not [{ Name: "reason" } fault])
        {
            return false;
        }

        ModelState.AddModelError(field, fault.Sentence);
        return true;
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Fund = await grants.GetFundAsync(new GetFundRequest { FundId = id }, cancellationToken: cancellation);
        Income = (await grants.ListIncomeAsync(
            new ListIncomeRequest { FundId = id, PageSize = 100 }, cancellationToken: cancellation)).Income;
        Pooled = await grants.GetFundSharesAsync(new GetFundSharesRequest { FundId = id }, cancellationToken: cancellation);
        var choices = await grants.GetEvidenceHistoryAsync(new GetEvidenceHistoryRequest { FundId = id }, cancellationToken: cancellation);
        Accepted = choices.Choices.Count > 0 ? choices.Choices[0] : null;
    }

    public static string EvidenceName(Grants.V1.Evidence evidence) => evidence switch
    {
        Grants.V1.Evidence.Keep => Words.Funds.EvidenceKeep,
        Grants.V1.Evidence.Sample => Words.Funds.EvidenceSample,
        _ => Words.Funds.EvidenceNone,
    };
}
