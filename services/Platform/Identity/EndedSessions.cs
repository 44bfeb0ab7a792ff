using Participatory.Platform.Storage;

namespace Participatory.Platform.Identity;

/// <summary>
/// Sessions that have ended while an identity that was signed for one of them could still be good: signed out, or of somebody whose role
/// was taken away. Every service keeps its own list, for as long as an identity lives.
/// </summary>
public static class EndedSessions
{
    /// <summary>
    /// Longer than any identity that was signed before the end is good, also where the clocks of two machines differ.
    /// </summary>
    public static readonly TimeSpan KeptFor = 2 * Tokens.Lifetime;

    private static readonly Sql Insert = new("""
        INSERT INTO ended_session (session_id, ended_at) SELECT @sessionId, @endedAt
        WHERE NOT EXISTS (SELECT 1 FROM ended_session WHERE session_id = @sessionId)
        """);

    private static readonly Sql Count = new("SELECT COUNT(*) FROM ended_session WHERE session_id = @sessionId");

    /// <summary>Notes that these have ended; once more changes nothing.</summary>
    public static async Task Note(Transaction transaction, IEnumerable<string> sessionIds, DateTimeOffset endedAt)
    {
        foreach (var sessionId in sessionIds)
        {
            await transaction.Execute(Insert, new { sessionId, endedAt }).ConfigureAwait(false);
        }
    }

    /// <summary>Whether that one has ended a moment ago.</summary>
    public static async Task<bool> Has(Session session, string sessionId) =>
        await session.One<long>(Count, new { sessionId }).ConfigureAwait(false) > 0;
}
