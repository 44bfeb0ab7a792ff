using System.Text;
using System.Text.RegularExpressions;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.AtTheDoor.Audiences;

/// <summary>
/// A group has told something to each audience in each way, and has a host that has confirmed and one that has not; everybody has opened
/// every page and every file once, and what the databases held was added up before and after.
/// </summary>
public sealed class MixedTown : IAsyncLifetime
{
    private static readonly string[] Inside = [.. Readers.Council, Readers.Finance];

    private readonly MixedHouse house = new();
    private readonly List<(string Who, HttpClient Browser, Dictionary<string, string[]> Own)> everybody = [];
    private Dictionary<string, string[]> knows = [];

    internal AudienceTable Marks { get; } = new();

    internal MixedStory Story { get; private set; } = null!;

    /// <summary>The report whose story has parts for every audience.</summary>
    internal string Mixed { get; private set; } = "";

    /// <summary>What was read on the first walk, and what it was like.</summary>
    internal (PageWalk Walk, List<Reading> Readings) First { get; private set; }

    /// <summary>Tables, such as "people.session", in which something was other after the first walk than before it.</summary>
    internal IReadOnlyList<string> Changed { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var awards = await house.Open();
        await Tell(awards);
        await Hold(awards);
        await Hide();
        Listen();
        await Arrive(awards);
        var before = await Quiet();
        First = await Walk();
        Changed = [.. (await Sums()).Where(table => before.GetValueOrDefault(table.Key) != table.Value).Select(table => table.Key)
            .Order(StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    /// <summary>Everybody opens everything, and every e-mail and every event is read.</summary>
    internal async Task<(PageWalk Walk, List<Reading> Readings)> Walk()
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

        return (walk, readings);
    }

    /// <summary>What stands in each table, once nothing is on its way any more.</summary>
    private async Task<Dictionary<string, string>> Quiet()
    {
        for (var until = DateTime.UtcNow.AddMinutes(1); ;)
        {
            var one = await Sums();
            await Task.Delay(1500);
            var other = await Sums();
            if (other.All(table => one.GetValueOrDefault(table.Key) == table.Value
                || table.Key.EndsWith(".heartbeat", StringComparison.Ordinal)))
            {
                return other;
            }

            Assert.True(DateTime.UtcNow < until, "The house does not come to rest.");
        }
    }

    private async Task<Dictionary<string, string>> Sums()
    {
        Dictionary<string, string> sums = new(StringComparer.Ordinal);
        foreach (var database in house.Databases)
        {
            foreach (var table in (await Cell.AllOf(database)).GroupBy(cell => cell.Table, StringComparer.Ordinal))
            {
                var text = string.Join('\n', table.Select(cell => $"{cell.Column}={cell.Text}"));
                sums[$"{Path.GetFileNameWithoutExtension(database.File)}.{table.Key}"] = ReadingWalk.SumOf(Encoding.UTF8.GetBytes(text));
            }
        }

        return sums;
    }

    /// <summary>Stories for each audience, one for all, a draft and a conversation.</summary>
    private async Task Tell(IReadOnlyList<Award> awards)
    {
        Story = new MixedStory(house.Doors.Volunteer.Accountability, house.Doors.Officer.Accountability, Marks);
        Mixed = await house.Paid(awards[0]);
        await Story.TellMixed(Mixed);
        await Story.TellOnly(await house.Paid(awards[1]), Audience.Everybody);
        await Story.TellOnly(await house.Paid(awards[2]), Audience.Funders);
        await Story.TellOnly(await house.Paid(awards[3]), Audience.Council);
        Marks.Forget(MixedStory.WasHard);
        Marks.Mark("the tag of a story in which something was hard", $"tag-won\">{Words.CouncilStories.HardTag}",
            [Readers.OwnOfficer, Readers.EveryOfficer]);
        await Story.Prepare(await house.Paid(awards[4]));
        await Story.WriteDown(await house.Paid(awards[5]));
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
        Marks.Mark("the words of an idea that is hidden", words, Readers.Council);
    }

    /// <summary>What waits for its speaker's yes, what was told to the council alone, and a voice that is hidden.</summary>
    private void Listen()
    {
        Marks.Mark("what waits for its speaker's yes", MixedHouse.Words.Waits, [Readers.Listener]);
        Marks.Mark(
            "a voice that the council alone reads", MixedHouse.Words.Ours, [Readers.OwnOfficer, Readers.EveryOfficer, Readers.Speaker]);
        Marks.Mark("what somebody wrote on their own in a room", MixedHouse.OwnNote, [Readers.Participant]);
        Marks.Mark("a voice that is hidden", MixedHouse.Words.Hidden, [Readers.OwnOfficer, Readers.EveryOfficer]);
    }

    private async Task Hold(IReadOnlyList<Award> awards)
    {
        await house.Doors.Volunteer.Grants.ChooseHolderAsync(new()
        {
            RequestId = MixedHouse.Id(), AwardId = awards[6].AwardId, Holder = Holder.Host,
            GroupName = Marks.Mark("the group of a host that has not confirmed", Inside),
            HostName = Marks.Mark("the name of a host that has not confirmed", Inside),
        });
        var confirmed = await house.Doors.Volunteer.Grants.ChooseHolderAsync(new()
        {
            RequestId = MixedHouse.Id(), AwardId = awards[7].AwardId, Holder = Holder.Host,
            GroupName = Marks.Mark("the group of a host that has confirmed", Readers.Everybody),
            HostName = Marks.Mark("the name of a host that has confirmed", Readers.Everybody),
        });
        await house.Doors.Resident(0).Grants.ConfirmHostingAsync(new()
        {
            RequestId = MixedHouse.Id(), AwardId = awards[7].AwardId, HostCode = confirmed.HostCode, FeeBasisPoints = 500,
            SignedBy = Marks.Mark("who signed for a host that has confirmed", Inside),
            Words = Marks.Mark("the words of a host that has confirmed", Inside),
        });
    }

    private async Task Arrive(IReadOnlyList<Award> awards)
    {
        var link = await house.Doors.Officer.Accountability.MakeFunderLinkAsync(
            new() { RequestId = MixedHouse.Id(), RoundId = house.Script.RoundId, Funder = "The Harbour Trust" });
        var known = Story.Knows;
        var payments = await house.Doors.Finance.Grants.ListPaymentsAsync(new() { RoundId = house.Script.RoundId });
        var releases = await house.Doors.Finance.Grants.ListReleasesAsync(new() { RoundId = house.Script.RoundId });
        var sorts = await house.Doors.Anyone.Proposals.ListCardSortsAsync(new() { RoundId = house.Script.RoundId });
        var enquiries = await house.Doors.Officer.Proposals.ListEnquiriesAsync(
            new() { RoundId = house.Script.RoundId, ProposalId = "1" });
        var themes = await house.Doors.Officer.Proposals.ListThemesForCouncilAsync(new() { RoundId = house.Script.RoundId });
        knows = new(StringComparer.Ordinal)
        {
            ["rounds/id"] = [house.Script.RoundId], ["polls/id"] = [house.Script.RoundId], ["about/id"] = [house.Script.RoundId],
            ["steps/id"] = [house.Script.RoundId], ["project"] = ["1"], ["step"] = ["money"], ["ideas/n"] = ["1", "2"],
            ["desk/n"] = ["1", "2"],
            ["area"] = [.. house.Script.Areas.Select(area => area.Code)],
            ["stories/id"] = known["report_id"], ["report"] = known["report_id"], ["themes/id"] = known["report_id"],
            ["photos/id"] = known["photo_id"], ["voices/id"] = known["voice_id"], ["look/part"] = known["photo_id"],
            ["way"] = ["talk", "paper"],
            ["award"] = [.. awards.Select(award => award.AwardId)], ["payments/id"] = [payments.Payments[0].PaymentId],
            ["funds/id"] = [.. releases.Releases.Select(release => release.FundId)], ["releases/id"] = [releases.Releases[0].ReleaseId],
            ["secret"] = ["no-secret"], ["file"] = ["grants.json", "grants.csv", "transparency.csv"], ["status"] = ["404"],
            ["date"] = ["2026-01-01"], ["runs/id"] = ["none"], ["clawbacks/id"] = ["none"], ["promise"] = ["none"], ["priority"] = ["none"],
            ["hash"] = ["none"], ["logo/id"] = ["none"], ["group"] = ["none"],
            ["joining"] = ["none"],
            ["sort"] = [.. sorts.Sorts.Select(sort => sort.SortId)], ["theme"] = [.. themes.Themes.Select(theme => theme.ThemeId)],
            ["question"] = [house.Question], ["voice"] = [house.Voices.Ours, house.Voices.Hidden, house.Voices.Waits],
            ["enquiry"] = [.. enquiries.Enquiries.Select(enquiry => enquiry.EnquiryId)],
            ["room"] = [house.Rooms.Open, house.Rooms.Closed],
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
        everybody.Add((Readers.Listener, await house.Browser(), new() { ["secret"] = [house.Listener] }));
        everybody.Add((Readers.Speaker, await house.Browser(), new() { ["secret"] = [house.Speaker] }));
        everybody.Add((Readers.Participant, await house.Browser(), new() { ["secret"] = [house.Participant] }));
        everybody.Add((Readers.Funder, await house.Browser(), new() { ["secret"] = [link.Secret] }));
    }
}
