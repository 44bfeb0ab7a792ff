using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Photos;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Valuations;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

public sealed class PhaseDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AreaRow[] Areas = [new() { AreaCode = "E05000001", ReleasedMinor = 1000 }];

    [Fact]
    public void Every_command_in_every_phase_of_a_round() => StateTable.Holds<Phase>(
        """
                  Propose       Import        Withdraw            Support           Value             AddPhoto
        LISTENING IDEAS_NOT_YET 1             yes                 SUPPORT_NOT_YET   VALUING_NOT_YET   PHOTOS_NOT_YET
        ACCEPTING 1             1             yes                 1                 FEASIBLE          1
        REVIEWING IDEAS_NO_MORE IDEAS_NO_MORE yes                 1                 FEASIBLE          1
        BALLOTING IDEAS_NO_MORE IDEAS_NO_MORE WITHDRAWING_NO_MORE SUPPORT_NO_MORE   VALUING_NO_MORE   PHOTOS_NO_MORE
        FINISHED  IDEAS_NO_MORE IDEAS_NO_MORE ROUND_IS_FINISHED   ROUND_IS_FINISHED ROUND_IS_FINISHED ROUND_IS_FINISHED
        """,
        ("Propose", phase => CreateProposal.Decide(Asked(), Round(phase), Areas, last: null, People.Amina).Number),
        ("Import", phase => CreateProposal.Decide(Asked(), Round(phase) with { ImportedFrom = "Warsaw" }, Areas, last: null,
            People.Grace).Number),
        ("Withdraw", phase => WithdrawProposal.Decide(Idea("OPEN"), StateText.Read<Phase>(phase), People.Amina)),
        ("Support", phase => SupportProposal.Decide(Idea("OPEN"), Round(phase), People.Tom, Now).ProposalId),
        ("Value", phase => ValueProposal.Decide(Costs(500), Idea("OPEN"), Round(phase), People.Grace, Now).State),
        ("AddPhoto", phase => AddPhoto.Decide(Idea("OPEN"), StateText.Read<Phase>(phase))));

    [Fact]
    public void A_ballot_paper_comes_out_of_a_round_that_is_reviewing() => StateTable.Holds<Phase>(
        """
                  Publish
        LISTENING PAPER_NOT_YET
        ACCEPTING PAPER_NOT_WHILE_ACCEPTING
        REVIEWING 1
        BALLOTING PAPER_IS_OUT
        FINISHED  ROUND_IS_FINISHED
        """,
        ("Publish", phase => BallotPaper.Compose(Round(phase), Areas, [OnPaper("FEASIBLE")], finishedFrom: null, Now).Contests.Count));

    [Fact]
    public void Dates_move_in_every_phase_as_long_as_they_have_not_come() => StateTable.Holds<Phase>(
        """
                  MoveListening         MoveAccepting         MoveReviewing         MoveBalloting     MoveFinished
        LISTENING @dates.listening_from 1                     1                     1                 1
        ACCEPTING @dates.listening_from @dates.accepting_from 1                     1                 1
        REVIEWING @dates.listening_from @dates.accepting_from @dates.reviewing_from 1                 1
        BALLOTING DATES_ON_PAPER        DATES_ON_PAPER        DATES_ON_PAPER        DATES_ON_PAPER    DATES_ON_PAPER
        FINISHED  ROUND_IS_FINISHED     ROUND_IS_FINISHED     ROUND_IS_FINISHED     ROUND_IS_FINISHED ROUND_IS_FINISHED
        """,
        ("MoveListening", phase => Moved(Ahead(phase), dates => dates.ListeningFrom = Stamp(Now.AddHours(30))).Changes.Count),
        ("MoveAccepting", phase => Moved(Ahead(phase), dates => dates.AcceptingFrom = Stamp(Now.AddHours(54))).Changes.Count),
        ("MoveReviewing", phase => Moved(Ahead(phase), dates => dates.ReviewingFrom = Stamp(Now.AddHours(66))).Changes.Count),
        ("MoveBalloting", phase => Moved(Ahead(phase), dates => dates.BallotingFrom = Stamp(Now.AddHours(99))).Changes.Count),
        ("MoveFinished", phase => Moved(Ahead(phase), dates => dates.FinishedFrom = Stamp(Now.AddHours(999))).Changes.Count));

    [Fact]
    public void What_an_officer_corrects_and_ends_in_every_phase() => StateTable.Holds<Phase>(
        """
                  Describe Rename         End
        LISTENING 1        1              FINISHED
        ACCEPTING 1        1              FINISHED
        REVIEWING 1        1              FINISHED
        BALLOTING 1        @areas[0].name ENDING_NO_MORE
        FINISHED  1        @areas[0].name ROUND_IS_FINISHED
        """,
        ("Describe", phase => Corrected(Round(phase), new() { Description = "Better." }).Count),
        ("Rename", phase => Corrected(Round(phase), new() { Areas = { new AreaName { AreaCode = "E05000001", Name = "Elm" } } }).Count),
        ("End", phase => EndRound.Decide(Round(phase), Areas, new() { Reason = "No money." }, People.Grace, Now).Phase));

    [Fact]
    public void A_date_that_has_come_stays_and_one_that_has_not_moves_to_a_day_ahead()
    {
        var round = Ahead("LISTENING");
        // At the very moment at which it comes, it has come.
        Assert.Equal("@dates.accepting_from", StateTable.Outcome(() => Moved(
            round with { AcceptingFrom = Now }, dates => dates.AcceptingFrom = Stamp(Now.AddHours(54)))));
        Assert.Equal("1", StateTable.Outcome(() => Moved(
            round with { AcceptingFrom = Now.AddTicks(10) }, dates => dates.AcceptingFrom = Stamp(Now.AddHours(54))).Changes.Count));
        Assert.Equal("@dates.accepting_from", StateTable.Outcome(() => Moved(round, dates => dates.AcceptingFrom = Stamp(Now))));
        Assert.Equal("1", StateTable.Outcome(
            () => Moved(round, dates => dates.AcceptingFrom = Stamp(Now.AddTicks(10))).Changes.Count));
        Assert.Equal("NOTHING_MOVED", StateTable.Outcome(() => Moved(round, _ => { })));
        Assert.Equal("NOTHING_CORRECTED", StateTable.Outcome(
            () => Corrected(round with { Description = "Same." }, new() { Description = "Same." })));
        Assert.Equal("@areas[0].area_code", StateTable.Outcome(() => Corrected(
            round, new() { Areas = { new AreaName { AreaCode = "E05000009", Name = "Elm" } } })));

        var (moved, changes) = Moved(round, dates => (dates.ReviewingFrom, dates.BallotingFrom) = (Stamp(Now.AddHours(80)),
            Stamp(Now.AddHours(100))));
        Assert.Equal(
            (Now.AddHours(80), Now.AddHours(100), round.FinishedFrom),
            (moved.ReviewingFrom, moved.BallotingFrom, moved.FinishedFrom));
        Assert.Equal(
            [("REVIEWING", round.ReviewingFrom, Now.AddHours(80)), ("BALLOTING", round.BallotingFrom, Now.AddHours(100))],
            changes.Select(change => (change.Phase, change.Was, change.Became)));
        Assert.All(changes, change => Assert.Equal(
            (7, Now, People.Grace.ShownAs, "The school asked."), (change.Number, change.DecidedAt, change.DecidedBy, change.Reason)));
        var others = new AreaRow[] { new() { AreaCode = "E05000002", Name = "Oak" } };
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => MoveDates.Decide(
            round, others, new() { Dates = DatesOf(round) }, [], People.Olu, Now)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => CorrectRound.Decide(round, others, new(), [], People.Olu, Now)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => EndRound.Decide(round, others, new(), People.Olu, Now)));
    }

    [Fact]
    public void A_round_holds_as_many_changes_as_can_be_read_with_it()
    {
        var full = new string('\u1234', RoundChanges.MostBytes / 3);
        WordsChangeRow[] words = [new() { Number = 4, Was = full }, new() { Number = 5, Reason = "ab" }];
        var request = new CorrectRoundRequest { Description = "Better.", Reason = "Why." };
        Assert.Equal("CHANGED_TOO_OFTEN", StateTable.Outcome(
            () => CorrectRound.Decide(Round("LISTENING"), Areas, request, words, People.Grace, Now)));
        words[1] = words[1] with { Reason = "a" };
        Assert.Equal(6, Assert.Single(CorrectRound.Decide(Round("LISTENING"), Areas, request, words, People.Grace, Now)).Number);

        DateChangeRow[] dates = [new() { Number = 4, Reason = full + "ab" }];
        var moved = DatesOf(Ahead("LISTENING"));
        moved.FinishedFrom = Stamp(Now.AddHours(999));
        Assert.Equal("CHANGED_TOO_OFTEN", StateTable.Outcome(
            () => MoveDates.Decide(Ahead("LISTENING"), Areas, new() { Dates = moved }, dates, People.Grace, Now)));
    }

    [Fact]
    public void An_officer_moves_a_round_one_step_and_never_back() => StateTable.Holds<Phase>(
        """
                   ToLISTENING        ToACCEPTING        ToREVIEWING        ToBALLOTING         ToFINISHED
        LISTENING  NEXT_IS_ACCEPTING  ACCEPTING          NEXT_IS_ACCEPTING  NEXT_IS_ACCEPTING   NEXT_IS_ACCEPTING
        ACCEPTING  NEXT_IS_REVIEWING  NEXT_IS_REVIEWING  REVIEWING          NEXT_IS_REVIEWING   NEXT_IS_REVIEWING
        REVIEWING  NEXT_IS_BALLOTING  NEXT_IS_BALLOTING  NEXT_IS_BALLOTING  PAPER_OPENS_VOTING  NEXT_IS_BALLOTING
        BALLOTING  NEXT_IS_FINISHED   NEXT_IS_FINISHED   NEXT_IS_FINISHED   NEXT_IS_FINISHED    RESULT_FINISHES
        FINISHED   ROUND_IS_FINISHED  ROUND_IS_FINISHED  ROUND_IS_FINISHED  ROUND_IS_FINISHED   ROUND_IS_FINISHED
        """,
        [.. StateText.All<Phase>().Select(to => ($"To{to}", (Func<string, object?>)(phase => Advanced(phase, to, People.Grace).Phase)))]);

    [Fact]
    public void Every_command_on_an_idea_in_every_state() => StateTable.Holds<ProposalState>(
        """
                   Withdraw Support            CostIt             TurnDown           AddPhoto           RemovePhoto OfficerRemovesPhoto
        OPEN       yes      1                  FEASIBLE           INFEASIBLE         1                  yes         -
        WITHDRAWN  -        PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN yes         -
        FEASIBLE   yes      1                  FEASIBLE           INFEASIBLE         1                  yes         -
        INFEASIBLE yes      1                  FEASIBLE           INFEASIBLE         1                  yes         -
        ON_BALLOT  yes      1                  FEASIBLE           INFEASIBLE         1                  yes         -
        WON        yes      1                  FEASIBLE           INFEASIBLE         1                  yes         -
        LOST       yes      1                  FEASIBLE           INFEASIBLE         1                  yes         -
        """,
        ("Withdraw", state => WithdrawProposal.Decide(Idea(state), Phase.Reviewing, People.Amina)),
        ("Support", state => SupportProposal.Decide(Idea(state), Round("REVIEWING"), People.Tom, Now).ProposalId),
        ("CostIt", state => ValueProposal.Decide(Costs(500), Idea(state), Round("REVIEWING"), People.Grace, Now).State),
        ("TurnDown", state => ValueProposal.Decide(new() { InfeasibleReason = "The ground is too wet." }, Idea(state), Round("REVIEWING"),
            People.Grace, Now).State),
        ("AddPhoto", state => AddPhoto.Decide(Idea(state), Phase.Reviewing)),
        ("RemovePhoto", state => RemovePhoto.Decide(Idea(state), "", People.Amina)),
        ("OfficerRemovesPhoto", state => RemovePhoto.Decide(Idea(state), "A child is on it.", People.Grace)));

    [Fact]
    public void An_idea_is_its_proposers_to_take_back_and_one_that_was_is_hidden()
    {
        Assert.Equal("WITHDRAWING_IS_THEIRS", Withdrawn("OPEN", People.Tom));
        Assert.Equal("WITHDRAWING_IS_THEIRS", Withdrawn("OPEN", People.Nobody));
        Assert.Equal("WITHDRAWING_IS_THEIRS", Withdrawn("OPEN", People.Grace));
        Assert.Equal("PROPOSAL_NOT_FOUND", Withdrawn("WITHDRAWN", People.Tom));
        Assert.Equal("WITHDRAWING_IS_THEIRS", Withdrawn("WITHDRAWN", People.Grace));
        Assert.Equal("REMOVING_IS_THEIRS", StateTable.Outcome(() => RemovePhoto.Decide(Idea("OPEN"), "", People.Tom)));
        Assert.Equal("PROPOSAL_NOT_FOUND", StateTable.Outcome(() => RemovePhoto.Decide(Idea("WITHDRAWN"), "", People.Tom)));
        Assert.Equal("@reason", StateTable.Outcome(() => RemovePhoto.Decide(Idea("OPEN"), " ", People.Grace)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => RemovePhoto.Decide(Idea("OPEN") with { AreaCode = "E05000002" }, "Why.",
            People.Olu)));

        static string Withdrawn(string state, Caller caller) => StateTable.Outcome(() => WithdrawProposal.Decide(Idea(state),
            Phase.Accepting, caller));
    }

    [Fact]
    public void What_is_decided_bears_the_name_of_who_decided_it()
    {
        var change = Advanced("LISTENING", "ACCEPTING", People.Grace);
        Assert.Equal((Now, People.Grace.ShownAs, "Early."), (change.ChangedAt, change.DecidedBy, change.Reason));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => AdvanceRound.Decide(
            Round("LISTENING"), [new() { AreaCode = "E05000002" }], new() { ToPhase = Phase.Accepting }, People.Olu, Now)));

        var valuation = ValueProposal.Decide(Costs(500), Idea("OPEN") with { Valuations = 2 }, Round("REVIEWING"), People.Grace, Now);
        Assert.Equal((3, 500L, null, People.Grace.ShownAs), (valuation.Number, valuation.CostMinor, valuation.InfeasibleReason,
            valuation.ValuedBy));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => ValueProposal.Decide(Costs(500),
            Idea("OPEN") with { AreaCode = "E05000002" }, Round("REVIEWING"), People.Olu, Now)));
        Assert.Equal("@valuation.cost.currency", StateTable.Outcome(() => ValueProposal.Decide(
            Costs(500, "EUR"), Idea("OPEN"), Round("REVIEWING"), People.Grace, Now)));
    }

    [Fact]
    public void An_idea_gets_the_next_number_until_the_round_is_full()
    {
        Assert.Equal(("8", 8), Created(new() { LastNumber = 7, Proposals = 3 }));
        Assert.Equal("ROUND_FULL", StateTable.Outcome(() => Created(new() { Proposals = 1_000_000 })));
        Assert.Equal("@proposal.area_code", StateTable.Outcome(() => CreateProposal.Decide(Asked("E05000009"), Round("ACCEPTING"), Areas,
            null, People.Amina)));
        Assert.Equal("AREA_OF_OTHERS", StateTable.Outcome(() => CreateProposal.Decide(
            Asked("E05000002"), Round("ACCEPTING") with { ImportedFrom = "Warsaw" }, [new() { AreaCode = "E05000002" }], null,
                People.Olu)));
        // Somebody who proposes beside what is brought in waits as everybody does; an officer who proposes does it as a resident.
        Assert.Equal("IDEAS_NOT_YET", StateTable.Outcome(() => CreateProposal.Decide(
            Asked(), Round("LISTENING") with { ImportedFrom = "Warsaw" }, Areas, null, People.Amina)));
        Assert.Equal(("1", 1), CreateProposal.Decide(
            Asked("E05000002"), Round("ACCEPTING"), [new() { AreaCode = "E05000002" }], null, People.Olu));

        static (string, int?) Created(CreateProposal.Last last) => CreateProposal.Decide(Asked(), Round("ACCEPTING"), Areas, last,
            People.Amina);
    }

    [Fact]
    public void A_ballot_paper_is_made_of_what_can_be_done_once_everything_is_valued() => StateTable.Holds<ProposalState>(
        """
                    Publish
        OPEN        PROPOSALS_NOT_VALUED
        WITHDRAWN   NOTHING_TO_VOTE_ON
        FEASIBLE    1
        INFEASIBLE  NOTHING_TO_VOTE_ON
        ON_BALLOT   NOTHING_TO_VOTE_ON
        WON         NOTHING_TO_VOTE_ON
        LOST        NOTHING_TO_VOTE_ON
        """,
        ("Publish", state => BallotPaper.Compose(Round("REVIEWING"), Areas, [OnPaper(state)], finishedFrom: null, Now).Contests.Count));

    private static (RoundRow Moved, IReadOnlyList<DateChangeRow> Changes) Moved(RoundRow round, Action<PhaseDates> move)
    {
        var dates = DatesOf(round);
        move(dates);
        return MoveDates.Decide(
            round, Areas, new() { Dates = dates, Reason = "The school asked." }, [new() { Number = 6 }], People.Grace, Now);
    }

    private static IReadOnlyList<WordsChangeRow> Corrected(RoundRow round, CorrectRoundRequest request) =>
        CorrectRound.Decide(round, Areas, request, [], People.Grace, Now);

    // All of its dates lie ahead but the first, which has come when a round is made.
    private static RoundRow Ahead(string phase) => Round(phase) with
    {
        ListeningFrom = Now.AddHours(-1),
        AcceptingFrom = Now.AddHours(48),
        ReviewingFrom = Now.AddHours(60),
        BallotingFrom = Now.AddHours(72),
        FinishedFrom = Now.AddHours(120),
    };

    private static PhaseDates DatesOf(RoundRow round) => new()
    {
        ListeningFrom = Stamp(round.ListeningFrom), AcceptingFrom = Stamp(round.AcceptingFrom), ReviewingFrom = Stamp(round.ReviewingFrom),
        BallotingFrom = Stamp(round.BallotingFrom), FinishedFrom = Stamp(round.FinishedFrom),
    };

    private static Timestamp Stamp(DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);

    private static PhaseChangeRow Advanced(string phase, string to, Caller caller) =>
        AdvanceRound.Decide(Round(phase), Areas, new() { ToPhase = StateText.Read<Phase>(to), Reason = "Early." }, caller, Now);

    private static RoundRow Round(string phase) => new()
    {
        RoundId = "round", Phase = phase, Currency = "GBP", BallotingFrom = Now.AddDays(1), FinishedFrom = Now.AddDays(15),
    };

    private static ProposalRow Idea(string state) =>
        new() { ProposalId = "1", AreaCode = "E05000001", ProposerSubject = People.Amina.Subject, State = state };

    [Fact]
    public void A_paper_holds_what_one_message_holds()
    {
        var idea = OnPaper("FEASIBLE")
            with
        { ProposalId = Guid.NewGuid().ToString(), Title = new string('\u1234', 400), CostMinor = long.MaxValue };
        BallotPaper Paper(int ideas) =>
            BallotPaper.Compose(Round("REVIEWING"), Areas, [.. Enumerable.Repeat(idea, ideas)], finishedFrom: null, Now);
        var most = BallotPaper.MostBytes / (36 + 1200 + 32);

        var poll = new Poll { Contests = { new Contest() } };
        poll.Contests[0].Projects.AddRange(Paper(most).Contests.Single().Projects.Select(project => new Project
        {
            ProjectId = project.ProjectId,
            Title = project.Title,
            Cost = new Money { AmountMinor = project.CostMinor, Currency = "GBP" },
        }));
        Assert.InRange(poll.CalculateSize(), BallotPaper.MostBytes * 9 / 10, BallotPaper.MostBytes);
        var refused = Assert.Throws<Refusal>(() => Paper(most + 1));
        Assert.Equal(ProposalsReasons.BallotPaperFull, refused.Reason);
    }

    private static IdeaRow OnPaper(string state) =>
        new() { ProposalId = "1", AreaCode = "E05000001", Title = "Benches", State = state, CostMinor = 500 };

    private static Proposal Asked(string areaCode = "E05000001") =>
        new() { RoundId = "round", AreaCode = areaCode, Title = "Benches", Words = "Two benches by the pond." };

    private static Valuation Costs(long minor, string currency = "GBP") =>
        new() { Cost = new Money { AmountMinor = minor, Currency = currency } };
}
