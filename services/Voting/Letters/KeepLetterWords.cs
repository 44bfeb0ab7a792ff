using Participatory.Contracts.People;
using Participatory.Platform.Storage;

namespace Participatory.Voting.Letters;

/// <summary>Keeps the council's own words in letters, for batches that are made from now on.</summary>
internal static class KeepLetterWords
{
    // Versions may come in any order, and each may come again.
    private static readonly Sql Insert = new("""
        INSERT INTO letter_words (version, heading, words) SELECT @Version, @Heading, @Words
        WHERE NOT EXISTS (SELECT 1 FROM letter_words WHERE version = @Version)
        """);

    private static readonly Sql SelectNow = new("SELECT MAX(version) FROM letter_words");

    public static Task Apply(LetterWordsChanged changed, Transaction transaction) => transaction.Execute(Insert, changed);

    /// <summary>The version that a new batch has; null where all words are ours.</summary>
    public static Task<int?> LoadVersionOrNull(Session session) => session.One<int?>(SelectNow, new { });
}
