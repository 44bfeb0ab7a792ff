using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>One idea in its proposer's words, what an officer found out, and what became of it.</summary>
[OpenTo(Role.Anyone)]
public sealed class IdeaModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting,
    AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const int OutcomesLookedAt = 200;
    private const int EnquiriesShown = 3;
    private const int MostPhotos = 4;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>What of it a second officer is asked to look at.</summary>
    [BindProperty]
    public IdeaPart Part { get; set; }

    /// <summary>Which photo goes, or comes first.</summary>
    [BindProperty]
    public string? PhotoId { get; set; }

    /// <summary>What somebody who writes it adds.</summary>
    [BindProperty]
    public string? Note { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>What happens now.</summary>
    public RoundNow Now { get; private set; } = RoundNow.Of(new Round(), poll: null);

    public Proposal Idea { get; private set; } = new();

    /// <summary>What matters most to its area and is met by it, as its proposer says.</summary>
    public IReadOnlyList<ChosenTheme> Meets { get; private set; } = [];

    /// <summary>The topics that it names.</summary>
    public IReadOnlyList<Choice> About { get; private set; } = [];

    /// <summary>What came of an idea that was chosen; null where nobody knows at the moment.</summary>
    public Outcome? CameOf { get; private set; }

    /// <summary>What came of it, in a sentence.</summary>
    public static string WonNext(OutcomeKind? kind) => kind switch
    {
        OutcomeKind.Paid => Words.Ideas.WonPaid,
        OutcomeKind.TakenBack => Words.Ideas.WonTakenBack,
        OutcomeKind.NotTakenUp => Words.Ideas.WonNotTakenUp,
        _ => Words.Ideas.WonNext,
    };

    /// <summary>The first of what was asked about it.</summary>
    public IReadOnlyList<Enquiry> Enquiries { get; private set; } = [];

    /// <summary>Somebody can ask about it; whether this person can, is for the service to say.</summary>
    public bool TakesQuestions => Pages.Enquiries.IndexModel.TakesQuestionsOf(Round, Idea);

    /// <summary>The idea has just been sent in.</summary>
    public bool JustSent { get; private set; }

    public bool SignedIn => Person.CallerOf(User).IsSignedIn;

    public bool TakesSupport => Round.Phase is Phase.Accepting or Phase.Reviewing
        && Idea.State is ProposalState.Open or ProposalState.Feasible;

    /// <summary>One that was joined is taken back by nobody alone.</summary>
    public bool CanBeTakenBack => Idea.Mine && Round.Phase < Phase.Balloting && (Idea.JoinedOf.Count == 0 || Idea.Writers == 1)
        && Idea.State is ProposalState.Open or ProposalState.Feasible or ProposalState.Infeasible;

    /// <summary>The visitor writes it, alone or with others.</summary>
    public bool Writes => Idea.WrittenByMe;

    /// <summary>The names of all who write it and want theirs shown; empty for none.</summary>
    public string By => Idea.WrittenBy.Count > 0 ? string.Join(", ", Idea.WrittenBy) : Idea.ShownAs;

    /// <summary>How many more write it and show no name.</summary>
    public int Unnamed => Idea.WrittenBy.Count > 0 ? Math.Max(0, Idea.Writers - Idea.WrittenBy.Count) : 0;

    public bool CanEdit => CanEditOf(Round, Idea);

    public bool TakesNotes => Writes && Round.ImportedFrom.Length == 0 && Idea.Hiding is null && Idea.State != ProposalState.Withdrawn
        && (Round.Phase >= Phase.Reviewing || Idea.State != ProposalState.Open);

    /// <summary>It can be joined with another one or split; by whom, is for the service to say.</summary>
    public bool CanJoin => Writes && Round.ImportedFrom.Length == 0 && Round.Phase < Phase.Reviewing && Idea.State == ProposalState.Open;

    /// <summary>The ideas of which it was joined, as everybody sees them.</summary>
    public IReadOnlyList<Proposal> JoinedOf { get; private set; } = [];

    /// <summary>What waits for the visitor's answer of joining or splitting it.</summary>
    public IReadOnlyList<Joining> JoiningsWaiting { get; private set; } = [];

    public bool SeesWriters => Writes && Idea.State != ProposalState.Withdrawn;

    /// <summary>A photo can be added; whether it is, is for the service to say.</summary>
    public bool TakesPhoto => MovesPhotos && Idea.Photos.Count < MostPhotos;

    /// <summary>Its photos can be put in another order.</summary>
    public bool MovesPhotos => Writes && Idea.State != ProposalState.Withdrawn && Round.Phase is Phase.Accepting or Phase.Reviewing;

    /// <summary>What of it is not shown.</summary>
    public IEnumerable<(Hiding Hiding, IdeaPart Part)> Hidings
    {
        get
        {
            if (Idea.Hiding is { } words)
            {
                yield return (words, IdeaPart.Words);
            }

            if (Idea.PhotoHiding is { } photo)
            {
                yield return (photo, IdeaPart.Photo);
            }
        }
    }

    /// <summary>The visitor can change its words now.</summary>
    internal static bool CanEditOf(Round round, Proposal idea) => idea.WrittenByMe && round.ImportedFrom.Length == 0
        && round.Phase < Phase.Reviewing && idea.State == ProposalState.Open;

    public async Task OnGet(string id, string n, bool sent, CancellationToken cancellation)
    {
        JustSent = sent;
        await Load(id, n, cancellation);
    }

    /// <param name="version">What the visitor has read.</param>
    public Task<IActionResult> OnPostSupport(string id, string n, int version, CancellationToken cancellation) => Change(id, n, () =>
        proposals.SupportProposalAsync(
            new SupportProposalRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Version = version,
            },
            cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostWithdrawSupport(string id, string n, CancellationToken cancellation) => Change(id, n, () =>
        proposals.WithdrawSupportAsync(
            new WithdrawSupportRequest { RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n) },
                cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostTakeBack(string id, string n, CancellationToken cancellation) => Change(id, n, () =>
        proposals.WithdrawProposalAsync(
            new WithdrawProposalRequest { RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n) },
                cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostRemovePhoto(string id, string n, CancellationToken cancellation) => Change(id, n, () =>
        proposals.RemoveProposalPhotoAsync(
            new RemoveProposalPhotoRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), PhotoId = PhotoId ?? "",
            },
                cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostPhotoFirst(string id, string n, CancellationToken cancellation) => Change(id, n, () =>
        proposals.PutProposalPhotoFirstAsync(
            new PutProposalPhotoFirstRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), PhotoId = PhotoId ?? "",
            },
            cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostNote(string id, string n, CancellationToken cancellation) => Change(id, n, () =>
        proposals.AddProposalNoteAsync(
            new AddProposalNoteRequest
            {
                RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Words = Words.TypedText.Lines(Note),
            },
            cancellationToken: cancellation), cancellation);

    public Task<IActionResult> OnPostSecondLook(string id, string n, CancellationToken cancellation) => Change(id, n, () =>
        proposals.AskSecondLookAsync(
            new AskSecondLookRequest { RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Part = Part },
                cancellationToken: cancellation), cancellation);

    private async Task<IActionResult> Change(string id, string n, Func<AsyncUnaryCall<Proposal>> call, CancellationToken cancellation) =>
        SignedIn ? await this.Send(call(), Links.Idea(id, Links.Read(n)), () => Load(id, n, cancellation)) : Challenge();

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var idea = proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        var enquiries = proposals.ListEnquiriesAsync(
            new ListEnquiriesRequest { RoundId = id, ProposalId = Links.Read(n), PageSize = EnquiriesShown },
            cancellationToken: cancellation);
        Round = await round;
        Now = (await PollOf.Seen(voting, Round, cancellation)).Now;
        Idea = await idea;
        if (Idea.PriorityIds.Count > 0)
        {
            Meets = [.. (await ThemeChoices.Load(proposals, id, Idea.AreaCode, cancellation)).SelectMany(PriorityWords.PrioritiesOf)
                .Where(theme => Idea.PriorityIds.Contains(theme.PriorityId))];
        }

        Enquiries = (await enquiries).Enquiries;
        if (Idea.TopicIds.Count > 0)
        {
            About = [.. (await FoundWords.Topics(proposals, id, cancellation)).Where(topic => Idea.TopicIds.Contains(topic.Value))];
        }

        JoinedOf = await Task.WhenAll(Idea.JoinedOf.Select(async first => await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = first }, cancellationToken: cancellation)));
        if (CanJoin)
        {
            JoiningsWaiting = [.. (await proposals.ListJoiningsAsync(
                new ListJoiningsRequest { RoundId = id, ProposalId = Idea.ProposalId }, cancellationToken: cancellation)).Joinings
                .Where(one => one.WaitsForMe)];
        }

        CameOf = Idea.Outcome is { Won: true } ? await FindOutcome(cancellation) : null;
    }

    private async Task<Outcome?> FindOutcome(CancellationToken cancellation)
    {
        try
        {
            var outcomes = await accountability.ListOutcomesAsync(
                new ListOutcomesRequest { RoundId = Idea.RoundId, AreaCode = Idea.AreaCode, PageSize = OutcomesLookedAt },
                cancellationToken: cancellation);
            return outcomes.Outcomes.FirstOrDefault(outcome => outcome.ProjectId == Idea.ProposalId);
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            // The page of an idea does not fall with what came of it; it then says where that is to be seen.
            return null;
        }
    }
}
