using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Gateway.People;

/// <summary>
/// A mark under which a browser that several people share keeps what one of them wrote: of the same person always the same, of each thing
/// another, and nobody can tell from it who they are.
/// </summary>
public static class OwnMark
{
    private const int Length = 16;

    /// <param name="of">What they write.</param>
    public static string Of(ClaimsPrincipal session, string of) => Of(Person.CallerOf(session).Subject, of);

    /// <inheritdoc cref="Of(ClaimsPrincipal, string)"/>
    public static string Of(string subject, string of) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{of}\n{subject}")))[..Length];
}
