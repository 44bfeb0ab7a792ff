using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness.Walks;
using Participatory.Tests.Service.AtTheDoor.Rights;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.AtTheDoor.Audiences;

/// <summary>
/// A round takes ideas. Somebody has a draft, an officer has noted something of an idea, one neighbour has said no to another who wanted to
/// join two, one has taken such a suggestion back, and the words of an idea are hidden. Then everybody opens every page and every file, and
/// every e-mail, every event and every line of the log is read.
/// </summary>
public sealed class UnpublishedWordsTests : IAsyncLifetime
{
    /// <summary>Stands beside each of the words, so that a search that finds one answers with it, and says nothing of its own.</summary>
    private const string Sought = "otter";

    private readonly HeardLog log = new();
    private readonly AudienceTable marks = new();
    private readonly List<string> words = [];
    private readonly MixedHouse house;
    private string[] joinings = [];

    public UnpublishedWordsTests() => house = new MixedHouse(log);

    private string RoundId => house.Script.RoundId;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await house.OpenDoors();
        await Stages.Show(stages => Opening.Play(house.Script, house.Doors, stages, Cancellation));
        await house.Doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = MixedHouse.Id(), RoundId = RoundId, ToPhase = Phase.Accepting, Reason = "Everybody asks.",
        }, cancellationToken: Cancellation);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task No_draft_note_refused_suggestion_or_hidden_word_is_read_by_others_in_any_way()
    {
        var volunteers = await Propose(house.Doors.Volunteer, "Benches by the pond", "Three benches.");
        var residents = await Propose(house.Doors.Neighbour, "Seats by the pond", "Two seats.");
        await WriteADraft();
        await NoteAmongOfficers(volunteers);
        await SuggestAndRefuse(volunteers, residents);
        await HideAnIdea();

        var walk = new PageWalk(house.Pages, Knows());
        List<Reading> readings = [];
        foreach (var (who, browser) in await Everybody())
        {
            readings.AddRange((await walk.Open(who, browser, new Dictionary<string, string[]>(StringComparer.Ordinal)))
                .Select(reading => reading.Where == "outbox" ? reading with { Who = Readers.Mail } : reading));
            foreach (var address in (string[])[
                $"/search?Search={Sought}", $"/rounds/{RoundId}/ideas?Search={Sought}", $"/rounds/{RoundId}/ideas?State=Withdrawn",
                $"/rounds/{RoundId}/ideas?Order=Newest"])
            {
                using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
                Assert.True((int)answer.StatusCode < 500, $"{who}: {address}: {answer.StatusCode}");
                readings.Add(new Reading(who, address, await answer.Content.ReadAsStringAsync(Cancellation)));
            }
        }

        readings.AddRange(await Programs());
        foreach (var database in house.Databases)
        {
            readings.AddRange(await ReadingWalk.Events(database));
        }

        Assert.Contains(readings, reading => reading.Who == Readers.Event);
        Assert.Contains(readings, reading => reading.Who == Readers.Mail);
        var wrong = marks.Wrong(readings);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.NotEqual("", log.Text);
        Assert.DoesNotContain(words, word => log.Text.Contains(word, StringComparison.Ordinal));
    }

    private async Task WriteADraft()
    {
        var draft = Mark("a draft of an idea", Readers.Group);
        await house.Doors.Volunteer.Proposals.KeepProposalDraftAsync(new KeepProposalDraftRequest
        {
            RequestId = MixedHouse.Id(),
            Draft = new ProposalDraft
            {
                RoundId = RoundId, Title = draft, Words = draft, WhoBenefits = draft, ShownAs = draft,
                Place = new IdeaPlace { PlaceWords = draft },
            },
        }, cancellationToken: Cancellation);
    }

    private async Task NoteAmongOfficers(string idea)
    {
        var note = Mark("a note among officers", Readers.OwnOfficer, Readers.EveryOfficer);
        await house.Doors.Officer.Proposals.AddCaseNoteAsync(new AddCaseNoteRequest
        {
            RequestId = MixedHouse.Id(), RoundId = RoundId, ProposalId = idea, Words = note,
        }, cancellationToken: Cancellation);
    }

    /// <summary>The volunteer is told no by the resident, who suggests it the other way round and thinks better of it.</summary>
    private async Task SuggestAndRefuse(string volunteers, string residents)
    {
        var refused = await Suggest(
            house.Doors.Volunteer, volunteers, residents, Mark("a suggestion that was refused", Readers.Group, Readers.Resident));
        await house.Doors.Neighbour.Proposals.RefuseJoiningAsync(
            new RefuseJoiningRequest { RequestId = MixedHouse.Id(), JoiningId = refused }, cancellationToken: Cancellation);
        var ended = await Suggest(house.Doors.Neighbour, residents, volunteers, Mark("a suggestion that was taken back", Readers.Resident));
        await house.Doors.Neighbour.Proposals.TakeJoiningBackAsync(
            new TakeJoiningBackRequest { RequestId = MixedHouse.Id(), JoiningId = ended }, cancellationToken: Cancellation);
        joinings = [refused, ended];
    }

    private async Task<string> Suggest(Door who, string own, string other, string common) =>
        (await who.Proposals.SuggestJoiningAsync(new SuggestJoiningRequest
        {
            RequestId = MixedHouse.Id(), RoundId = RoundId, ProposalId = own, OtherProposalId = other, Title = common, Words = common,
            WhoBenefits = common, CarriedBy = own,
        }, cancellationToken: Cancellation)).JoiningId;

    /// <summary>Its title went out when it was made, before anybody hid it; nothing else of it has.</summary>
    private async Task HideAnIdea()
    {
        var hidden = Mark("the words of an idea that is hidden", Readers.OwnOfficer, Readers.EveryOfficer);
        var idea = await Propose(house.Doors.Resident(5), $"An {Sought}", hidden);
        await house.Doors.Officer.Proposals.JudgeProposalAsync(new JudgeProposalRequest
        {
            RequestId = MixedHouse.Id(), RoundId = RoundId, ProposalId = idea, Part = IdeaPart.Words, Judgement = HidingJudgement.Hide,
            Reason = HidingReason.NamesAPerson,
        }, cancellationToken: Cancellation);
    }

    private async Task<string> Propose(Door who, string title, string said) =>
        (await who.Proposals.CreateProposalAsync(new CreateProposalRequest
        {
            RequestId = MixedHouse.Id(),
            Proposal = new Proposal
            {
                RoundId = RoundId, AreaCode = house.Script.Areas[0].Code, Title = title, Words = said, WhoBenefits = said,
                Place = new IdeaPlace { PlaceWords = said },
            },
        }, cancellationToken: Cancellation)).ProposalId;

    /// <returns>The word with the one by which it would be found.</returns>
    private string Mark(string what, params string[] readers)
    {
        words.Add(marks.Mark(what, (IEnumerable<string>)readers));
        return $"{Sought} {words[^1]}";
    }

    /// <summary>What programs and the page of somebody who writes ask for.</summary>
    private async Task<IReadOnlyList<Reading>> Programs()
    {
        var anyone = house.Doors.Anyone.Proposals;
        IMessage[] answers =
        [
            await anyone.GetSimilarProposalsAsync(
                new GetSimilarProposalsRequest { RoundId = RoundId, Title = Sought, Words = Sought }, cancellationToken: Cancellation),
            await anyone.ListFoundProposalsAsync(
                new ListFoundProposalsRequest { RoundId = RoundId, Search = Sought }, cancellationToken: Cancellation),
            await anyone.ListFoundEverywhereAsync(new ListFoundEverywhereRequest { Search = Sought }, cancellationToken: Cancellation),
            await anyone.GetMapAsync(new GetMapRequest { RoundId = RoundId }, cancellationToken: Cancellation),
        ];
        return [.. answers.Select(answer => new Reading(Readers.Nobody, answer.Descriptor.Name, JsonFormatter.Default.Format(answer)))];
    }

    private async Task<IReadOnlyList<(string Who, HttpClient Browser)>> Everybody() =>
    [
        (Readers.Nobody, await house.Browser()),
        (Readers.Resident, await house.Browser("resident")),
        (Readers.Group, await house.Browser("volunteer")),
        (Readers.EveryOfficer, await house.Browser("officer")),
        (Readers.Finance, await house.Browser("finance")),
        (Readers.OwnOfficer, await house.BrowserOf("olu@council.example")),
        (Readers.OtherOfficer, await house.BrowserOf("hill@council.example")),
    ];

    /// <summary>What stands in addresses; of what there is none in this round, "none".</summary>
    private Dictionary<string, string[]> Knows()
    {
        var knows = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["rounds/id"] = [RoundId], ["polls/id"] = [RoundId], ["about/id"] = [RoundId], ["steps/id"] = [RoundId],
            ["ideas/n"] = ["1", "2", "3"], ["desk/n"] = ["1", "2", "3"], ["project"] = ["1"], ["step"] = ["money"],
            ["area"] = [house.Script.Areas[0].Code], ["joining"] = joinings, ["way"] = ["talk"], ["secret"] = ["no-secret"],
            ["file"] = ["grants.json", "grants.csv", "transparency.csv"], ["status"] = ["404"], ["date"] = ["2026-01-01"],
        };
        foreach (var none in (string[])[
            "stories/id", "report", "themes/id", "photos/id", "voices/id", "look/part", "award", "payments/id", "funds/id", "releases/id",
            "runs/id", "clawbacks/id", "promise", "priority", "hash", "logo/id", "group", "sort", "theme", "question", "voice", "enquiry",
            "room", "batch", "export", "token"])
        {
            knows[none] = ["none"];
        }

        return knows;
    }
}
