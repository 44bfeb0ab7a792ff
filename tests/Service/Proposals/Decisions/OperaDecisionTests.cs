using Participatory.Platform.Calls;
using Participatory.Proposals.Opera;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of everything that somebody does in a room, in each of its steps.</summary>
public sealed class OperaDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AreaRow[] Areas = [new() { AreaCode = "E05000001" }, new() { AreaCode = "E05000002" }];
    private static readonly OperaPairRow[] Pairs = [Pair(1, notes: 1), Pair(2, notes: 0), Pair(3, notes: 2)];
    private static readonly OperaNoteRow[] Notes = [Note(1, "a"), Note(3, "b"), Note(3, "c")];

    [Fact]
    public void Everything_that_people_do_in_every_step() => StateTable.Holds<OperaStep>(
        """
                Join         Keep             Agree            Choose
        OWN     1            1                OPERA_OTHER_STEP OPERA_OTHER_STEP
        PAIR    OPERA_BEGUN  OPERA_OTHER_STEP 1                OPERA_OTHER_STEP
        EXPLAIN OPERA_BEGUN  OPERA_OTHER_STEP OPERA_OTHER_STEP OPERA_OTHER_STEP
        RANK    OPERA_BEGUN  OPERA_OTHER_STEP OPERA_OTHER_STEP 1
        ARRANGE OPERA_BEGUN  OPERA_OTHER_STEP OPERA_OTHER_STEP OPERA_OTHER_STEP
        DONE    OPERA_CLOSED OPERA_CLOSED     OPERA_CLOSED     OPERA_CLOSED
        """,
        ("Join", step => JoinOpera.Decide(Room(step), [], Joining).Seat),
        ("Keep", step => KeepOperaNotes.Decide(Room(step), new() { Notes = { "One" } }).Count),
        ("Agree", step => AgreeOperaNotes.Decide(Room(step), Pairs[0], new() { Version = 1, Notes = { "One" } }).Count),
        ("Choose", step => ChooseOperaNotes.Decide(Room(step), Pairs[0], Notes, new() { Version = 1, NoteIds = { "b" } }).Count));

    [Fact]
    public void Everything_that_a_facilitator_and_the_clock_do_in_every_step() => StateTable.Holds<OperaStep>(
        """
                Door             Move         Arrange          Hide            Clock
        OWN     yes              PAIR         OPERA_OTHER_STEP OPERA_NOTE_GONE DONE
        PAIR    OPERA_OTHER_STEP EXPLAIN      OPERA_OTHER_STEP OPERA_NOTE_GONE DONE
        EXPLAIN OPERA_OTHER_STEP EXPLAIN      OPERA_OTHER_STEP ABUSE           DONE
        RANK    OPERA_OTHER_STEP ARRANGE      OPERA_OTHER_STEP ABUSE           DONE
        ARRANGE OPERA_OTHER_STEP DONE         1                ABUSE           DONE
        DONE    OPERA_CLOSED     OPERA_CLOSED OPERA_CLOSED     ABUSE           -
        """,
        ("Door", step => CloseOperaDoor.Decide(Room(step)) is not null),
        ("Move", step => MoveOpera.Decide(Room(step), From(Room(step)), Pairs, Now).Step),
        ("Arrange", step => ArrangeOperaNotes.Decide(Room(step), Notes, new() { NoteIds = { "a" }, Heading = "Here" }).Count),
        ("Hide", step => HideOperaNote.Decide(
            Room(step), Notes, new() { NoteId = "a", Reason = HidingReason.Abuse }, People.Grace)?.HiddenReason),
        ("Clock", step => CloseOldRooms.Decide(Room(step) with { OpenedAt = Now.AddHours(-24) }, Now)?.Step));

    [Fact]
    public void A_room_is_opened_until_people_vote() => StateTable.Holds<Phase>(
        """
                  Open
        LISTENING OWN
        ACCEPTING OWN
        REVIEWING OWN
        BALLOTING OPERA_NO_MORE
        FINISHED  ROUND_IS_FINISHED
        """,
        ("Open", phase => OpenOperaRoom.Decide(
            new() { Question = "What?", Minutes = 2 }, new() { RoundId = "elm", Phase = phase }, Areas, People.Grace, Now).Step));

    [Fact]
    public void Each_pair_that_has_a_note_explains_once_and_as_long_as_the_others()
    {
        var room = Room("EXPLAIN") with { Turn = 0, TurnEndsAt = null };
        List<int> turns = [];
        for (; room.StepNow == OperaStep.Explain; turns.Add(room.Turn))
        {
            room = MoveOpera.Decide(room, From(room), Pairs, Now);
            Assert.True(room.StepNow != OperaStep.Explain || room.TurnEndsAt == Now.AddMinutes(3));
        }

        Assert.Equal([1, 3, 3], turns);
        Assert.Equal("RANK", room.Step);
    }

    [Fact]
    public void A_room_moves_only_from_where_it_was_seen_and_never_too_early()
    {
        foreach (var step in StateText.All<OperaStep>().Where(step => step != "DONE"))
        {
            Assert.Equal("OPERA_MOVED", StateTable.Outcome(() => MoveOpera.Decide(
                Room(step), new() { Step = OperaStep.Done, Turn = Room(step).Turn }, Pairs, Now)));
            Assert.Equal("OPERA_MOVED", StateTable.Outcome(() => MoveOpera.Decide(
                Room(step), new() { Step = Room(step).StepNow, Turn = 9 }, Pairs, Now)));
        }

        Assert.Equal("OPERA_TOO_FEW", StateTable.Outcome(() => Moved(Room("OWN") with { There = 3 }).Step));
        Assert.Equal("PAIR", StateTable.Outcome(() => Moved(Room("OWN") with { There = 4 }).Step));
        Assert.Equal("OPERA_NOTHING_AGREED", StateTable.Outcome(() => MoveOpera.Decide(Room("PAIR"), From(Room("PAIR")), [Pairs[1]], Now)));
        Assert.Null(CloseOldRooms.Decide(Room("OWN") with { OpenedAt = Now.AddHours(-24).AddTicks(1) }, Now));
    }

    [Fact]
    public void The_last_seat_is_the_sixtieth_and_one_that_is_free_again_is_taken()
    {
        Assert.Equal(60, JoinOpera.Decide(Room("OWN"), [.. Enumerable.Range(1, 59)], Joining).Seat);
        Assert.Equal(7, JoinOpera.Decide(Room("OWN"), [.. Enumerable.Range(1, 60).Where(seat => seat != 7)], Joining).Seat);
        Assert.Equal("OPERA_FULL", StateTable.Outcome(() => JoinOpera.Decide(Room("OWN"), [.. Enumerable.Range(1, 60)], Joining)));
        Assert.Equal("OPERA_DOOR_CLOSED", StateTable.Outcome(() => JoinOpera.Decide(Room("OWN") with { DoorClosed = true }, [], Joining)));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(8, 2)]
    [InlineData(9, 3)]
    [InlineData(120, 30)]
    public void A_pair_chooses_a_quarter_rounded_up(int notes, int most)
    {
        OperaNoteRow[] all = [.. Enumerable.Range(0, notes).Select(at => Note(2, $"n{at}"))];
        Assert.Equal(most, OperaNoteRow.MostChoices(all));
        Assert.Equal(most, Chosen(most));
        Assert.Equal("@note_ids", StateTable.Outcome(() => Chosen(most + 1)));

        int Chosen(int many) => ChooseOperaNotes.Decide(
            Room("RANK"), Pairs[0], [.. all, Note(2, "hidden") with { HiddenReason = "ABUSE" }],
            new() { Version = 1, NoteIds = { Enumerable.Range(0, many).Select(at => $"n{at}") } }).Count;
    }

    [Fact]
    public void At_most_one_of_what_a_pair_chooses_is_its_own_and_none_is_hidden()
    {
        OperaNoteRow[] all = [.. Notes, Note(1, "d"), Note(1, "e") with { HiddenReason = "ABUSE" }, Note(2, "f")];
        Assert.Equal(["b", "a"], Choose("b", "a", "b"));
        Assert.Equal("@note_ids", StateTable.Outcome(() => Choose("a", "d")));
        Assert.Equal("OPERA_NOTE_GONE", StateTable.Outcome(() => Choose("e")));
        Assert.Equal("OPERA_NOTE_GONE", StateTable.Outcome(() => Choose("x")));
        Assert.Equal("OPERA_PAIR_CHANGED", StateTable.Outcome(() => ChooseOperaNotes.Decide(
            Room("RANK"), Pairs[0] with { Version = 2 }, all, new() { Version = 1 })));
        Assert.Equal("OPERA_PAIR_CHANGED", StateTable.Outcome(() => AgreeOperaNotes.Decide(
            Room("PAIR"), Pairs[0] with { Version = 2 }, new() { Version = 1 })));

        IReadOnlyList<string> Choose(params string[] ids) =>
            ChooseOperaNotes.Decide(Room("RANK"), Pairs[0], all, new() { Version = 1, NoteIds = { ids } });
    }

    [Theory]
    [InlineData(4, "2 2")]
    [InlineData(5, "2 3")]
    [InlineData(7, "2 2 3")]
    [InlineData(60, "2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2")]
    public void Who_is_left_over_makes_a_pair_three(int people, string sizes)
    {
        var pairs = OperaPairs.Of([.. Enumerable.Range(0, people)]);
        Assert.Equal(sizes, string.Join(' ', pairs.Select(pair => pair.Count)));
        Assert.Equal(Enumerable.Range(0, people), pairs.SelectMany(pair => pair));
    }

    [Fact]
    public void A_code_has_no_sign_that_is_taken_for_another_and_is_read_as_it_is_typed()
    {
        Assert.DoesNotContain(OperaCode.Signs, sign => "01258ABEILOSUZ".Contains(sign, StringComparison.Ordinal));
        Assert.Equal(OperaCode.Signs.Length, OperaCode.Signs.Distinct().Count());
        var drawn = Enumerable.Range(0, 500).Select(_ => OperaCode.Draw()).ToList();
        Assert.All(drawn, code => Assert.Matches($"^[{OperaCode.Signs}]{{{OperaCode.Length}}}$", code));
        Assert.True(drawn.Distinct().Count() > 490);
        Assert.Equal("34XYCD", OperaCode.Read(" 34x-yCd "));
    }

    private static OperaRoomRow Moved(OperaRoomRow room) => MoveOpera.Decide(room, From(room), Pairs, Now);

    private static MoveOperaRequest From(OperaRoomRow room) => new() { Step = room.StepNow, Turn = room.Turn };

    private static OperaRoomRow Room(string step) => new()
    {
        RoomId = "room", RoundId = "elm", Step = step, Minutes = 3, There = 6, Turn = step is "OWN" or "PAIR" ? 0 : 1, OpenedAt = Now,
    };

    private static OperaPairRow Pair(int number, int notes) => new() { RoomId = "room", Pair = number, Version = 1, Notes = notes };

    private static OperaNoteRow Note(int pair, string id) => new() { NoteId = id, RoomId = "room", Pair = pair, Words = id };

    private static JoinOperaRequest Joining => new() { Secret = new string('a', 40) };
}
