using Participatory.Platform.Storage;

namespace Participatory.People.Persons;

/// <summary>The e-mail address by which a person is known and reached.</summary>
internal static class Addresses
{
    private static readonly Sql LockSubject = new("SELECT subject FROM address {lock} WHERE kind = 'EMAIL' AND value = @email");

    private static readonly Sql InsertPerson = new("INSERT INTO person (subject, language, created_at) VALUES (@subject, @language, @now)");

    private static readonly Sql InsertAddress = new("""
        INSERT INTO address (kind, value, subject, proved_at) VALUES ('EMAIL', @email, @subject, @now)
        """);

    /// <summary>The form under which an address is kept and compared.</summary>
    public static string Normal(string email) => email.Trim().ToLowerInvariant();

    /// <summary>The person with an address whose owner has just proved it; a new one where there is none.</summary>
    /// <param name="email">As <see cref="Normal"/> gives it.</param>
    /// <param name="language">That of somebody new; null where they have chosen none.</param>
    /// <param name="subject">That of somebody new; null for one of our making.</param>
    public static async Task<string> FindOrAdd(
        Transaction transaction, string email, string? language, DateTimeOffset now, string? subject = null)
    {
        if (await transaction.One<string>(LockSubject, new { email }) is { } known)
        {
            return known;
        }

        subject ??= Guid.CreateVersion7().ToString();
        await transaction.Execute(InsertPerson, new { subject, language, now });
        await transaction.Execute(InsertAddress, new { email, subject, now });
        return subject;
    }
}

/// <summary>What an address is.</summary>
internal static class AddressKinds
{
    public const string Email = "EMAIL";
}
