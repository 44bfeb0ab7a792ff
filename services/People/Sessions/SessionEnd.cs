using Participatory.Contracts.People;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>
/// Ends sessions before their time. Identities that were signed for them are good no more: here with the transaction, in the other services
/// as soon as they hear of it.
/// </summary>
internal static class SessionEnd
{
    private static readonly Sql SelectOf = new("SELECT secret_hash FROM session WHERE subject = @subject");

    // A link gives no roles, so what it reaches does not change with them.
    private static readonly Sql SelectWithRoles = new("""
        SELECT secret_hash FROM session
        WHERE way <> 'LINK' AND subject IN (SELECT subject FROM address WHERE kind = 'EMAIL' AND value = @email)
        """);

    private static readonly Sql SelectBehind = new("""
        SELECT secret_hash FROM session WHERE subject IN (SELECT subject FROM address WHERE kind = 'EMAIL' AND value = @email)
        """);

    private static readonly Sql Delete = new("DELETE FROM session WHERE secret_hash = @hash");

    /// <summary>Every session of a person.</summary>
    /// <returns>How many have ended.</returns>
    public static async Task<int> OfPerson(Transaction transaction, string subject, DateTimeOffset now) =>
        await Of(transaction, await transaction.Many<byte[]>(SelectOf, new { subject }), now);

    /// <summary>Every session that may have roles of somebody of the staff.</summary>
    public static async Task OfRoles(Transaction transaction, string email, DateTimeOffset now) =>
        await Of(transaction, await transaction.Many<byte[]>(SelectWithRoles, new { email }), now);

    /// <summary>Every session of whoever has that address.</summary>
    /// <returns>How many have ended.</returns>
    public static async Task<int> OfAddress(Transaction transaction, string email, DateTimeOffset now) =>
        await Of(transaction, await transaction.Many<byte[]>(SelectBehind, new { email }), now);

    /// <summary>Those of these that are still there.</summary>
    /// <returns>How many have ended.</returns>
    public static async Task<int> Of(Transaction transaction, IEnumerable<byte[]> hashes, DateTimeOffset now)
    {
        List<string> ended = [];
        foreach (var hash in hashes)
        {
            if (await transaction.Execute(Delete, new { hash }) == 1)
            {
                ended.Add(Secret.IdOf(hash));
            }
        }

        if (ended.Count > 0)
        {
            await EndedSessions.Note(transaction, ended, now);
            await transaction.Publish(new SessionsEnded(ended, now));
        }

        return ended.Count;
    }
}
