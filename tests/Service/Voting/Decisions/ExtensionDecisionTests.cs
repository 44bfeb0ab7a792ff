using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Voting.Extensions;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting.Decisions;

public sealed class ExtensionDecisionTests
{
    private static readonly DateTimeOffset Closes = new(2026, 7, 9, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Closes.AddDays(2);

    [Fact]
    public void Voting_is_kept_open_for_longer_while_people_vote() => StateTable.Holds<PollState>(
        """
                   Ask                  AskLate             Agree                AgreeLate
        SCHEDULED  EXTENSION_TOO_EARLY  EXTENSION_TOO_EARLY EXTENSION_TOO_EARLY  EXTENSION_TOO_EARLY
        OPEN       ASKED                EXTENSION_TOO_LATE  AGREED               EXTENSION_TOO_LATE
        CLOSED     EXTENSION_TOO_LATE   EXTENSION_TOO_LATE  EXTENSION_TOO_LATE   EXTENSION_TOO_LATE
        DECLARED   EXTENSION_TOO_LATE   EXTENSION_TOO_LATE  EXTENSION_TOO_LATE   EXTENSION_TOO_LATE
        """,
        ("Ask", state => Ask(Poll(state), Later, now: Closes.AddTicks(-10))),
        ("AskLate", state => Ask(Poll(state), Later, now: Closes)),
        ("Agree", state => Agree(Poll(state, "ASKED"), People.Femi, now: Closes.AddTicks(-10))),
        ("AgreeLate", state => Agree(Poll(state, "ASKED"), People.Femi, now: Closes)));

    [Fact]
    public void Two_people_do_it_once() => StateTable.Holds<ExtensionState>(
        """
                Ask              Agree            AgreeAsker            AgreeOther
        ASKED   ASKED            AGREED           SECOND_PERSON_NEEDED  EXTENSION_NOT_ASKED
        AGREED  EXTENDED_BEFORE  EXTENDED_BEFORE  EXTENDED_BEFORE       EXTENDED_BEFORE
        """,
        ("Ask", state => Ask(Poll("OPEN", state), Later)),
        ("Agree", state => Agree(Poll("OPEN", state), People.Femi)),
        ("AgreeAsker", state => Agree(Poll("OPEN", state), People.Grace)),
        ("AgreeOther", state => Agree(Poll("OPEN", state), People.Femi, number: 2)));

    [Fact]
    public void Voting_never_closes_earlier_by_it_and_not_years_later()
    {
        Assert.Equal("@close_time", StateTable.Outcome(() => Ask(Poll("OPEN"), Closes.AddDays(-1))));
        Assert.Equal("@close_time", StateTable.Outcome(() => Ask(Poll("OPEN"), Closes)));
        Assert.Equal("ASKED", Ask(Poll("OPEN"), Closes.AddTicks(10)));
        Assert.Equal("ASKED", Ask(Poll("OPEN"), Closes.AddDays(AskForExtension.MostDaysAhead)));
        Assert.Equal(
            "@close_time", StateTable.Outcome(() => Ask(Poll("OPEN"), Closes.AddDays(AskForExtension.MostDaysAhead).AddTicks(10))));
    }

    [Fact]
    public void Nobody_agrees_to_what_nobody_asked_for() =>
        Assert.Equal("EXTENSION_NOT_ASKED", StateTable.Outcome(() => Agree(Poll("OPEN"), People.Femi)));

    [Fact]
    public void An_officer_of_some_areas_does_not_move_the_end_of_all()
    {
        Assert.Equal("AREAS_NOT_YOURS", StateTable.Outcome(() => Ask(Poll("OPEN"), Later, caller: People.Olu)));
        Assert.Equal("AREAS_NOT_YOURS", StateTable.Outcome(() => Agree(Poll("OPEN", "ASKED"), People.Olu)));
    }

    private static string Ask(StoredPoll poll, DateTimeOffset closesAt, Caller? caller = null, DateTimeOffset? now = null) =>
        AskForExtension.Decide(poll, closesAt, "The post is late.", caller ?? People.Grace, now ?? Closes.AddDays(-1)).State;

    private static string Agree(StoredPoll poll, Caller caller, int number = 1, DateTimeOffset? now = null) =>
        AgreeToExtension.Decide(poll, number, caller, now ?? Closes.AddDays(-1)).State;

    private static StoredPoll Poll(string state, string extension = "") => new(
        new PollRow { PollId = "poll", State = state, OpensAt = Closes.AddDays(-7), ClosesAt = Closes },
        [new() { AreaCode = "E05000001", Voters = 2 }, new() { AreaCode = "E05000002" }],
        [],
        [],
        [],
        Registration: null,
        Extension: extension.Length == 0 ? null : new() { PollId = "poll", Number = 1, State = extension, AskedBy = People.Grace.Subject });
}
