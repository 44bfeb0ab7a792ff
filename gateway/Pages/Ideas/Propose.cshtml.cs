using System.Globalization;
using System.Security.Claims;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Gateway.Pages.Groups;
using Participatory.Gateway.Pages.Maps;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Words;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;
using Sentences = Participatory.Words.Ideas;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Where somebody sends in an idea. The service says what an idea has to hold; here is only the form.</summary>
[OpenTo(Role.Person)]
[RequestSizeLimit(MaxForm)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxForm)]
public sealed partial class ProposeModel(
    ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, FromGrants grants, Say say,
    PeopleService.PeopleServiceClient people) : PageModel, IPlaceFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? WhoBenefits { get; set; }

    [BindProperty]
    public string? Estimate { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    /// <summary>Under the name of which group it is to stand; empty for none.</summary>
    [BindProperty]
    public string? GroupId { get; set; }

    /// <summary>The visitor's groups and none of them; nothing where they are in no group.</summary>
    public IReadOnlyList<Choice> Groups { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? AreaCode { get; set; }

    /// <summary>Where it is, in words.</summary>
    [BindProperty]
    public string? PlaceWords { get; set; }

    /// <summary>In degrees; so is the next one.</summary>
    [BindProperty]
    public string? Latitude { get; set; }

    [BindProperty]
    public string? Longitude { get; set; }

    /// <summary>On which somebody points at the place; null where no area is drawn.</summary>
    public PlacePicker? Picker { get; private set; }

    /// <summary>The marks of the ring-fences that the idea counts for.</summary>
    [BindProperty]
    public List<string> CountsFor { get; set; } = [];

    /// <summary>The priorities that the idea meets.</summary>
    [BindProperty]
    public List<string> PriorityIds { get; set; } = [];

    /// <summary>What the idea is about.</summary>
    [BindProperty]
    public List<string> TopicIds { get; set; } = [];

    /// <summary>What ideas of the round can be about.</summary>
    public IReadOnlyList<Choice> Topics { get; private set; } = [];

    public static int MostTopics { get; } = FieldLimits.CountOf(Participatory.Proposals.V1.Proposal.Descriptor, "topic_ids");

    /// <summary>What neighbours wrote that is like it; null where nobody has asked.</summary>
    public IReadOnlyList<SimilarIdea>? Similar { get; private set; }

    /// <summary>What the visitor kept before and finishes now; empty where it is new.</summary>
    [BindProperty]
    public string? DraftId { get; set; }

    /// <summary>Of it, as it was read.</summary>
    [BindProperty]
    public int DraftVersion { get; set; }

    /// <summary>It has just been kept.</summary>
    public bool JustKept { get; private set; }

    /// <summary>Photos were chosen or described when it was kept, and a draft holds none.</summary>
    public bool PhotosLeft { get; private set; }

    /// <summary>How a browser calls what this person writes here while there is no line.</summary>
    public string KeptAs => KeptAsOf(Round.RoundId, User);

    public string DraftOrNew => string.IsNullOrEmpty(DraftId) ? "new" : DraftId;

    /// <summary>What matters most, of the area where one is given, and else of all.</summary>
    public IReadOnlyList<Choice> Priorities { get; private set; } = [];

    public static int MostPriorities { get; } = FieldLimits.CountOf(Participatory.Proposals.V1.Proposal.Descriptor, "priority_ids");

    public Round Round { get; private set; } = new();

    /// <summary>What happens now.</summary>
    public RoundNow Now { get; private set; } = RoundNow.Of(new Round(), poll: null);

    /// <summary>Whom a part of the money is for.</summary>
    public IReadOnlyList<Choice> Fences { get; private set; } = [];

    /// <summary>A few areas stand in sight, many in a list that opens.</summary>
    public bool FewAreas => Round.Areas.Count <= 6;

    public IReadOnlyList<Choice> Areas => [.. Round.Areas.Select(area => new Choice(area.AreaCode, Phases.AreaName(Round, area.AreaCode)))];

    /// <inheritdoc cref="KeptAs"/>
    public static string KeptAsOf(string roundId, ClaimsPrincipal session) => $"idea-in-{roundId}-{OwnMark.Of(session, roundId)}";

    /// <summary>Where a button of the form sends it: this page, with the draft that it goes on with.</summary>
    /// <param name="handler">Empty where it sends the idea.</param>
    public string At(string handler = "")
    {
        var here = string.IsNullOrEmpty(DraftId) ? Links.Propose(Round.RoundId) : Links.Draft(Round.RoundId, DraftId);
        return handler.Length == 0 ? here : $"{here}{(here.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}";
    }

    /// <param name="draft">One of the visitor's own, to go on with.</param>
    /// <param name="kept">It has just been kept.</param>
    /// <param name="photos">"again" where photos were left out of it.</param>
    public async Task<IActionResult> OnGet(string id, string? draft, bool kept, string? photos, CancellationToken cancellation)
    {
        (JustKept, PhotosLeft) = (kept, photos == "again");
        if (!string.IsNullOrEmpty(draft))
        {
            try
            {
                Take(await proposals.GetProposalDraftAsync(
                    new GetProposalDraftRequest { DraftId = draft }, cancellationToken: cancellation));
            }
            catch (RpcException gone) when (gone.StatusCode == Grpc.Core.StatusCode.NotFound)
            {
                // It was sent or deleted since.
                return Redirect(Links.Propose(id));
            }
        }

        await Load(id, cancellation);
        // Nobody sends what the round no longer names.
        TopicIds.RemoveAll(topic => Topics.All(choice => choice.Value != topic));
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var (estimate, place) = (ReadEstimate(), ModelState.ReadPlace(this));
        LookAtPhotos();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var made = new Proposal();
        var sent = await this.GoesThrough(async () => made = await proposals.CreateProposalAsync(
            new CreateProposalRequest
            {
                RequestId = RequestId.ToString(), Proposal = Proposal(estimate, place), DraftId = DraftId ?? "",
            },
            cancellationToken: cancellation));
        return !sent ? Page()
            : Redirect(await SendPhotos(made, cancellation) ? Links.Idea(made.RoundId, made.ProposalId) + "?sent=true"
                : Links.AddPhoto(made.RoundId, made.ProposalId) + "?failed=true");
    }

    /// <summary>Looks for what is like it, before it is sent. What was typed stands in the form still.</summary>
    /// <param name="part">The page's script asks for the list alone.</param>
    public async Task<IActionResult> OnPostSimilar(string id, bool part, CancellationToken cancellation)
    {
        if (part)
        {
            // It is asked for at each pause in typing, and the list needs no more.
            Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        }
        else
        {
            await Load(id, cancellation);
        }

        var alike = proposals.GetSimilarProposalsAsync(
            new GetSimilarProposalsRequest { RoundId = id, Title = Title ?? "", Words = TypedText.Lines(Words) },
            cancellationToken: cancellation);
        if (await this.GoesThrough(() => alike.ResponseAsync))
        {
            Similar = await SimilarIdea.Of(proposals, (await alike).Proposals, Round, cancellation);
        }

        return part ? Partial("_Similar", this) : Page();
    }

    /// <summary>Somebody pressed the map. What was typed stands in the form still.</summary>
    public async Task<IActionResult> OnPostSpot(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (await PlacePicker.Pressed(proposals, id, Request.Form, cancellation) is { } point)
        {
            (Latitude, Longitude) = (Degrees.Text(point.LatitudeE5), Degrees.Text(point.LongitudeE5));
            ModelState.Remove(nameof(Latitude));
            ModelState.Remove(nameof(Longitude));
        }

        return Page();
    }

    public async Task<IActionResult> OnPostKeep(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var (estimate, place) = (ReadEstimate(), ModelState.ReadPlace(this));
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var idea = Proposal(estimate, place);
        return await this.Send(
            proposals.KeepProposalDraftAsync(
                new KeepProposalDraftRequest
                {
                    RequestId = RequestId.ToString(),
                    Draft = new ProposalDraft
                    {
                        DraftId = DraftId ?? "", Version = DraftVersion, RoundId = idea.RoundId, AreaCode = idea.AreaCode,
                        Title = idea.Title, Words = idea.Words, WhoBenefits = idea.WhoBenefits, Estimate = idea.Estimate,
                        ShownAs = idea.ShownAs, CountsFor = { idea.CountsFor }, PriorityIds = { idea.PriorityIds },
                        TopicIds = { idea.TopicIds }, Place = idea.Place, GroupId = idea.GroupId,
                    },
                },
                cancellationToken: cancellation),
            kept => Links.Draft(kept.RoundId.Length > 0 ? kept.RoundId : idea.RoundId, kept.DraftId) + "&kept=true"
                + (HasPhotos ? "&photos=again" : ""));
    }

    /// <summary>Goes on with what was kept.</summary>
    private void Take(ProposalDraft draft)
    {
        (DraftId, DraftVersion, AreaCode) = (draft.DraftId, draft.Version, draft.AreaCode);
        (Title, Words, WhoBenefits, ShownAs) = (draft.Title, draft.Words, draft.WhoBenefits, draft.ShownAs);
        Estimate = draft.Estimate is { } money ? Amounts.Field(money.AmountMinor, money.Currency, CultureInfo.CurrentCulture) : null;
        GroupId = draft.GroupId;
        CountsFor = [.. draft.CountsFor];
        PriorityIds = [.. draft.PriorityIds];
        TopicIds = [.. draft.TopicIds];
        PlaceWords = draft.Place?.PlaceWords;
        if (draft.Place?.Point is { } point)
        {
            (Latitude, Longitude) = (Degrees.Text(point.LatitudeE5), Degrees.Text(point.LongitudeE5));
        }
    }

    private Proposal Proposal(Money? estimate, IdeaPlace? place) => new()
    {
        RoundId = Round.RoundId,
        AreaCode = AreaCode ?? "",
        Title = Title ?? "",
        // Browsers send line ends as a typewriter does; the words are kept with one sign each.
        Words = TypedText.Lines(Words),
        WhoBenefits = TypedText.Lines(WhoBenefits),
        ShownAs = ShownAs ?? "",
        Estimate = estimate,
        CountsFor = { CountsFor },
        PriorityIds = { PriorityIds },
        TopicIds = { TopicIds },
        Place = place,
        GroupId = GroupId ?? "",
    };

    private Money? ReadEstimate()
    {
        if (string.IsNullOrWhiteSpace(Estimate))
        {
            return null;
        }

        return ModelState.ReadAmount(nameof(Estimate), Estimate, Round.Currency);
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Now = (await PollOf.Seen(voting, Round, cancellation)).Now;
        Topics = await FoundWords.Topics(proposals, id, cancellation);
        Groups = await GroupChoices.Mine(people, Participatory.Words.GroupWork.Mine, cancellation);
        // Where this cannot be had at the moment, an officer can still say it.
        var rules = await grants.Rules(id, cancellation);
        Fences = [.. (rules?.RingFences ?? []).Select(fence => new Choice(fence.Mark, fence.Title))];
        if (Round.Areas.Count == 1)
        {
            AreaCode = Round.Areas[0].AreaCode;
        }

        Picker = Round.Phase == Phase.Accepting ? await PlacePicker.Load(proposals, id, AreaCode, cancellation) : null;
        Priorities = PriorityWords.Choices(Round, await ThemeChoices.Load(proposals, id, AreaCode ?? "", cancellation), say);
    }
}
