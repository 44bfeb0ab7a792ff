using Participatory.Platform.Storage;

namespace Participatory.Proposals.Finding;

/// <summary>Reads the words of ideas that came before ideas were found by their words.</summary>
internal sealed class IndexIdeas(Database database)
{
    /// <summary>As many as nobody waits for who sends in an idea meanwhile.</summary>
    internal const int Batch = 50;

    private static readonly Sql SelectRound = new("""
        SELECT round_id FROM proposal WHERE words_read = 0 ORDER BY round_id {limit @limit}
        """);

    private static readonly Sql SelectSome = new("""
        SELECT proposal_id, title, words, state FROM proposal {claim}
        WHERE words_read = 0 AND round_id = @roundId ORDER BY sequence {limit @limit}
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        int read;
        do
        {
            // Where somebody holds what is left, the next turn reads it.
            read = await NextRound(cancellation) is { } roundId ? await IndexSome(roundId, cancellation) : 0;
        }
        while (read > 0);
    }

    private async Task<string?> NextRound(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await session.One<string>(SelectRound, new { limit = 1 });
    }

    private async Task<int> IndexSome(string roundId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        // Before the ideas themselves, as whoever sends one in does.
        await transaction.Hold("idea words", roundId);
        var some = await transaction.Many<(string ProposalId, string Title, string Words, string State)>(
            SelectSome, new { roundId, limit = Batch });
        foreach (var (proposalId, title, words, state) in some)
        {
            if (state == "WITHDRAWN")
            {
                await IdeaWords.Remove(transaction, roundId, proposalId);
            }
            else
            {
                await IdeaWords.Index(transaction, roundId, proposalId, title, words);
            }
        }

        await transaction.Commit();
        return some.Count;
    }
}
