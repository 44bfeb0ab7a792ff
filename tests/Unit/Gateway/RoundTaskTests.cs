using Participatory.Access.V1;
using Participatory.Gateway.Pages.Council;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What comes next in a round, for its own page and for the list of what waits: one function says it.</summary>
public sealed class RoundTaskTests
{
    private static readonly Say Say = new(TimeZoneInfo.Utc, TimeProvider.System);

    [Theory]
    // While ideas come in people wait to hear; money comes next, and then nothing until the calendar goes on.
    [InlineData(Phase.Listening, 0, 1, false, RoundTask.ReleaseMoney)]
    [InlineData(Phase.Listening, 0, 0, false, RoundTask.None)]
    [InlineData(Phase.Accepting, 3, 1, false, RoundTask.ValueIdeas)]
    [InlineData(Phase.Accepting, 0, 1, false, RoundTask.ReleaseMoney)]
    [InlineData(Phase.Accepting, 0, 1, true, RoundTask.ApproveRelease)]
    [InlineData(Phase.Accepting, 0, 0, false, RoundTask.None)]
    // A ballot paper is published only when every idea has its answer and every area its money.
    [InlineData(Phase.Reviewing, 1, 1, false, RoundTask.ValueIdeas)]
    [InlineData(Phase.Reviewing, 0, 1, false, RoundTask.ReleaseMoney)]
    [InlineData(Phase.Reviewing, 0, 1, true, RoundTask.ApproveRelease)]
    [InlineData(Phase.Reviewing, 0, 0, false, RoundTask.PublishPaper)]
    [InlineData(Phase.Balloting, 0, 0, false, RoundTask.None)]
    [InlineData(Phase.Finished, 0, 0, false, RoundTask.None)]
    public void Before_the_vote_it_follows_from_phase_ideas_and_money(
        Phase phase, int unvalued, int withoutMoney, bool releaseWaits, RoundTask expected) =>
        Assert.Equal(expected, RoundTasks.Next(Work(phase, poll: null, unvalued, withoutMoney, releaseWaits)));

    [Theory]
    [InlineData(PollState.Scheduled, 0, "", RoundTask.BringRoll)]
    [InlineData(PollState.Scheduled, 200, "", RoundTask.None)]
    [InlineData(PollState.Scheduled, 0, "file.pb", RoundTask.None)]
    [InlineData(PollState.Open, 200, "", RoundTask.None)]
    [InlineData(PollState.Closed, 200, "", RoundTask.DeclareResult)]
    [InlineData(PollState.Declared, 200, "", RoundTask.None)]
    public void From_the_ballot_paper_on_it_follows_from_the_vote(PollState state, int voters, string importedFrom, RoundTask expected)
    {
        var poll = new Poll { State = state, ImportedFrom = importedFrom, Contests = { new Contest { Voters = voters } } };
        Assert.Equal(expected, RoundTasks.Next(Work(Phase.Balloting, poll)));
    }

    [Fact]
    public void Money_of_a_round_that_ended_without_a_vote_waits_to_be_taken_back()
    {
        Assert.Equal(RoundTask.TakeMoneyBack, RoundTasks.Next(Ended(withMoney: true)));
        Assert.Equal(RoundTask.None, RoundTasks.Next(Ended(withMoney: false)));
    }

    [Fact]
    public void Every_task_is_said_with_who_does_it_and_where_and_one_place_of_the_page_is_the_one_for_now()
    {
        RoundWork[] works =
        [
            Work(Phase.Listening, withoutMoney: 1), Work(Phase.Accepting, unvalued: 2), Work(Phase.Accepting, withoutMoney: 1, waits: true),
            Work(Phase.Reviewing), Work(Phase.Balloting, new Poll { State = PollState.Scheduled, OpenTime = new() }),
            Work(Phase.Balloting, new Poll { State = PollState.Closed }), Ended(withMoney: true),
        ];
        Assert.Equal(
            Enum.GetValues<RoundTask>().Except([RoundTask.None]).Order(), works.Select(RoundTasks.Next).Order());
        foreach (var work in works)
        {
            var said = RoundTasks.Say(work, Say)!;
            Assert.Equal(RoundTasks.Next(work) == RoundTask.ApproveRelease ? Role.Finance : Role.Officer, said.For);
            Assert.StartsWith("/council/", said.Address, StringComparison.Ordinal);
            Assert.NotEqual("", said.Why);
            var places = RoundPlaces.Of(work, isOfficer: true);
            Assert.Equal(5, places.Count);
            var now = places.SelectMany(group => group.Places).Count(place => place.State == PlaceState.Now);
            // The ballot paper is published on the page itself, which is no place of its own.
            Assert.Equal(RoundTasks.Next(work) == RoundTask.PublishPaper ? 0 : 1, now);
        }

        Assert.Null(RoundTasks.Say(Work(Phase.Finished), Say));
    }

    [Fact]
    public void An_empty_house_begins_with_three_steps_and_says_who_does_each()
    {
        var steps = StartHere.Of(fund: null, hasMoney: false, roundId: null, proposed: null, released: false);
        Assert.Equal([Role.Finance, Role.Officer, Role.Officer], steps.Select(step => step.Whose));
        Assert.Equal(["/council/funds/new", "/council/rounds/new", ""], steps.Select(step => step.Address));
        Assert.DoesNotContain(steps, step => step.Done);

        steps = StartHere.Of("fund-1", hasMoney: true, "elm-park", proposed: null, released: false);
        Assert.Equal([true, true, false], steps.Select(step => step.Done));
        Assert.Equal("/council/rounds/elm-park/release", steps[2].Address);
        Assert.Equal(
            "/council/funds/fund-1", StartHere.Of("fund-1", hasMoney: false, "elm-park", proposed: null, released: false)[0].Address);
        // Once it is proposed it is somebody else's turn.
        var last = StartHere.Of("fund-1", hasMoney: true, "elm-park", proposed: "release-1", released: false)[2];
        Assert.Equal((Role.Finance, "/council/releases/release-1"), (last.Whose, last.Address));
        Assert.Empty(StartHere.Of("fund-1", hasMoney: true, "elm-park", proposed: null, released: true));
    }

    [Fact]
    public void A_vote_waits_for_a_second_person_for_its_codes_then_for_who_asked_and_for_its_votes_on_paper()
    {
        var (round, poll) = (new Round { RoundId = "elm", Title = "Elm" }, new Poll { PollId = "elm" });
        LetterExport[] letters =
        [
            new() { ExportId = "theirs", State = LetterExportState.Asked },
            new() { ExportId = "mine", State = LetterExportState.Asked, Mine = true },
            new() { ExportId = "agreed", State = LetterExportState.Agreed, Mine = true },
            new() { ExportId = "others", State = LetterExportState.Agreed },
            new() { ExportId = "taken", State = LetterExportState.Taken, Mine = true },
        ];
        PaperBatch[] paper = [new() { BatchId = "b1" }, new() { BatchId = "b2", IsCast = true }];

        Assert.Equal(
            [
                (Role.Officer, "/council/rounds/elm/letters/theirs", false), (Role.Officer, "/council/rounds/elm/letters/mine", true),
                (Role.Officer, "/council/rounds/elm/letters/agreed", false), (Role.Officer, "/council/rounds/elm/paper/b1", false),
            ],
            Said(People.Grace, letters, paper));
        // Finance approves, too, and sees no votes on paper.
        Assert.Equal([(Role.Finance, "/council/rounds/elm/letters/theirs", false)], Said(People.Femi, [letters[0]], []));

        IEnumerable<(Role, string, bool)> Said(Caller caller, LetterExport[] exports, PaperBatch[] batches) =>
            VoteWaiting.Say(round, poll, exports, batches, caller, Say).Select(waiting => (waiting.For, waiting.Address, waiting.Mine));
    }

    [Fact]
    public void The_bell_keeps_a_count_for_a_minute_and_forgets_it_where_something_was_done()
    {
        var clock = new MovedClock();
        var bell = new Bell(clock);
        Assert.Null(bell.CountFor("grace"));
        bell.Keep("grace", 3);
        Assert.Equal(3, bell.CountFor("grace"));
        Assert.Null(bell.CountFor("femi"));
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.Null(bell.CountFor("grace"));
        Assert.Equal(3, bell.LastCountFor("grace"));
        bell.Forget("grace");
        Assert.Null(bell.LastCountFor("grace"));
    }

    private static RoundWork Ended(bool withMoney)
    {
        var work = Work(Phase.Finished, withoutMoney: 1);
        work.Round.EndedWithoutVote = true;
        work.Round.Areas[0].Released.AmountMinor = withMoney ? 100 : 0;
        return work;
    }

    private static RoundWork Work(Phase phase, Poll? poll = null, int unvalued = 0, int withoutMoney = 0, bool waits = false)
    {
        var round = new Round { RoundId = "elm-park", Title = "Elm Park", Phase = phase, Dates = new PhaseDates { BallotingFrom = new() } };
        round.Areas.Add(new Area { AreaCode = "E1", Released = new Money { AmountMinor = 100, Currency = "GBP" } });
        round.Areas.AddRange(Enumerable.Range(0, withoutMoney).Select(at => new Area { AreaCode = $"E2{at}" }));
        return new RoundWork(round, poll, unvalued, waits);
    }

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
