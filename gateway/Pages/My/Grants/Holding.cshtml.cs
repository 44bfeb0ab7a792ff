using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Groups;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Grants.V1;
using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.My.Grants;

/// <summary>Who holds the money of a grant, one question at a time; then what is known, and what happens next.</summary>
[OpenTo(Role.Person)]
public sealed class HoldingModel(
    GrantsService.GrantsServiceClient grants, PeopleService.PeopleServiceClient people, TimeProvider clock, GatewaySettings settings)
    : PageModel, IBankFields
{
    private const int MovesLookedAt = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>What was answered to the first question; also in the address of the second.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Holder { get; set; }

    /// <summary>"holder" or "bank": the question that is answered again.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Change { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    [BindProperty]
    public string? GroupName { get; set; }

    [BindProperty]
    public string? CharityNumber { get; set; }

    [BindProperty]
    public string? CompanyNumber { get; set; }

    [BindProperty]
    public string? HostName { get; set; }

    [BindProperty]
    public string? Shopping { get; set; }

    [BindProperty]
    public string? AccountName { get; set; }

    [BindProperty]
    public string? SortCode { get; set; }

    [BindProperty]
    public string? AccountNumber { get; set; }

    /// <summary>The version of the bank details that somebody else of the group looked at.</summary>
    [BindProperty]
    public int DetailsVersion { get; set; }

    /// <summary>To which group the grant is offered.</summary>
    [BindProperty]
    public string? MoveTo { get; set; }

    /// <summary>The visitor's groups to which the grant can be offered; none where it cannot.</summary>
    public IReadOnlyList<Choice> Groups { get; private set; } = [];

    /// <summary>To which group it was offered; null where it is offered to none.</summary>
    public AwardMove? Offered { get; private set; }

    public Payee Payee { get; private set; } = new();

    public Holder Chosen => Choice.Of<Holder>(Holder);

    public bool AsksWho => CanChange && (Payee.Step == PayeeStep.ChooseHolder || Change == "holder")
        && Chosen == Participatory.Grants.V1.Holder.Unspecified;

    public bool AsksMore => CanChange && (Payee.Step == PayeeStep.ChooseHolder || Change == "holder") && !AsksWho;

    /// <summary>A host gives its own details on its own page.</summary>
    public bool MayGiveDetails => Payee.Holder is Participatory.Grants.V1.Holder.Group or Participatory.Grants.V1.Holder.Person;

    public bool AsksBank => CanChange && !AsksWho && !AsksMore && MayGiveDetails
        && (Payee.Step is PayeeStep.GiveBankDetails or PayeeStep.Correct || Change == "bank");

    /// <summary>Somebody else of the visitor's group gave the bank details, and they are not confirmed yet.</summary>
    public bool AsksSecond => CanChange && Payee is { Step: PayeeStep.Agree, GivenByMe: false };

    /// <summary>Nothing is asked for yet, so another answer is still possible.</summary>
    public bool CanChange => Award.State == AwardState.Accepted;

    public Award Award { get; private set; } = new();

    /// <summary>What the host opens.</summary>
    public string HostLink => $"{settings.Root(Request)}{Links.Hosting(Payee.AwardId)}?code={Payee.HostCode}";

    public Task<IActionResult> OnGet(string award, CancellationToken cancellation) => Show(award, cancellation);

    public async Task<IActionResult> OnPostWho(string award, CancellationToken cancellation)
    {
        if (Chosen is Participatory.Grants.V1.Holder.Group or Participatory.Grants.V1.Holder.Host
            or Participatory.Grants.V1.Holder.CouncilBuys)
        {
            return Redirect($"{Links.Holding(award)}?holder={Chosen}&change=holder");
        }

        return await Choose(award, cancellation);
    }

    public Task<IActionResult> OnPostChoose(string award, CancellationToken cancellation) => Choose(award, cancellation);

    public Task<IActionResult> OnPostBank(string award, CancellationToken cancellation) => Answer(
        award, () => grants.GiveBankDetailsAsync(((IBankFields)this).Details(award), cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostSecond(string award, CancellationToken cancellation) => Answer(
        award,
        () => grants.ConfirmBankDetailsAsync(
            new ConfirmBankDetailsRequest { RequestId = RequestId.ToString(), AwardId = award, DetailsVersion = DetailsVersion },
            cancellationToken: cancellation),
        cancellation);

    public Task<IActionResult> OnPostMove(string award, CancellationToken cancellation) => this.Send(
        grants.MoveAwardToGroupAsync(
            new MoveAwardToGroupRequest { RequestId = RequestId.ToString(), AwardId = award, GroupId = MoveTo ?? "" },
            cancellationToken: cancellation),
        Links.Holding(award), () => Show(award, cancellation));

    public Task<IActionResult> OnPostBack(string award, CancellationToken cancellation) => this.Send(
        grants.AnswerAwardMoveAsync(
            new AnswerAwardMoveRequest { RequestId = RequestId.ToString(), AwardId = award, Yes = false },
            cancellationToken: cancellation),
        Links.Holding(award), () => Show(award, cancellation));

    private Task<IActionResult> Choose(string award, CancellationToken cancellation) => Answer(award, () => grants.ChooseHolderAsync(
        new ChooseHolderRequest
        {
            RequestId = RequestId.ToString(),
            AwardId = award,
            Holder = Chosen,
            GroupName = GroupName?.Trim() ?? "",
            CharityNumber = IBankFields.Number(CharityNumber),
            CompanyNumber = IBankFields.Number(CompanyNumber),
            HostName = HostName?.Trim() ?? "",
            Shopping = TypedText.Lines(Shopping).Trim(),
        },
        cancellationToken: cancellation), cancellation);

    private Task<IActionResult> Answer(string award, Func<AsyncUnaryCall<Payee>> call, CancellationToken cancellation) =>
        this.Send(call(), Links.Holding(award) + "?done=true", () => Show(award, cancellation));

    private async Task<IActionResult> Show(string award, CancellationToken cancellation)
    {
        var payee = grants.GetPayeeAsync(new GetPayeeRequest { AwardId = award }, cancellationToken: cancellation);
        Award = await grants.GetAwardAsync(new GetAwardRequest { AwardId = award }, cancellationToken: cancellation);
        Payee = await payee;
        await LoadMove(cancellation);
        return Payee.Mine ? (AsksBank ? AskAgain.Before(this, clock) : null) ?? Page() : Forbid();
    }

    /// <summary>A grant of one person of which nothing is asked for can become a group's, where somebody else of it can say yes.</summary>
    private async Task LoadMove(CancellationToken cancellation)
    {
        if (!Payee.Mine || Payee.GroupId.Length > 0 || !CanChange)
        {
            return;
        }

        var moves = await grants.ListMyAwardMovesAsync(
            new ListMyAwardMovesRequest { PageSize = MovesLookedAt }, cancellationToken: cancellation);
        Offered = moves.Moves.FirstOrDefault(
            move => move.AwardId == Payee.AwardId && move.Mine && move.State == AwardMoveState.Offered);
        Groups = Offered is null && Payee.CanBeOffered ? await GroupChoices.WithOtherSigner(people, cancellation) : [];
    }
}
