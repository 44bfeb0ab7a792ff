using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>A room as it is stored, and how many are in it.</summary>
internal sealed record OperaRoomRow
{
    /// <summary>As many as hear each other, and as two minutes for each pair leave time for the rest.</summary>
    public const int Most = 60;

    /// <summary>Fewer have no use for pairs.</summary>
    public const int Least = 4;

    /// <summary>What every query of rooms reads; the table is <c>r</c>.</summary>
    public const string Columns = """
        r.sequence, r.room_id, r.round_id, r.area_code, r.words, r.room_code, r.step, r.minutes, r.turn, r.turn_ends_at, r.door_closed,
        r.people, r.opened_by, r.opened_at, r.closed_at,
        (SELECT COUNT(*) FROM opera_participant WHERE opera_participant.room_id = r.room_id) AS there,
        (SELECT COUNT(*) FROM opera_participant WHERE opera_participant.room_id = r.room_id AND EXISTS (
            SELECT 1 FROM opera_own_note WHERE opera_own_note.participant_id = opera_participant.participant_id)) AS writing
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM opera_room r WHERE r.room_id = @roomId");

    // Whatever changes in a room takes the room first, so that nothing changes under its next step.
    // Who is there is counted afterwards: what waited for the room sees what happened meanwhile.
    private static readonly Sql LockRoom = new("SELECT room_id FROM opera_room {lock} WHERE room_id = @roomId");

    private static readonly Sql LockByCode = new("SELECT room_id FROM opera_room {lock} WHERE room_code = @code AND closed_at IS NULL");

    private static readonly Sql CountOfCode = new("SELECT COUNT(*) FROM opera_room WHERE room_code = @code AND closed_at IS NULL");

    private static readonly Sql Insert = new("""
        INSERT INTO opera_room (
            room_id, round_id, area_code, words, room_code, step, minutes, turn, door_closed, people, opened_by, opened_at)
        VALUES (
            @RoomId, @RoundId, @AreaCode, @Words, @RoomCode, @Step, @Minutes, @Turn, @DoorClosed, @People, @OpenedBy, @OpenedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE opera_room
        SET step = @Step, turn = @Turn, turn_ends_at = @TurnEndsAt, door_closed = @DoorClosed, people = @People, closed_at = @ClosedAt
        WHERE room_id = @RoomId
        """);

    public long Sequence { get; init; }
    public string RoomId { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>Null for the whole round.</summary>
    public string? AreaCode { get; init; }

    /// <summary>What it is about.</summary>
    public string Words { get; init; } = "";

    public string RoomCode { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes an <see cref="OperaStep"/>.</summary>
    public string Step { get; init; } = "";

    public int Minutes { get; init; }

    /// <summary>The pair that explains, from 1; 0 before the first.</summary>
    public int Turn { get; init; }

    public DateTimeOffset? TurnEndsAt { get; init; }
    public bool DoorClosed { get; init; }

    /// <summary>How many there were when it closed.</summary>
    public int People { get; init; }

    public string OpenedBy { get; init; } = "";
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How many are there now.</summary>
    public int There { get; init; }

    /// <summary>How many of them have written something on their own.</summary>
    public int Writing { get; init; }

    public OperaStep StepNow => StateText.Read<OperaStep>(Step);

    /// <summary>Up to which pair everybody in the room reads what was agreed: those that have, or had, their turn to explain.</summary>
    public int ReadUpTo => StepNow switch
    {
        OperaStep.Own or OperaStep.Pair => 0,
        OperaStep.Explain => Turn,
        _ => Most,
    };

    /// <summary>The room, to look at.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<OperaRoomRow> Load(Session session, string roomId) =>
        await session.One<OperaRoomRow>(Select, new { roomId }) ?? throw NotFound();

    /// <summary>The room, held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<OperaRoomRow> Lock(Transaction transaction, string roomId) =>
        await transaction.One<string>(LockRoom, new { roomId }) is null ? throw NotFound() : await Load(transaction, roomId);

    /// <summary>The open room of a code, held until the transaction ends; null where there is none.</summary>
    public static async Task<OperaRoomRow?> LockOrNull(Transaction transaction, string code) =>
        await transaction.One<string>(LockByCode, new { code }) is { } roomId ? await Load(transaction, roomId) : null;

    /// <summary>Whether an open room has this code.</summary>
    public static async Task<bool> LoadTaken(Session session, string code) => await session.One<long>(CountOfCode, new { code }) > 0;

    public static Refusal NotFound() => new(ProposalsReasons.OperaRoomNotFound, field: "room_id");

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    /// <summary>The areas of which an officer of this room is one.</summary>
    public IEnumerable<string> AreasOf(IEnumerable<AreaRow> areas) =>
        AreaCode is { } one ? [one] : areas.Select(area => area.AreaCode);

    /// <summary>The same where it is in this step, and refused where it is in another. Pure.</summary>
    /// <exception cref="Refusal">It is in another, or closed.</exception>
    public OperaRoomRow MustBeIn(OperaStep step) => StepNow == step ? this
        : throw new Refusal(StepNow == OperaStep.Done ? ProposalsReasons.OperaClosed : ProposalsReasons.OperaOtherStep);

    /// <summary>The room when it closes. Pure.</summary>
    public OperaRoomRow Closed(DateTimeOffset now) => this with
    {
        Step = StateText.Of(OperaStep.Done),
        DoorClosed = true,
        People = There,
        ClosedAt = now,
    };

    /// <summary>As its facilitators see it, without pairs and notes.</summary>
    public OperaRoom ToMessage() => new()
    {
        RoomId = RoomId,
        RoundId = RoundId,
        AreaCode = AreaCode ?? "",
        Question = Words,
        Code = ClosedAt is null ? RoomCode : "",
        Step = StepNow,
        Minutes = Minutes,
        Turn = Turn,
        TurnEndTime = TurnEndsAt?.ToTimestamp(),
        DoorClosed = DoorClosed,
        People = ClosedAt is null ? There : People,
        Writing = Writing,
        OpenTime = OpenedAt.ToTimestamp(),
        CloseTime = ClosedAt?.ToTimestamp(),
    };
}
