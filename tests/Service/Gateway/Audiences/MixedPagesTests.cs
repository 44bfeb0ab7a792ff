using System.Text.RegularExpressions;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.AtTheDoor.Audiences;

/// <summary>
/// A group tells something to each audience in each way, and has a host that has confirmed and one that has not; everybody opens every
/// page and every file, and every e-mail and every event is read.
/// </summary>
public sealed class MixedPagesTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Pages that show nobody anything here, and why.</summary>
    private static readonly Dictionary<string, string> NotShown = new(StringComparer.Ordinal)
    {
        ["council/clawbacks/{id}"] = "no money was taken back",
        ["council/import/{hash}"] = "no published election was brought in",
        ["council/rounds/{id}/decide"] = "the round is past every step that an officer takes",
        ["council/rounds/{id}/end"] = "the round has its result",
        ["council/rounds/{id}/extend"] = "nobody can vote any more",
        ["council/rounds/{id}/letters/{export}"] = "nobody asked for voting codes",
        ["council/rounds/{id}/paper/{batch}"] = "nobody votes on paper",
        ["council/rounds/{id}/promises/{promise}"] = "no officer wrote a promise down",
        ["council/runs/{id}"] = "nothing went to the bank in a file",
        ["error/{status:int?}"] = "shows what was refused, and its status",
        ["ledger/{date:regex(^\\d{{4}}-\\d{{2}}-\\d{{2}}$)}"] = "no day is over",
        ["ledger/{date:regex(^\\d{{4}}-\\d{{2}}-\\d{{2}}$)}.json"] = "no day is over",
        ["my/language"] = "takes a choice and leads back",
        ["rounds/{id}/election-{area}.pb"] = "nobody cast a ballot",
        ["s/{token}"] = "leads on to where a link of an e-mail belongs",
        ["sign-in/code"] = "nobody waits for a code",
        ["sign-in/officer/refused"] = "officers of a demonstration do not sign in elsewhere",
        ["sign-in/resident/refused"] = "nor do its residents",
        ["sign-in/resident/connect"] = "nor do its residents",
        ["sign-out"] = "ends the visit",
    };

    private static readonly string[] Inside = [.. Readers.Council, Readers.Finance];

    private readonly MixedHouse house = new();
    private readonly AudienceTable marks = new();
    private readonly List<(string Who, HttpClient Browser, Dictionary<string, string[]> Own)> everybody = [];
    private Dictionary<string, string[]> knows = [];
    private MixedStory story = null!;
    private string mixed = "";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Every_page_file_email_and_event_holds_what_its_reader_may_read_and_nothing_else_also_when_it_is_taken_back()
    {
        var awards = await house.Open();
        await Tell(awards);
        await Hold(awards);
        await Hide();
        await Arrive(awards);

        await Compare();

        await story.TakeBackWhatIsPublic(mixed);
        await Compare();

        await story.TakeBackEverything();
        await Compare("council/stories/{id}/look/{part}", "photos/{id}", "stories/{id}/embed", "voices/{id}");
    }

    /// <summary>Stories for each audience, one for all, a draft and a conversation.</summary>
    private async Task Tell(IReadOnlyList<Award> awards)
    {
        story = new MixedStory(house.Doors.Volunteer.Accountability, house.Doors.Officer.Accountability, marks);
        mixed = await house.Paid(awards[0]);
        await story.TellMixed(mixed);
        await story.TellOnly(await house.Paid(awards[1]), Audience.Everybody);
        await story.TellOnly(await house.Paid(awards[2]), Audience.Funders);
        await story.TellOnly(await house.Paid(awards[3]), Audience.Council);
        marks.Forget(MixedStory.WasHard);
        marks.Mark("the tag of a story in which something was hard", $"tag-won\">{Words.CouncilStories.HardTag}",
            [Readers.OwnOfficer, Readers.EveryOfficer]);
        await story.Prepare(await house.Paid(awards[4]));
        await story.WriteDown(await house.Paid(awards[5]));
    }

    /// <summary>
    /// The words of an idea are hidden: all of its ways are walked, of which the ballot paper alone keeps the title that was voted on.
    /// </summary>
    private async Task Hide()
    {
        var idea = await house.Doors.Officer.Proposals.GetProposalAsync(new() { RoundId = house.Script.RoundId, ProposalId = "2" });
        await house.Doors.Officer.Proposals.JudgeProposalAsync(new()
        {
            RequestId = MixedHouse.Id(), RoundId = house.Script.RoundId, ProposalId = "2", Part = Participatory.Proposals.V1.IdeaPart.Words,
            Judgement = Participatory.Types.V1.HidingJudgement.Hide, Reason = Participatory.Types.V1.HidingReason.NamesAPerson,
        });
        // As much as looks the same in HTML and in JSON.
        var words = Regex.Split(idea.Words, "[^A-Za-z ]+", RegexOptions.None, TimeSpan.FromSeconds(1)).MaxBy(part => part.Length)!.Trim();
        marks.Mark("the words of an idea that is hidden", words, Readers.Council);
    }

    private async Task Hold(IReadOnlyList<Award> awards)
    {
        await house.Doors.Volunteer.Grants.ChooseHolderAsync(new()
        {
            RequestId = MixedHouse.Id(), AwardId = awards[6].AwardId, Holder = Holder.Host,
            GroupName = marks.Mark("the group of a host that has not confirmed", Inside),
            HostName = marks.Mark("the name of a host that has not confirmed", Inside),
        });
        var confirmed = await house.Doors.Volunteer.Grants.ChooseHolderAsync(new()
        {
            RequestId = MixedHouse.Id(), AwardId = awards[7].AwardId, Holder = Holder.Host,
            GroupName = marks.Mark("the group of a host that has confirmed", Readers.Everybody),
            HostName = marks.Mark("the name of a host that has confirmed", Readers.Everybody),
        });
        await house.Doors.Resident(0).Grants.ConfirmHostingAsync(new()
        {
            RequestId = MixedHouse.Id(), AwardId = awards[7].AwardId, HostCode = confirmed.HostCode, FeeBasisPoints = 500,
            SignedBy = marks.Mark("who signed for a host that has confirmed", Inside),
            Words = marks.Mark("the words of a host that has confirmed", Inside),
        });
    }

    private async Task Arrive(IReadOnlyList<Award> awards)
    {
        var link = await house.Doors.Officer.Accountability.MakeFunderLinkAsync(
            new() { RequestId = MixedHouse.Id(), RoundId = house.Script.RoundId, Funder = "The Harbour Trust" });
        var known = story.Knows;
        var payments = await house.Doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = house.Script.RoundId });
        var releases = await house.Doors.Finance.Grants.ListReleasesAsync(new() { RoundId = house.Script.RoundId });
        knows = new(StringComparer.Ordinal)
        {
            ["rounds/id"] = [house.Script.RoundId], ["polls/id"] = [house.Script.RoundId], ["about/id"] = [house.Script.RoundId],
            ["steps/id"] = [house.Script.RoundId], ["project"] = ["1"], ["step"] = ["money"], ["ideas/n"] = ["1", "2"],
            ["area"] = [.. house.Script.Areas.Select(area => area.Code)],
            ["stories/id"] = known["report_id"], ["report"] = known["report_id"], ["themes/id"] = known["report_id"],
            ["photos/id"] = known["photo_id"], ["voices/id"] = known["voice_id"], ["look/part"] = known["photo_id"],
            ["way"] = ["talk", "paper"],
            ["award"] = [.. awards.Select(award => award.AwardId)], ["payments/id"] = [payments.Payments[0].PaymentId],
            ["funds/id"] = [.. releases.Releases.Select(release => release.FundId)], ["releases/id"] = [releases.Releases[0].ReleaseId],
            ["secret"] = ["no-secret"], ["file"] = ["grants.json", "grants.csv", "transparency.csv"], ["status"] = ["404"],
            ["date"] = ["2026-01-01"], ["runs/id"] = ["none"], ["clawbacks/id"] = ["none"], ["promise"] = ["none"], ["hash"] = ["none"],
            ["batch"] = ["none"], ["export"] = ["none"], ["token"] = ["none"],
        };
        everybody.Add((Readers.Nobody, await house.Browser(), []));
        everybody.Add((Readers.Resident, await house.Browser("resident"), []));
        everybody.Add((Readers.Group, await house.Browser("volunteer"), []));
        everybody.Add((Readers.EveryOfficer, await house.Browser("officer"), []));
        everybody.Add((Readers.Finance, await house.Browser("finance"), []));
        everybody.Add((Readers.Administrator, await house.Browser("administrator"), []));
        everybody.Add((Readers.OwnOfficer, await house.BrowserOf("olu@council.example"), []));
        everybody.Add((Readers.OtherOfficer, await house.BrowserOf("hill@council.example"), []));
        everybody.Add((Readers.Funder, await house.Browser(), new() { ["secret"] = [link.Secret] }));
    }

    /// <param name="gone">Pages that show nobody anything any more.</param>
    private async Task Compare(params string[] gone)
    {
        var walk = new PageWalk(house.Pages, knows);
        var opened = await Task.WhenAll(everybody.Select(one => Task.Run(() => walk.Open(one.Who, one.Browser, one.Own))));
        // In a demonstration e-mail is read on a page; it is everybody's there and one person's elsewhere.
        List<Reading> readings = [.. opened.SelectMany(all => all)
            .Select(reading => reading.Where == "outbox" ? reading with { Who = Readers.Mail } : reading)];
        foreach (var database in house.Databases)
        {
            readings.AddRange(await ReadingWalk.Events(database));
        }

        var shown = walk.Shown.Select(one => one.Route).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{readings.Count} answers, {shown.Count} kinds of pages and files.");
        Assert.Equal(
            NotShown.Keys.Concat(gone).Order(StringComparer.Ordinal),
            walk.Readable.Select(PageWalk.Route).Where(route => !shown.Contains(route)).Distinct().Order(StringComparer.Ordinal));
        var wrong = marks.Wrong(readings);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
