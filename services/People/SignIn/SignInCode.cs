using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Words;

namespace Participatory.People.SignIn;

/// <summary>Six-digit codes by e-mail: good once, for ten minutes, for five tries, and ever more slowly for one address.</summary>
internal static class SignInCode
{
    public const int MaxTries = 5;

    /// <summary>Where an address has had many.</summary>
    public const int TriesOfMany = 2;

    public const int Length = 6;
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    // A million codes are quickly tried by whoever has the hash; slow hashing makes that take longer than a code lives.
    private const int HashRounds = 60_000;

    public static string New() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>People type "123 456" and "123-456" as well.</summary>
    public static string Digits(string typed) => string.Concat(TypedText.Plain(typed).Where(char.IsAsciiDigit));

    public static byte[] Hash(string code, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), salt, HashRounds, HashAlgorithmName.SHA256, 32);
}
