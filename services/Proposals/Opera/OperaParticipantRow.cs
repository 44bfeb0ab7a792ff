using System.Data.Common;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Opera;

/// <summary>Somebody's place in a room, found by the hash of their secret.</summary>
internal sealed record OperaParticipantRow
{
    private const string Columns = "participant_id, room_id, seat, first_name, pair";

    private static readonly Sql SelectByHash = new($"SELECT {Columns} FROM opera_participant WHERE secret_hash = @hash");

    private static readonly Sql SelectOfRoom = new($"SELECT {Columns} FROM opera_participant WHERE room_id = @roomId ORDER BY seat");

    private static readonly Sql Insert = new("""
        INSERT INTO opera_participant (participant_id, room_id, seat, first_name, secret_hash)
        VALUES (@ParticipantId, @RoomId, @Seat, @FirstName, @SecretHash)
        """);

    private static readonly Sql UpdatePair = new("UPDATE opera_participant SET pair = @Pair WHERE participant_id = @ParticipantId");

    private static readonly Sql DeleteNotes = new("DELETE FROM opera_own_note WHERE participant_id = @ParticipantId");

    private static readonly Sql DeleteOne = new("DELETE FROM opera_participant WHERE participant_id = @ParticipantId");

    private static readonly Sql SelectNotes = new("SELECT words FROM opera_own_note WHERE participant_id = @ParticipantId ORDER BY place");

    private static readonly Sql InsertNote = new("""
        INSERT INTO opera_own_note (participant_id, place, words) VALUES (@ParticipantId, @place, @words)
        """);

    public string ParticipantId { get; init; } = "";
    public string RoomId { get; init; } = "";

    /// <summary>From 1 to 60: there are no more.</summary>
    public int Seat { get; init; }

    /// <summary>May be empty, and is once the room is closed.</summary>
    public string FirstName { get; init; } = "";

    public byte[] SecretHash { get; init; } = [];

    /// <summary>Null before there are pairs.</summary>
    public int? Pair { get; init; }

    /// <summary>The one of a secret.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<OperaParticipantRow> LoadBySecret(Session session, string secret) =>
        await session.One<OperaParticipantRow>(SelectByHash, new { hash = LinkSecret.HashToOpen(secret) })
            ?? throw LinkSecret.OpensNothing();

    /// <summary>The one of a secret and their room, which is held until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<(OperaParticipantRow Who, OperaRoomRow Room)> LockBySecret(Transaction transaction, string secret)
    {
        var room = await OperaRoomRow.Lock(transaction, (await LoadBySecret(transaction, secret)).RoomId);
        // They may have left, or been drawn into a pair, while we waited for the room.
        return (await LoadBySecret(transaction, secret), room);
    }

    /// <summary>Everybody in a room.</summary>
    public static Task<IReadOnlyList<OperaParticipantRow>> LoadOfRoom(Session session, string roomId) =>
        session.Many<OperaParticipantRow>(SelectOfRoom, new { roomId });

    /// <summary>Keeps their place.</summary>
    /// <exception cref="Refusal">Their secret was used before.</exception>
    public async Task Add(Transaction transaction)
    {
        try
        {
            await transaction.Execute(Insert, this);
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw Refusal.At("secret", ProposalsReasons.SecretWrong);
        }
    }

    public Task JoinPair(Transaction transaction, int pair) => transaction.Execute(UpdatePair, this with { Pair = pair });

    /// <summary>What they wrote on their own.</summary>
    public Task<IReadOnlyList<string>> LoadNotes(Session session) => session.Many<string>(SelectNotes, this);

    /// <summary>Keeps what they wrote on their own, in place of what was kept before.</summary>
    public async Task KeepNotes(Transaction transaction, IReadOnlyList<string> notes)
    {
        await transaction.Execute(DeleteNotes, this);
        foreach (var (at, words) in notes.Index())
        {
            await transaction.Execute(InsertNote, new { ParticipantId, place = at + 1, words });
        }
    }

    /// <summary>Deletes their place and what they wrote on their own.</summary>
    public async Task Delete(Transaction transaction)
    {
        await transaction.Execute(DeleteNotes, this);
        await transaction.Execute(DeleteOne, this);
    }
}
