using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Ideas;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;
using Hiding = Participatory.Types.V1.Hiding;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>All that happened to an idea: in its order, each with its day and where more is said, and nothing of hidden words.</summary>
public sealed class TimelineTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;
    private readonly Say say = new(TimeZoneInfo.Utc, TimeProvider.System);

    public TimelineTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    public void Dispose() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;

    [Fact]
    public void What_happened_stands_in_the_order_in_which_it_happened()
    {
        var entries = TimelineEntries.Of(Whole(), say);
        Assert.Equal(
            [
                "priority", "made", "version", "question_answered", "valuation", "note", "support", "on_ballot", "won", "offered",
                "accepted", "paid", "paid", "story", "answered", "closed",
            ],
            entries.Select(entry => entry.Kind));
        Assert.All(entries, entry => Assert.StartsWith("/", entry.Link, StringComparison.Ordinal));
        Assert.Equal(["We paid £600.", "We paid £250."], entries.Where(entry => entry.Kind == "paid").Select(entry => entry.Text));
        Assert.Equal(
            "A priority drawn from 12 voices: “I rest on the way”. This idea meets it.", entries[0].Text);
        Assert.Equal("It was chosen, with 41 votes.", entries.Single(entry => entry.Kind == "won").Text);
        Assert.Equal("Grace Bell, officer said that it can be done. It costs £850.", entries[4].Text);
        Assert.Equal("Its words were changed. This is version 2.", entries[2].Text);
    }

    /// <summary>Another may have it now, and would be named for what the first one did.</summary>
    [Fact]
    public void Nobody_is_named_for_having_sent_it_in() => Assert.DoesNotContain(
        TimelineEntries.Of(Whole() with { Idea = new(Whole().Idea) { ShownAs = "Rosa of the walk" } }, say),
        entry => entry.Text.Contains("Rosa", StringComparison.Ordinal));

    [Fact]
    public void What_has_no_day_yet_comes_last_and_what_was_not_chosen_says_why()
    {
        var whole = Whole();
        var open = new Round { RoundId = "elm" };
        var early = whole with { Round = open, Idea = new(whole.Idea) { State = ProposalState.Feasible, Outcome = null }, Award = null };
        var last = TimelineEntries.Of(early with { Story = null }, say)[^1];
        Assert.Equal("support", last.Kind);
        Assert.Null(last.Time);

        var lost = whole with
        {
            Idea = new(whole.Idea) { State = ProposalState.Lost, Outcome = new() { Votes = 0 } },
            Award = null,
            Story = null,
        };
        var why = TimelineEntries.Of(lost, say)[^1];
        Assert.Equal(("lost", "It was not chosen."), (why.Kind, why.Text));
    }

    [Fact]
    public void Whatever_else_becomes_of_it_has_a_name_that_stays()
    {
        var whole = Whole() with { Transfers = [], Story = null };
        foreach (var (state, kind) in new[]
        {
            (AwardState.Declined, "declined"), (AwardState.Withdrawn, "withdrawn"), (AwardState.Expired, "expired"),
        })
        {
            var ended = new Award(whole.Award) { State = state, AcceptTime = null, CloseTime = null, EndTime = Day(9) };
            Assert.Equal(["offered", kind], TimelineEntries.Of(whole with { Award = ended }, say).TakeLast(2).Select(entry => entry.Kind));
        }

        var promises = whole with
        {
            Promises =
            [
                Promise(CommitmentKind.Written, "7", 16), Promise(CommitmentKind.ChangedMind, "7", 17),
                Promise(CommitmentKind.Written, "8", 18),
            ],
        };
        Assert.Equal(
            ["closed", "promised", "changed_mind"], TimelineEntries.Of(promises, say).TakeLast(3).Select(entry => entry.Kind));
    }

    /// <summary>On the days of the two and of the common one; each leads to the others that can be read.</summary>
    [Fact]
    public void Ideas_that_were_joined_and_split_say_so_with_their_day_and_lead_to_one_another()
    {
        var joined = new IdeaJoining { Kind = JoiningKind.Join, Time = Hour(2), CommonProposalId = "9", ProposalIds = { "8" } };
        Assert.Equal(
            [("joined", "It was joined with another idea. The two became idea 9.", "/rounds/elm/ideas/9/timeline")], Told(joined));
        // Once it is split the common one can be read no more.
        var over = new IdeaJoining(joined) { CommonProposalId = "" };
        var split = new IdeaJoining(over) { Kind = JoiningKind.Split, Time = Day(3) };
        Assert.Equal(
            [
                ("joined", "It was joined with idea 8.", "/rounds/elm/ideas/8/timeline"),
                ("split", "The two were split again. The other one is idea 8.", "/rounds/elm/ideas/8/timeline"),
            ],
            Told(over, split));
        // Nor the other one, where it was taken back.
        Assert.Equal(
            [
                ("joined", "It was joined with another idea.", "/rounds/elm/ideas/7"),
                ("split", "The two were split again.", "/rounds/elm/ideas/7"),
            ],
            Told(new IdeaJoining { Kind = JoiningKind.Join, Time = Hour(2) }, new IdeaJoining { Kind = JoiningKind.Split, Time = Day(3) }));

        var common = new IdeaJoining { Kind = JoiningKind.Join, Time = Day(2), IsCommon = true, ProposalIds = { "7", "8" } };
        Assert.Equal(
            [
                ("joined_from", "Idea 7 became part of it.", "/rounds/elm/ideas/7/timeline"),
                ("joined_from", "Idea 8 became part of it.", "/rounds/elm/ideas/8/timeline"),
                ("split", "It was split into the two ideas again.", "/rounds/elm/ideas/7"),
            ],
            Told(common, new IdeaJoining(common) { Kind = JoiningKind.Split, Time = Day(3) }));
        var whole = Whole();
        Assert.Contains(
            TimelineEntries.Of(whole with { Idea = new(whole.Idea) { JoiningHistory = { common } } }, say),
            entry => entry is { Kind: "made", Text: "The idea was made from two others." });
    }

    /// <summary>On the page and in the file.</summary>
    [Fact]
    public void Ideas_that_were_joined_are_called_by_title_and_number_and_where_words_are_hidden_by_number()
    {
        var joined = new IdeaJoining
        {
            Kind = JoiningKind.Join, Time = Hour(2), CommonProposalId = "9", CommonTitle = "Somewhere to sit", ProposalIds = { "8" },
            Titles = { "Seats by the pond" },
        };
        var over = new IdeaJoining(joined) { CommonProposalId = "", CommonTitle = "" };
        var common = new IdeaJoining
        {
            Kind = JoiningKind.Join, Time = Hour(2), IsCommon = true, ProposalIds = { "5", "8" }, Titles = { "", "Seats by the pond" },
        };
        Assert.Equal(
            [
                "It was joined with another idea. The two became “Somewhere to sit”, idea 9.",
                "It was joined with “Seats by the pond”, idea 8.",
                "The two were split again. The other one is “Seats by the pond”, idea 8.",
            ],
            Told(joined, over, new IdeaJoining(over) { Kind = JoiningKind.Split, Time = Day(3) }).Select(entry => entry.Text));
        Assert.Equal(
            ["Idea 5 became part of it.", "“Seats by the pond”, idea 8, became part of it."], Told(common).Select(entry => entry.Text));

        var whole = Whole();
        var file = Encoding.UTF8.GetString(
            TimelineData.Write(whole with { Idea = new(whole.Idea) { JoiningHistory = { common } } }, "", say));
        Assert.Contains("“Seats by the pond”, idea 8, became part of it.", file, StringComparison.Ordinal);
        Assert.Contains("Idea 5 became part of it.", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_stands_there_of_words_that_are_hidden()
    {
        var whole = Whole();
        var hidden = new Hiding { State = HidingState.Hidden, Reason = HidingReason.Abuse };
        var dark = new Enquiry(whole.Enquiries[0]) { Hiding = hidden };
        var shown = new Enquiry(whole.Enquiries[0]);
        shown.Answers[0].Hiding = hidden;
        var entries = TimelineEntries.Of(whole with { Enquiries = [dark, shown] }, say);
        Assert.DoesNotContain(entries, entry => entry.Kind == "question_answered");
        var all = string.Join(' ', TimelineEntries.Of(whole, say).Select(entry => entry.Text));
        foreach (var words in (string[])
            ["A bench by the pond", "Who paints it?", "My cousin", "We sat down.", "with arms", "My uncle has a saw."])
        {
            Assert.DoesNotContain(words, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_file_says_the_same_with_names_that_stay()
    {
        using var file = JsonDocument.Parse(TimelineData.Write(Whole() with { IsWhole = false }, "https://elm.example", say));
        var root = file.RootElement;
        Assert.Equal(
            ["round_id", "proposal_id", "url", "complete", "entries"], root.EnumerateObject().Select(one => one.Name));
        Assert.False(root.GetProperty("complete").GetBoolean());
        var made = root.GetProperty("entries").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "made");
        Assert.Equal(
            ["kind", "on", "text", "url", "amount_minor", "currency", "count"], made.EnumerateObject().Select(one => one.Name));
        Assert.Equal(
            ("2026-03-02", "https://elm.example/rounds/elm/ideas/7"),
            (made.GetProperty("on").GetString(), made.GetProperty("url").GetString()));
        Assert.DoesNotContain("subject", Encoding.UTF8.GetString(TimelineData.Write(Whole(), "", say)), StringComparison.Ordinal);
    }

    private IEnumerable<(string Kind, string Text, string Link)> Told(params IdeaJoining[] history)
    {
        var whole = Whole();
        return TimelineEntries.Of(whole with { Idea = new(whole.Idea) { JoiningHistory = { history } } }, say)
            .Where(entry => entry.Kind.StartsWith("joined", StringComparison.Ordinal) || entry.Kind == "split")
            .Select(entry => (entry.Kind, entry.Text, entry.Link));
    }

    private static TimelineParts Whole()
    {
        var theme = new ChosenTheme { Statement = "I rest on the way", Voices = 12, Rank = 1, PriorityId = "p" };
        return new()
        {
            Round = new()
            {
                RoundId = "elm",
                PhaseChanges =
                {
                    new PhaseChange { Phase = Phase.Accepting, Time = Day(2) }, new PhaseChange { Phase = Phase.Balloting, Time = Day(6) },
                    new PhaseChange { Phase = Phase.Finished, Time = Day(7) },
                },
            },
            Idea = new()
            {
                RoundId = "elm", ProposalId = "7", AreaCode = "E05000001", Title = "A bench by the pond", State = ProposalState.Won,
                Supports = 25, CreateTime = Day(2), Version = 2,
                Notes = { new ProposalNote { NoteId = "o", Words = "My uncle has a saw.", Time = Day(5) } },
                Outcome = new() { Won = true, Votes = 41 },
                Valuation = new() { Cost = Pounds(850), ValuedBy = "Grace Bell, officer", Time = Day(4) },
            },
            Meets = [(new ThemeChoice { DecideTime = Day(1) }, theme)],
            Versions =
            [
                new ProposalVersion { Version = 2, Words = "A bench with arms", Time = Hour(2) },
                new ProposalVersion { Version = 1, Words = "A bench", Time = Day(2) },
            ],
            Enquiries =
            [
                new Enquiry
                {
                    EnquiryId = "e", RoundId = "elm", ProposalId = "7", Words = "Who paints it?",
                    Answers = { new EnquiryAnswer { AnswerId = "a", Words = "My cousin", AnswerTime = Day(3) } },
                },
            ],
            Award = new()
            {
                AwardId = "w", RoundId = "elm", ProjectId = "7", Amount = Pounds(850), State = AwardState.Closed, OfferTime = Day(8),
                AcceptTime = Day(9), CloseTime = Day(15),
            },
            // The first payment came from two pots; a third was put right, and another is of somebody else.
            Transfers =
            [
                Payment("1", "award-w-1", "first", 500, 10), Payment("2", "award-w-2", "first", 100, 10),
                Payment("3", "award-w-1", "second", 250, 12), Payment("4", "award-w-1", "third", 50, 13),
                new Transfer { TransferId = "5", Code = "CORRECTION", Corrects = "4" }, Payment("6", "award-wall-1", "fourth", 70, 13),
            ],
            Story = new()
            {
                ReportId = "s", Words = "We sat down.", TellTime = Day(13), Answer = "Thank you.", AnsweredBy = "Grace Bell, officer",
                AnswerTime = Day(14),
            },
        };
    }

    private static Transfer Payment(string id, string resolves, string reference, long pounds, int day) => new()
    {
        TransferId = id, Code = "PAYMENT", Resolves = resolves, Reference = reference, Amount = Pounds(pounds), Time = Day(day),
    };

    private static Commitment Promise(CommitmentKind kind, string projectId, int day) => new()
    {
        CommitmentId = $"{day}", RoundId = "elm", AreaCode = "E05000001", ProjectId = projectId, Kind = kind, PromiseTime = Day(day),
    };

    private static Money Pounds(long pounds) => new() { AmountMinor = pounds * 100, Currency = "GBP" };

    private static Timestamp Hour(int day) => new DateTimeOffset(2026, 3, day, 13, 0, 0, TimeSpan.Zero).ToTimestamp();

    private static Timestamp Day(int day) => new DateTimeOffset(2026, 3, day, 12, 0, 0, TimeSpan.Zero).ToTimestamp();
}
