using Participatory.Platform.Storage;

namespace Participatory.Proposals.Finding;

/// <summary>By which words ideas are found, kept with the ideas themselves in one transaction.</summary>
internal static class IdeaWords
{
    private static readonly Sql SelectSequence = new("""
        SELECT sequence FROM proposal WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql SubtractTotals = new("""
        UPDATE word_total SET ideas = ideas - 1
        WHERE round_id = @roundId AND word IN (SELECT word FROM idea_word WHERE sequence = @sequence)
        """);

    private static readonly Sql DeleteTotals = new("""
        DELETE FROM word_total
        WHERE round_id = @roundId AND ideas = 0 AND word IN (SELECT word FROM idea_word WHERE sequence = @sequence)
        """);

    private static readonly Sql DeleteWords = new("DELETE FROM idea_word WHERE sequence = @sequence");

    private static readonly Sql InsertWords = new("""
        INSERT INTO idea_word (word, round_id, sequence, times, of_words)
        SELECT given.first_text, @roundId, @sequence, given.number, @ofWords FROM {rows @words} AS given
        """);

    private static readonly Sql InsertTotals = new("""
        INSERT INTO word_total (word, round_id, ideas)
        SELECT given.item, @roundId, 0 FROM {texts @words} AS given
        WHERE NOT EXISTS (SELECT 1 FROM word_total known WHERE known.word = given.item AND known.round_id = @roundId)
        """);

    private static readonly Sql AddTotals = new("""
        UPDATE word_total SET ideas = ideas + 1
        WHERE round_id = @roundId AND word IN (SELECT item FROM {texts @words} AS given)
        """);

    private static readonly Sql SetIndexed = new("UPDATE proposal SET words_read = 1 WHERE sequence = @sequence");

    /// <summary>The idea is found by these words, and by none that it had before.</summary>
    public static async Task Index(Transaction transaction, string roundId, string proposalId, string title, string words)
    {
        // A word that is new to a round is counted once, whoever brings it.
        await transaction.Hold("idea words", roundId);
        var sequence = await Clear(transaction, roundId, proposalId);
        var times = IdeaTokens.Count(title, words);
        // In one order, so that nobody waits for somebody who waits for them.
        string[] sorted = [.. times.Keys.Order(StringComparer.Ordinal)];
        await transaction.Execute(InsertWords, new
        {
            roundId, sequence, ofWords = times.Count,
            words = Sql.Rows(sorted.Select(word => ((long)times[word], word, "", Array.Empty<byte>()))),
        });
        await transaction.Execute(InsertTotals, new { roundId, words = Sql.List(sorted) });
        await transaction.Execute(AddTotals, new { roundId, words = Sql.List(sorted) });
        await transaction.Execute(SetIndexed, new { sequence });
    }

    /// <summary>The idea is found by no word any more.</summary>
    public static async Task Remove(Transaction transaction, string roundId, string proposalId)
    {
        // Together with whoever is just found by the same words.
        await transaction.Hold("idea words", roundId);
        await transaction.Execute(SetIndexed, new { sequence = await Clear(transaction, roundId, proposalId) });
    }

    private static async Task<long> Clear(Transaction transaction, string roundId, string proposalId)
    {
        var sequence = await transaction.One<long>(SelectSequence, new { roundId, proposalId });
        await transaction.Execute(SubtractTotals, new { roundId, sequence });
        await transaction.Execute(DeleteTotals, new { roundId, sequence });
        await transaction.Execute(DeleteWords, new { sequence });
        return sequence;
    }
}
