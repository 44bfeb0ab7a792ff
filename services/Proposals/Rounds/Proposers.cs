using Participatory.Platform.Storage;

namespace Participatory.Proposals.Rounds;

/// <summary>Who hears of what becomes of a round: everybody with an idea in it that was not taken back.</summary>
internal static class Proposers
{
    /// <summary>As many as one message names.</summary>
    internal const int MostInMessage = 500;

    private static readonly Sql Select = new("""
        SELECT DISTINCT proposer_subject FROM proposal WHERE round_id = @roundId AND state <> 'WITHDRAWN' AND proposer_subject <> ''
        ORDER BY proposer_subject
        """);

    /// <summary>
    /// Their opaque subjects, each once, in parts of at most <see cref="MostInMessage"/>; one empty part where there are none.
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> OfRound(Transaction transaction, string roundId)
    {
        var all = await transaction.Many<string>(Select, new { roundId });
        return all.Count == 0 ? [[]] : [.. all.Chunk(MostInMessage)];
    }
}
