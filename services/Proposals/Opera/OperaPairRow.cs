using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>Two people, or three, who were drawn together.</summary>
internal sealed record OperaPairRow
{
    private static readonly Sql Select = new("""
        SELECT o.room_id, o.pair, o.version,
            (SELECT COUNT(*) FROM opera_participant p WHERE p.room_id = o.room_id AND p.pair = o.pair) AS people,
            (SELECT COUNT(*) FROM opera_note WHERE opera_note.room_id = o.room_id AND opera_note.pair = o.pair) AS notes,
            (SELECT COUNT(*) FROM opera_choice WHERE opera_choice.room_id = o.room_id AND opera_choice.pair = o.pair) AS chosen
        FROM opera_pair o WHERE o.room_id = @roomId ORDER BY o.pair
        """);

    private static readonly Sql Insert = new("INSERT INTO opera_pair (room_id, pair, version) VALUES (@RoomId, @Pair, @Version)");

    private static readonly Sql Update = new("""
        UPDATE opera_pair SET version = version + 1 WHERE room_id = @RoomId AND pair = @Pair AND version = @Version
        """);

    public string RoomId { get; init; } = "";

    /// <summary>From 1, in the order in which they explain.</summary>
    public int Pair { get; init; }

    /// <summary>From 1; another one each time that somebody saved something for the pair.</summary>
    public int Version { get; init; }

    public int People { get; init; }
    public int Notes { get; init; }
    public int Chosen { get; init; }

    /// <summary>The pairs of a room, in the order in which they explain.</summary>
    public static Task<IReadOnlyList<OperaPairRow>> LoadOfRoom(Session session, string roomId) =>
        session.Many<OperaPairRow>(Select, new { roomId });

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>Says that something of it has changed.</summary>
    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    /// <summary>The same where it is as somebody has read it. Pure.</summary>
    /// <exception cref="Platform.Calls.Refusal">Their partner has saved something since.</exception>
    public OperaPairRow AsRead(int version) => Version == version ? this
        : throw new Platform.Calls.Refusal(ProposalsReasons.OperaPairChanged, field: "version");

    public OperaPair ToMessage() => new() { Number = Pair, People = People, Notes = Notes, Chosen = Chosen };
}
