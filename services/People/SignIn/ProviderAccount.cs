using System.Security.Cryptography;
using System.Text;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.SignIn;

/// <summary>Whom an OpenID provider vouches for.</summary>
/// <param name="IdToken">With which it does.</param>
/// <param name="Issuer">As it calls itself.</param>
/// <param name="Account">Its own name for the person, which is nobody else's, ever ("sub").</param>
/// <param name="Email">Null where it does not vouch for one.</param>
/// <param name="Until">When the token ends.</param>
internal sealed record ProviderAccount(string IdToken, string Issuer, string Account, string? Email, DateTimeOffset Until)
{
    private static readonly Sql LockUsed = new("SELECT COUNT(*) FROM used_token {lock} WHERE token_hash = @tokenHash");

    private static readonly Sql InsertUsed = new("INSERT INTO used_token (token_hash, expires_at) VALUES (@tokenHash, @Until)");

    /// <summary>As it is kept: nothing of their account can be read from it.</summary>
    public byte[] Hash => HashOf($"{Issuer}\n{Account}");

    /// <inheritdoc cref="Hash"/>
    public byte[] IssuerHash => HashOf(Issuer);

    /// <summary>Of many who show the same token one is let in.</summary>
    /// <exception cref="Refusal">It was used before.</exception>
    public async Task UseUp(Transaction transaction)
    {
        var tokenHash = HashOf(IdToken);
        if (await transaction.One<long>(LockUsed, new { tokenHash }) > 0)
        {
            throw new Refusal(PeopleReasons.IdTokenRefused);
        }

        await transaction.Execute(InsertUsed, new { tokenHash, Until });
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
