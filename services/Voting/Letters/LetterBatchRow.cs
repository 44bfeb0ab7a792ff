using Participatory.Platform.Storage;

namespace Participatory.Voting.Letters;

/// <summary>Letters of one area that are printed together: the voters of that area from one place of the roll to another.</summary>
internal sealed record LetterBatchRow
{
    private static readonly Sql Select = new("""
        SELECT poll_id, batch, area_code, first_position, last_position, letters, words_version FROM letter_batch
        WHERE poll_id = @pollId AND batch = @batch
        """);

    private static readonly Sql SelectAll = new("""
        SELECT poll_id, batch, area_code, first_position, last_position, letters, words_version FROM letter_batch
        WHERE poll_id = @pollId ORDER BY area_code, first_position
        """);

    public string PollId { get; init; } = "";

    /// <summary>Counted from 1 in each poll.</summary>
    public int Batch { get; init; }

    public string AreaCode { get; init; } = "";
    public long FirstPosition { get; init; }
    public long LastPosition { get; init; }
    public long Letters { get; init; }

    /// <summary>Which of the council's own words the letters have; null where all words are ours.</summary>
    public int? WordsVersion { get; init; }

    /// <summary>Null where there is none.</summary>
    public static Task<LetterBatchRow?> LoadOrNull(Session session, string pollId, int batch) =>
        session.One<LetterBatchRow?>(Select, new { pollId, batch });

    /// <summary>All of a poll, by area, and there in the order of the roll.</summary>
    public static Task<IReadOnlyList<LetterBatchRow>> LoadAll(Session session, string pollId) =>
        session.Many<LetterBatchRow>(SelectAll, new { pollId });
}
