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
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Ideas;

/// <summary>An officer says what an idea costs, or why it cannot be done. The proposer's words stand beside it and stay theirs.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IdeaModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public const string CanBeDone = "yes";

    public const string CannotBeDone = "no";

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>"yes", "no", or nothing chosen yet.</summary>
    [BindProperty]
    public string? Valuation { get; set; }

    /// <summary>Of the words that the officer has read: where they were changed since, nothing is valued.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Cost { get; set; }

    [BindProperty]
    public string? InfeasibleReason { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Why an officer takes the photo away.</summary>
    [BindProperty]
    public string? PhotoReason { get; set; }

    /// <summary>Which photo is taken away.</summary>
    [BindProperty]
    public string? PhotoId { get; set; }

    /// <summary>The list that the idea was opened from.</summary>
    [BindProperty(SupportsGet = true)]
    public IdeasShown Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    /// <summary>The idea that has just been valued.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Valued { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>The ideas before and after it in the list that it was opened from; null where there is none.</summary>
    public Proposal? Before { get; private set; }

    public Proposal? After { get; private set; }

    public string List => $"{CouncilLinks.Ideas(Round.RoundId)}?show={Show}&area={Uri.EscapeDataString(Area ?? "")}";

    public Proposal Idea { get; private set; } = new();

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public string SignedAs => Person.CallerOf(User).ShownAs;

    /// <summary>The form is offered where an answer can still count; whether it does is for the service to say.</summary>
    public bool CanBeValued => IsOfficer && CanBeValuedIn(Round, Idea);

    public IReadOnlyList<Choice> Findings =>
        [new(CanBeDone, Words.Valuing.CanBeDone), new(CannotBeDone, Words.Valuing.CannotBeDone, Words.Valuing.CannotBeDoneHint)];

    /// <summary>An answer of an officer can still count.</summary>
    internal static bool CanBeValuedIn(Round round, Proposal idea) => round.Phase is Phase.Accepting or Phase.Reviewing
        && idea.State is ProposalState.Open or ProposalState.Feasible or ProposalState.Infeasible;

    public async Task OnGet(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        ShowFound();
    }

    public async Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        await Load(id, n, cancellation);
        var valuation = Read();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var request = new ValueProposalRequest
        {
            RequestId = RequestId.ToString(), RoundId = id, ProposalId = Idea.ProposalId, Valuation = valuation, Version = Version,
        };
        var next = After is { } after ? CouncilLinks.Idea(id, after.ProposalId, Show, Area) : List;
        return await this.Send(
            proposals.ValueProposalAsync(request, cancellationToken: cancellation), $"{next}&valued={Uri.EscapeDataString(Idea.Title)}");
    }

    public async Task<IActionResult> OnPostTakePhoto(string id, string n, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        await Load(id, n, cancellation);
        ShowFound();
        var why = TypedText.Lines(PhotoReason ??= "").Trim();
        if (why.Length == 0)
        {
            ModelState.AddModelError(nameof(PhotoReason), Words.Valuing.TakePhotoReasonMissing);
            return Page();
        }

        if (Idea.Photos.Count > 1 && string.IsNullOrEmpty(PhotoId))
        {
            ModelState.AddModelError(nameof(PhotoId), Words.Maps.WhichPhotoMissing);
            return Page();
        }

        return await this.Send(
            proposals.RemoveProposalPhotoAsync(
                new RemoveProposalPhotoRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Idea.ProposalId,
                    Reason = why, PhotoId = PhotoId ?? "",
                }, cancellationToken: cancellation),
            CouncilLinks.Idea(id, Idea.ProposalId));
    }

    /// <summary>The form holds what was found out before, or what its proposer thinks that it costs.</summary>
    private void ShowFound()
    {
        Cost = Idea.Estimate is { AmountMinor: > 0 } guess ? guess.Field(CultureInfo.CurrentCulture) : null;
        if (Idea.Valuation is { } found)
        {
            Valuation = found.Cost is null ? CannotBeDone : CanBeDone;
            Cost = found.Cost is { } cost ? cost.Field(CultureInfo.CurrentCulture) : null;
            (InfeasibleReason, Note) = (found.InfeasibleReason, found.Note);
        }
    }

    private Valuation Read()
    {
        var note = TypedText.Lines(Note);
        if (Valuation == CannotBeDone)
        {
            return new Valuation { InfeasibleReason = TypedText.Lines(InfeasibleReason), Note = note };
        }

        if (Valuation != CanBeDone)
        {
            ModelState.AddModelError(nameof(Valuation), Words.Valuing.Choose);
            return new Valuation();
        }

        return new Valuation { Cost = ModelState.ReadAmount(nameof(Cost), Cost, Round.Currency), Note = note };
    }

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var idea = proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        var (before, after) = (Beside(backwards: true), Beside(backwards: false));
        Round = await round;
        Idea = await idea;
        Before = await before;
        After = await after;

        async Task<Proposal?> Beside(bool backwards)
        {
            var request = new ListProposalsRequest
            {
                RoundId = id, AreaCode = Area ?? "", PageSize = 1, BesideProposalId = Links.Read(n), Backwards = backwards
            };
            request.States.AddRange(IndexModel.States(Show));
            return (await proposals.ListProposalsAsync(request, cancellationToken: cancellation)).Proposals.FirstOrDefault();
        }
    }
}
