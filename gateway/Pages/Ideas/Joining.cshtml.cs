using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>
/// Whoever proposed an idea chooses another one and writes what the two would say together, with both texts beside; or suggests that an
/// idea that was joined is split again. All who write it see what was suggested.
/// </summary>
[OpenTo(Role.Person)]
public sealed class JoiningModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The number of the other idea, while it is being chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? With { get; set; }

    [BindProperty]
    public string? OtherProposalId { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? WhoBenefits { get; set; }

    [BindProperty]
    public string? CarriedBy { get; set; }

    public Round Round { get; private set; } = new();

    public Proposal Idea { get; private set; } = new();

    /// <summary>The other idea, once it is chosen.</summary>
    public Proposal? Other { get; private set; }

    /// <summary>Ideas of the same area that are like it.</summary>
    public IReadOnlyList<Proposal> Similar { get; private set; } = [];

    /// <summary>What was suggested so far, the newest first.</summary>
    public IReadOnlyList<Joining> Suggested { get; private set; } = [];

    public bool CanSuggest => Idea.Mine && Round.ImportedFrom.Length == 0 && Round.Phase < Phase.Reviewing
        && Idea.State == ProposalState.Open;

    /// <summary>It was joined, and both are still there; whether it can be split, is for the service to say.</summary>
    public bool CanSplit => Idea.JoinedOf.Count == 2 && Round.Phase < Phase.Reviewing && Idea.State == ProposalState.Open;

    /// <summary>It could be joined, but not by the visitor, who only writes it with others.</summary>
    public bool OnlyProposer => !Idea.Mine && Round.ImportedFrom.Length == 0 && Round.Phase < Phase.Reviewing
        && Idea.State == ProposalState.Open;

    /// <summary>What was written and not taken; nothing is lost where the other idea has gone meanwhile.</summary>
    public IEnumerable<string?> Typed => [Title, Words, WhoBenefits];

    /// <summary>Who can be the proposer of the common idea.</summary>
    public IReadOnlyList<Choice> Carriers =>
    [
        new Choice(Idea.ProposalId, Participatory.Words.Joinings.CarriedByOwn),
        new Choice(Other?.ProposalId ?? "", Participatory.Words.Joinings.CarriedByOther),
    ];

    public async Task<IActionResult> OnGet(string id, string n, CancellationToken cancellation)
    {
        if (!await Load(id, n, With, cancellation))
        {
            return NotFound();
        }

        // Whoever would rather have other words begins with those that were suggested.
        if (Other is { } other && Suggested.FirstOrDefault(one => one.Kind == JoiningKind.Join && one.State == JoiningState.Open
            && (one.ProposalId == other.ProposalId || one.OtherProposalId == other.ProposalId)) is { } open)
        {
            (Title, Words, WhoBenefits, CarriedBy) = (open.Title, open.Words, open.WhoBenefits, open.CarriedBy);
        }

        return Page();
    }

    public Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.SuggestJoiningAsync(
            new SuggestJoiningRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), OtherProposalId = OtherProposalId ?? "",
                Title = Title ?? "", Words = TypedText.Lines(Words), WhoBenefits = TypedText.Lines(WhoBenefits),
                CarriedBy = CarriedBy ?? "",
            },
            cancellationToken: cancellation),
        said => Links.Suggestion(id, Links.Read(n), said.JoiningId), () => Load(id, n, OtherProposalId, cancellation));

    public Task<IActionResult> OnPostSplit(string id, string n, CancellationToken cancellation) => this.Send(
        proposals.SuggestSplitAsync(
            new SuggestSplitRequest { RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n) },
            cancellationToken: cancellation),
        said => Links.Suggestion(id, Links.Read(n), said.JoiningId), () => Load(id, n, null, cancellation));

    /// <returns>Whether the visitor writes it: nobody else has anything to do here.</returns>
    private async Task<bool> Load(string id, string n, string? with, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        if (!Idea.WrittenByMe)
        {
            return false;
        }

        Suggested = (await proposals.ListJoiningsAsync(
            new ListJoiningsRequest { RoundId = id, ProposalId = Idea.ProposalId }, cancellationToken: cancellation)).Joinings;
        if (CanSuggest && !string.IsNullOrWhiteSpace(with))
        {
            await Choose(id, with.Trim(), cancellation);
        }

        if (CanSuggest && Other is null)
        {
            Similar = await FindSimilar(id, cancellation);
        }

        return true;
    }

    private async Task Choose(string id, string with, CancellationToken cancellation)
    {
        try
        {
            var other = await proposals.GetProposalAsync(
                new GetProposalRequest { RoundId = id, ProposalId = with }, cancellationToken: cancellation);
            Other = IsLike(other) ? other : null;
        }
        catch (RpcException none) when (none.StatusCode is Grpc.Core.StatusCode.NotFound or Grpc.Core.StatusCode.InvalidArgument)
        {
            Other = null;
        }

        if (Other is null)
        {
            ModelState.AddModelError(nameof(With), Participatory.Words.Joinings.NotFound);
        }
    }

    private async Task<IReadOnlyList<Proposal>> FindSimilar(string id, CancellationToken cancellation)
    {
        var found = await proposals.GetSimilarProposalsAsync(
            new GetSimilarProposalsRequest { RoundId = id, Title = Idea.Title, Words = Idea.Words }, cancellationToken: cancellation);
        return [.. found.Proposals.Where(IsLike)];
    }

    private bool IsLike(Proposal other) => other.RoundId == Idea.RoundId && other.ProposalId != Idea.ProposalId
        && other.AreaCode == Idea.AreaCode && other.Hiding is null && !other.Mine && other.State is ProposalState.Open;
}
