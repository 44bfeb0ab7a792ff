using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Opera;

/// <summary>What a pair agreed on.</summary>
internal sealed record OperaNoteRow
{
    private static readonly Sql Select = new("""
        SELECT n.note_id, n.room_id, n.pair, n.place, n.words, n.heading, n.hidden_reason, n.hidden_by,
            (SELECT COUNT(*) FROM opera_choice WHERE opera_choice.note_id = n.note_id) AS choices
        FROM opera_note n WHERE n.room_id = @roomId ORDER BY n.pair, n.place
        """);

    private static readonly Sql SelectChosen = new("SELECT note_id FROM opera_choice WHERE room_id = @roomId AND pair = @pair");

    private static readonly Sql Insert = new("""
        INSERT INTO opera_note (note_id, room_id, pair, place, words, heading)
        VALUES (@NoteId, @RoomId, @Pair, @Place, @Words, @Heading)
        """);

    private static readonly Sql UpdateHeading = new("UPDATE opera_note SET heading = @Heading WHERE note_id = @NoteId");

    private static readonly Sql UpdateHidden = new("""
        UPDATE opera_note SET hidden_reason = @HiddenReason, hidden_by = @HiddenBy WHERE note_id = @NoteId AND hidden_reason IS NULL
        """);

    private static readonly Sql DeleteOfPair = new("DELETE FROM opera_note WHERE room_id = @RoomId AND pair = @Pair");

    private static readonly Sql DeleteChoices = new("DELETE FROM opera_choice WHERE room_id = @RoomId AND pair = @Pair");

    private static readonly Sql InsertChoice = new("""
        INSERT INTO opera_choice (room_id, pair, note_id) VALUES (@RoomId, @Pair, @noteId)
        """);

    public string NoteId { get; init; } = "";
    public string RoomId { get; init; } = "";
    public int Pair { get; init; }

    /// <summary>From 1 to 4.</summary>
    public int Place { get; init; }

    public string Words { get; init; } = "";

    /// <summary>Empty where it stands by itself.</summary>
    public string Heading { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="HidingReason"/>; null where everybody may read it.</summary>
    public string? HiddenReason { get; init; }

    public string? HiddenBy { get; init; }

    /// <summary>How many pairs chose it.</summary>
    public int Choices { get; init; }

    /// <summary>The notes of all pairs.</summary>
    public static Task<IReadOnlyList<OperaNoteRow>> LoadOfRoom(Session session, string roomId) =>
        session.Many<OperaNoteRow>(Select, new { roomId });

    /// <summary>What a pair chose.</summary>
    public static async Task<HashSet<string>> LoadChosen(Session session, string roomId, int pair) =>
        (await session.Many<string>(SelectChosen, new { roomId, pair })).ToHashSet(StringComparer.Ordinal);

    /// <summary>Keeps what a pair agreed on, in place of what was kept before.</summary>
    public static async Task Keep(Transaction transaction, OperaPairRow pair, IReadOnlyList<OperaNoteRow> notes)
    {
        await transaction.Execute(DeleteOfPair, pair);
        foreach (var note in notes)
        {
            await transaction.Execute(Insert, note);
        }

        await pair.Change(transaction);
    }

    /// <summary>Keeps what a pair chose, in place of what was kept before.</summary>
    public static async Task Choose(Transaction transaction, OperaPairRow pair, IReadOnlyList<string> noteIds)
    {
        await transaction.Execute(DeleteChoices, pair);
        foreach (var noteId in noteIds)
        {
            await transaction.Execute(InsertChoice, new { pair.RoomId, pair.Pair, noteId });
        }

        await pair.Change(transaction);
    }

    /// <summary>How many of so many notes a pair may choose: a quarter, rounded up. Pure.</summary>
    public static int MostChoices(IEnumerable<OperaNoteRow> notes) => (notes.Count(note => note.HiddenReason is null) + 3) / 4;

    /// <summary>
    /// What everybody in a room may read now: of pairs that have, or had, their turn; and from the step ARRANGE on with how many chose
    /// each, those most chose first. Pure.
    /// </summary>
    /// <param name="pair">The reader's own pair; 0 for whoever is in none.</param>
    /// <param name="chosen">What that pair chose.</param>
    public static IEnumerable<OperaNote> Shown(
        OperaRoomRow room, IEnumerable<OperaNoteRow> notes, int pair = 0, IReadOnlySet<string>? chosen = null)
    {
        var counts = room.StepNow is OperaStep.Arrange or OperaStep.Done;
        var read = notes.Where(note => note.Pair <= room.ReadUpTo);
        return (counts ? read.OrderByDescending(note => note.Choices).ThenBy(note => note.Pair).ThenBy(note => note.Place) : read)
            .Select(note => new OperaNote
            {
                NoteId = note.NoteId,
                Words = note.HiddenReason is null ? note.Words : "",
                Choices = counts ? note.Choices : 0,
                Heading = note.Heading,
                HiddenReason = note.HiddenReason is null ? HidingReason.Unspecified : StateText.Read<HidingReason>(note.HiddenReason),
                Ours = note.Pair == pair,
                Chosen = chosen?.Contains(note.NoteId) ?? false,
            });
    }

    public static Refusal Gone(string field) => new(ProposalsReasons.OperaNoteGone, field: field);

    public Task Arrange(Transaction transaction) => transaction.Execute(UpdateHeading, this);

    public Task Hide(Transaction transaction) => transaction.Execute(UpdateHidden, this);
}
