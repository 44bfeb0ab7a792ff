using Participatory.Platform.Storage;
using Participatory.Proposals.Voices.Files;

namespace Participatory.Proposals.Sorting;

/// <summary>What goes with a voice that is taken back: it is no card any more, lies in no pile and stands under no theme, and its file
/// is gone.</summary>
internal static class GoneVoices
{
    // Whoever is putting one of them into a pile is done first.
    private static readonly Sql LockSorts = new("""
        SELECT sort_id FROM card_sort {lock} WHERE sort_id IN (
            SELECT sort_card.sort_id FROM sort_card WHERE sort_card.voice_id IN (SELECT item FROM {texts @voiceIds} AS given))
        ORDER BY sort_id
        """);

    private static readonly Sql DeleteSorted = new("""
        DELETE FROM sorted_card WHERE voice_id IN (SELECT item FROM {texts @voiceIds} AS given)
        """);

    private static readonly Sql DeleteCards = new("""
        DELETE FROM sort_card WHERE voice_id IN (SELECT item FROM {texts @voiceIds} AS given)
        """);

    private static readonly Sql DeleteQuotes = new("""
        DELETE FROM theme_quote WHERE voice_id IN (SELECT item FROM {texts @voiceIds} AS given)
        """);

    /// <param name="voiceIds">Held by the transaction, which deletes them next.</param>
    public static async Task Of(Transaction transaction, IReadOnlyCollection<string> voiceIds)
    {
        if (voiceIds.Count == 0)
        {
            return;
        }

        var which = new { voiceIds = Sql.List(voiceIds) };
        await transaction.Many<string>(LockSorts, which);
        await transaction.Execute(DeleteSorted, which);
        await transaction.Execute(DeleteCards, which);
        await transaction.Execute(DeleteQuotes, which);
        await KeptFile.DeleteOf(transaction, voiceIds);
    }
}
