using System.Data.Common;
using Participatory.Access.V1;
using Participatory.Gateway.Settings;
using Participatory.Platform.Storage;

namespace Participatory.Gateway.People;

/// <summary>Finds the person with an e-mail address whose owner has just proved it, or makes a new one.</summary>
public sealed class FindOrAddPerson(Database database, TimeProvider clock)
{
    private static readonly Sql SelectByEmail = new("SELECT subject FROM person WHERE email = @email");

    private static readonly Sql Insert = new("""
        INSERT INTO person (subject, email, shown_as, roles, areas, created_at)
        VALUES (@subject, @email, @shownAs, @roles, @areas, @now)
        """);

    private static readonly Sql UpdateRoles = new("""
        UPDATE person SET shown_as = @shownAs, roles = @roles, areas = @areas WHERE email = @email
        """);

    /// <param name="email">Proved to be the caller's.</param>
    /// <param name="officer">What configuration says about this address; null where it says nothing.</param>
    /// <param name="subject">The subject of a person who is new; null for one of our making.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<Person> Run(string email, Officer? officer, string? subject, CancellationToken cancellation)
    {
        email = Normal(email);
        var roles = Roles(officer);
        var row = new
        {
            subject = subject ?? Guid.CreateVersion7().ToString(),
            email,
            shownAs = officer?.Name ?? "",
            roles = string.Join(' ', roles).ToLowerInvariant(),
            areas = string.Join(' ', officer?.Areas ?? []),
            now = clock.GetUtcNow(),
        };

        await using var transaction = await database.Begin(cancellation);
        // What an officer may do is what configuration says today, not on the first day.
        if (await transaction.Execute(UpdateRoles, row) == 0)
        {
            await Add(transaction, row);
        }

        var found = await transaction.One<string>(SelectByEmail, new { email });
        await transaction.Commit();
        return new Person(found!, email, row.shownAs, roles, (officer?.Areas ?? []).ToHashSet());
    }

    /// <summary>The form under which an address is kept and compared.</summary>
    public static string Normal(string email) => email.Trim().ToLowerInvariant();

    private static async Task Add(Transaction transaction, object row)
    {
        try
        {
            await transaction.Execute(Insert, row);
        }
        catch (DbException failure) when (Dialect.IsUniqueViolation(failure))
        {
            // Two sign-ins of a new person at the same moment: the other one's row is as good.
        }
    }

    private static HashSet<Role> Roles(Officer? officer) => (officer?.Roles ?? []).Select(role => role switch
    {
        "officer" => Role.Officer,
        "finance" => Role.Finance,
        _ => throw new InvalidOperationException($"Officers:People gives {officer!.Name} the role {role}; it can be officer or finance."),
    }).ToHashSet();
}
