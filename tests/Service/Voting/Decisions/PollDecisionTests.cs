using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Voting.Letters;
using Participatory.Voting.Paper;
using Participatory.Voting.Polls;
using Participatory.Voting.Registrations;
using Participatory.Voting.Results;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting.Decisions;

public sealed class PollDecisionTests
{
    private static readonly DateTimeOffset Opens = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closes = new(2026, 7, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly TermsRow Terms = new() { PollId = "poll", MostVoters = 100, MostAtAddress = 4, MostFromSource = 4 };

    [Fact]
    public void Every_command_of_officers_on_a_poll_in_every_state() => StateTable.Holds<PollState>(
        """
                   Open             Close             Declare             BringRoll      Letters         OpenRegistration
        SCHEDULED  OPEN             NOTHING_TO_CLOSE  POLL_NOT_CLOSED     2              ASKED           100
        OPEN       POLL_HAS_OPENED  CLOSED            POLL_NOT_CLOSED     ROLL_IS_FIXED  ASKED           REGISTRATION_IS_FIXED
        CLOSED     POLL_HAS_OPENED  POLL_IS_CLOSED    Declared            ROLL_IS_FIXED  VOTING_IS_OVER  REGISTRATION_IS_FIXED
        DECLARED   POLL_HAS_OPENED  POLL_IS_CLOSED    RESULT_IS_DECLARED  ROLL_IS_FIXED  VOTING_IS_OVER  REGISTRATION_IS_FIXED
        """,
        ("Open", state => OpenPoll.Decide(Poll(state), "Early.", People.Grace, Opens).State),
        ("Close", state => ClosePoll.Decide(Poll(state), "Early.", People.Grace, Opens).State),
        ("Declare", state => DeclareResult.Decide(Poll(state), People.Grace)),
        ("BringRoll", state => ImportRoll.Decide(Poll(state), Opens.AddTicks(-1))),
        ("Letters", state => AskForLetters.Decide(Poll(state), null, Letters(), People.Grace, Opens).State),
        ("OpenRegistration", state => OpenRegistration.Decide(Poll(state, voters: 0), new() { MostVoters = 100 },
            People.Grace).MostVoters));

    [Fact]
    public void What_the_clock_makes_of_a_poll_before_and_at_each_of_its_times() => StateTable.Holds<PollState>(
        """
                   OpenBefore  OpenAt  CloseBefore  CloseAt
        SCHEDULED  -           OPEN    -            -
        OPEN       -           -       -            CLOSED
        CLOSED     -           -       -            -
        DECLARED   -           -       -            -
        """,
        ("OpenBefore", state => OpenPoll.DecideByClock(Poll(state).Row, Opens.AddTicks(-1))?.State),
        ("OpenAt", state => OpenPoll.DecideByClock(Poll(state).Row, Opens)?.State),
        ("CloseBefore", state => ClosePoll.DecideByClock(Poll(state), Closes.AddTicks(-1))?.State),
        ("CloseAt", state => ClosePoll.DecideByClock(Poll(state), Closes)?.State));

    [Fact]
    public void However_late_the_clock_runs_a_poll_is_closed_as_of_its_closing_time_and_never_before_it_opened()
    {
        Assert.Equal(Closes, ClosePoll.DecideByClock(Poll("OPEN"), Closes.AddDays(3))?.DecidedAt);

        var openedLate = Poll("OPEN") with { Decisions = [new() { State = "OPEN", DecidedAt = Closes.AddDays(1) }] };
        Assert.Equal(Closes.AddDays(1), ClosePoll.DecideByClock(openedLate, Closes.AddDays(3))?.DecidedAt);
    }

    [Fact]
    public void Who_decided_when_and_why_stays_on_record_and_the_clock_has_no_name()
    {
        var opening = OpenPoll.Decide(Poll("SCHEDULED"), "Early.", People.Grace, Opens);
        Assert.Equal((Opens, People.Grace.ShownAs, "Early."), (opening.DecidedAt, opening.DecidedBy, opening.Reason));
        Assert.Equal("", OpenPoll.DecideByClock(Poll("SCHEDULED").Row, Opens)?.DecidedBy);
    }

    [Fact]
    public void An_officer_of_some_areas_decides_about_none_of_a_poll_of_more()
    {
        Assert.All(
            new Func<Caller, object>[]
            {
                caller => OpenPoll.Decide(Poll("SCHEDULED"), "", caller, Opens), caller => ClosePoll.Decide(Poll("OPEN"), "", caller,
                    Opens),
                caller => DeclareResult.Decide(Poll("CLOSED"), caller),
                caller => OpenRegistration.Decide(Poll("SCHEDULED", voters: 0), new(), caller),
            },
            decide => Assert.Equal("AREAS_NOT_YOURS", StateTable.Outcome(() => decide(People.Olu))));
    }

    [Fact]
    public void A_poll_has_voters_of_one_kind()
    {
        var (registered, imported) = (Poll("SCHEDULED", voters: 0) with { Registration = Terms }, Imported("SCHEDULED"));
        Assert.Equal("ROLL_IS_EMPTY", StateTable.Outcome(() => OpenPoll.Decide(Poll("SCHEDULED", voters: 0), "", People.Grace,
            Opens).State));
        Assert.Equal("OPEN", OpenPoll.Decide(registered, "", People.Grace, Opens).State);
        Assert.Equal("OPEN", OpenPoll.Decide(imported, "", People.Grace, Opens).State);

        Assert.Equal("ROLL_IS_THERE", StateTable.Outcome(() => OpenRegistration.Decide(Poll("SCHEDULED"), new(), People.Grace)));
        Assert.Equal("POLL_IS_IMPORTED", StateTable.Outcome(() => OpenRegistration.Decide(imported, new(), People.Grace)));
        Assert.Equal("POLL_IS_IMPORTED", StateTable.Outcome(() => ImportRoll.Decide(imported, Opens.AddDays(-1))));
        Assert.Equal("PEOPLE_REGISTER", StateTable.Outcome(() => ImportRoll.Decide(registered, Opens.AddDays(-1))));
        Assert.Equal("POLL_IS_IMPORTED", StateTable.Outcome(
            () => AskForLetters.Decide(imported, null, Letters(), People.Grace, Opens)));
        Assert.Equal("NO_LETTERS", StateTable.Outcome(
            () => AskForLetters.Decide(registered, null, Letters(), People.Grace, Opens)));
        Assert.Equal("ROLL_IS_FIXED", StateTable.Outcome(() => ImportRoll.Decide(Poll("SCHEDULED"), Opens)));
    }

    [Fact]
    public void Who_can_register_and_be_let_in_in_every_state_of_a_poll() => StateTable.Holds<PollState>(
        """
                   Register             RegisterLate         Admit           TurnAway        AdmitLate
        SCHEDULED  OnRoll               REGISTERED_TOO_LATE  OnRoll          TurnedAway      ROLL_IS_CLOSED
        OPEN       OnRoll               REGISTERED_TOO_LATE  OnRoll          TurnedAway      ROLL_IS_CLOSED
        CLOSED     REGISTERED_TOO_LATE  REGISTERED_TOO_LATE  ROLL_IS_CLOSED  ROLL_IS_CLOSED  ROLL_IS_CLOSED
        DECLARED   REGISTERED_TOO_LATE  REGISTERED_TOO_LATE  ROLL_IS_CLOSED  ROLL_IS_CLOSED  ROLL_IS_CLOSED
        """,
        ("Register", state => Register.Decide(Poll(state), Terms, Asked(), new(), Closes.AddTicks(-1))),
        ("RegisterLate", state => Register.Decide(Poll(state), Terms, Asked(), new(), Closes)),
        ("Admit", state => DecideRegistration.Decide(Poll(state).Row, Waiting("E05000001"), admit: true, People.Olu, Closes.AddTicks(-1))),
        ("TurnAway", state => DecideRegistration.Decide(Poll(state).Row, Waiting("E05000001"), admit: false, People.Olu,
            Closes.AddTicks(-1))),
        ("AdmitLate", state => DecideRegistration.Decide(Poll(state).Row, Waiting("E05000001"), admit: true, People.Olu, Closes)));

    [Fact]
    public void What_is_odd_about_a_registration_an_officer_sees_first()
    {
        Assert.Equal("OnRoll", Registered(
            new() { AtAddress = 3, FromSource = 3, FromWider = 15, FromWidest = 63 }, Terms with { Registered = 99 }));
        Assert.Equal("Waiting", Registered(new() { AtAddress = 4 }));
        Assert.Equal("Waiting", Registered(new() { OfMailbox = 1 }));
        Assert.Equal("Waiting", Registered(new() { FromSource = 4 }));
        Assert.Equal("Waiting", Registered(new() { FromWider = 16 }));
        Assert.Equal("Waiting", Registered(new() { FromWidest = 64 }));
        Assert.Equal("ROLL_IS_FULL", Registered(new(), Terms with { Registered = 100 }));
        Assert.Equal("TOO_YOUNG", Registered(new(), Terms with { MinimumAge = 16 }));
        Assert.Equal("CONTEST_NOT_FOUND", StateTable.Outcome(() => Register.Decide(Poll("OPEN"), Terms, Asked("E05000009"), new(), Opens)));
        Assert.Equal("PERSON_NOT_YOURS", StateTable.Outcome(() => DecideRegistration.Decide(Poll("OPEN").Row, Waiting("E05000002"),
            admit: true, People.Olu, Opens)));
        Assert.Equal("REGISTRATION_NOT_FOUND", StateTable.Outcome(() => DecideRegistration.Decide(Poll("OPEN").Row, null, admit: true,
            People.Olu, Opens)));

        static string Registered(Register.Counts counts, TermsRow? terms = null) =>
            StateTable.Outcome(() => Register.Decide(Poll("OPEN"), terms ?? Terms, Asked(), counts, Opens));
    }

    [Fact]
    public void A_batch_of_envelopes_is_keyed_by_two_people_and_cast_once()
    {
        var (once, agreed, different) = (Keyed("a"), Keyed("a", "a"), Keyed("a", "b"));
        StateTable.Holds(
            ["BEING_KEYED", "CAST", "NOT_CAST"],
            """
                         Key              KeyAgreed        KeyThird         Cast             CastEarly
            BEING_KEYED  2                KEYED_ALREADY    3                CAST             BATCH_NOT_READY
            CAST         BATCH_IS_CLOSED  BATCH_IS_CLOSED  BATCH_IS_CLOSED  BATCH_IS_CLOSED  BATCH_IS_CLOSED
            NOT_CAST     BATCH_IS_CLOSED  BATCH_IS_CLOSED  BATCH_IS_CLOSED  BATCH_IS_CLOSED  BATCH_IS_CLOSED
            """,
            ("Key", state => KeyPaperBallot.Decide(Batch(state), once, People.Grace)),
            ("KeyAgreed", state => KeyPaperBallot.Decide(Batch(state), agreed, People.Grace)),
            ("KeyThird", state => KeyPaperBallot.Decide(Batch(state), different, People.Grace)),
            ("Cast", state => CastPaperBatch.Decide(Batch(state), [agreed]).Cast.State),
            ("CastEarly", state => CastPaperBatch.Decide(Batch(state), [agreed, different]).Cast.State));

        Assert.Equal("SERIAL_UNKNOWN", StateTable.Outcome(() => KeyPaperBallot.Decide(Batch("BEING_KEYED"), null, People.Grace)));
        Assert.Equal("KEYED_BY_YOU", StateTable.Outcome(() => KeyPaperBallot.Decide(Batch("BEING_KEYED"), once,
            People.Resident("person-0"))));
        var (cast, counted) = CastPaperBatch.Decide(Batch("BEING_KEYED"), [agreed, new("serial-2", [Spoiled, Spoiled])]);
        Assert.Equal((1, 1, agreed), (cast.Spoiled, cast.Counted, Assert.Single(counted)));
    }

    [Fact]
    public void The_ballots_of_a_contest_are_seen_once_it_is_declared_and_nobody_could_be_recognised()
    {
        var result = new Result
        {
            Contests = { new ContestResult { AreaCode = "E05000001" }, new ContestResult { AreaCode = "E05000002",
            WinnersOnly = true } }
        };

        StateTable.Holds<PollState>(
            """
                       Export
            SCHEDULED  RESULT_NOT_DECLARED
            OPEN       RESULT_NOT_DECLARED
            CLOSED     RESULT_IS_NEAR
            DECLARED   E05000001
            """,
            ("Export", state => ExportElection.Decide(Poll(state), "E05000001", state == "DECLARED" ? result : null).AreaCode));
        Assert.Equal("TOO_FEW_BALLOTS", StateTable.Outcome(() => ExportElection.Decide(Poll("DECLARED"), "E05000002", result)));
        Assert.Equal("AREA_NOT_IN_VOTE", StateTable.Outcome(() => ExportElection.Decide(Poll("DECLARED"), "E05000009", result)));
    }

    private static readonly KeyingRow Spoiled = new() { Serial = "serial-2", Spoiled = true };

    private static StoredPoll Poll(string state, long voters = 2) => new(
        new PollRow { PollId = "poll", State = state, OpensAt = Opens, ClosesAt = Closes },
        [new() { AreaCode = "E05000001", Voters = voters }, new() { AreaCode = "E05000002" }],
        [],
        state == "SCHEDULED" ? [] : [new() { State = "OPEN", DecidedAt = Opens }],
        [],
        Registration: null,
        Extension: null);

    private static StoredPoll Imported(string state)
    {
        var poll = Poll(state, voters: 0);
        return poll with { Row = poll.Row with { ImportedFrom = "Warsaw" } };
    }

    private static AskForLettersRequest Letters() => new() { AreaCode = "E05000001" };

    private static RegisterRequest Asked(string areaCode = "E05000001") => new() { AreaCode = areaCode };

    private static DecideRegistration.WaitingRow Waiting(string areaCode) => new() { AreaCode = areaCode };

    private static PaperBatchRow Batch(string state) =>
        new() { PollId = "poll", BatchId = "batch", AreaCode = "E05000001", Envelopes = 2, State = state };

    private static PaperBallotKeyed Keyed(params string[] choices) =>
        new("serial",
            [.. choices.Select(
            (read, at) => new KeyingRow { Serial = "serial", Turn = at + 1, KeyedBy = $"person-{at}", Choices = read })]);
}
