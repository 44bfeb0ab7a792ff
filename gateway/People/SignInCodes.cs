using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Participatory.Platform.Storage;

namespace Participatory.Gateway.People;

/// <summary>How a try to enter a code went.</summary>
public enum CodeOutcome
{
    Right,
    Wrong,
    /// <summary>Too old, used, tried too often, or never sent: a new one is needed.</summary>
    Gone,
}

/// <summary>Six-digit codes by e-mail: good once, for ten minutes, for five tries, and not too many for one address.</summary>
public sealed class SignInCodes(Database database, TimeProvider clock)
{
    public const int MaxTries = 5;
    public const int MaxCodesPerHour = 5;
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);

    // A million codes are quickly tried by whoever has the hash; slow hashing makes that take longer than a code lives.
    private const int HashRounds = 60_000;

    private static readonly Sql CountRecent = new("SELECT COUNT(*) FROM sign_in_code WHERE email = @email AND created_at > @since");

    private static readonly Sql DeleteOld = new("DELETE FROM sign_in_code WHERE created_at < @before");

    private static readonly Sql Insert = new("""
        INSERT INTO sign_in_code (attempt_id, email, salt, code_hash, tries, created_at, expires_at)
        VALUES (@attemptId, @email, @salt, @hash, 0, @now, @expires)
        """);

    private static readonly Sql TakeTry = new("""
        UPDATE sign_in_code SET tries = tries + 1
        WHERE attempt_id = @attemptId AND tries < @maxTries AND used_at IS NULL AND expires_at > @now
        """);

    private static readonly Sql Select = new("SELECT email, salt, code_hash FROM sign_in_code WHERE attempt_id = @attemptId");

    private static readonly Sql Use = new("UPDATE sign_in_code SET used_at = @now WHERE attempt_id = @attemptId AND used_at IS NULL");

    private static readonly Sql Delete = new("DELETE FROM sign_in_code WHERE attempt_id = @attemptId");

    /// <summary>Makes a code for an address.</summary>
    /// <returns>The id of the attempt, for the browser that asked, and the code, for the e-mail; null where the address had too many this hour.</returns>
    public async Task<(string AttemptId, string Code)?> Make(string email, CancellationToken cancellation)
    {
        email = FindOrAddPerson.Normal(email);
        var now = clock.GetUtcNow();
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var salt = RandomNumberGenerator.GetBytes(16);
        var attemptId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var hash = Hash(code, salt);

        await using var transaction = await database.Begin(cancellation);
        await transaction.Execute(DeleteOld, new { before = now.AddDays(-1) });
        if (await transaction.One<long>(CountRecent, new { email, since = now.AddHours(-1) }) >= MaxCodesPerHour)
        {
            return null;
        }

        await transaction.Execute(Insert, new { attemptId, email, salt, hash, now, expires = now + GoodFor });
        await transaction.Commit();
        return (attemptId, code);
    }

    /// <summary>Takes a code back whose e-mail did not go out, so that it does not count against the address.</summary>
    public async Task TakeBack(string attemptId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        await transaction.Execute(Delete, new { attemptId });
        await transaction.Commit();
    }

    /// <summary>Tries a code, and uses it up where it is right.</summary>
    /// <returns>Whose address it proves where it is right; else null.</returns>
    public async Task<(CodeOutcome Outcome, string? Email)> Try(string attemptId, string code, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // The try is counted before the code is looked at, so that tries at the same time all count.
        await using (var transaction = await database.Begin(cancellation))
        {
            if (await transaction.Execute(TakeTry, new { attemptId, maxTries = MaxTries, now }) == 0)
            {
                return (CodeOutcome.Gone, null);
            }

            await transaction.Commit();
        }

        await using var use = await database.Begin(cancellation);
        var sent = await use.One<SentCode>(Select, new { attemptId });
        if (sent is null || !CryptographicOperations.FixedTimeEquals(Hash(Digits(code), sent.Salt), sent.CodeHash))
        {
            return (CodeOutcome.Wrong, null);
        }

        if (await use.Execute(Use, new { attemptId, now }) == 0)
        {
            return (CodeOutcome.Gone, null);
        }

        await use.Commit();
        return (CodeOutcome.Right, sent.Email);
    }

    /// <summary>People type "123 456" and "123-456" as well.</summary>
    public static string Digits(string typed) => string.Concat(typed.Where(char.IsAsciiDigit));

    private static byte[] Hash(string code, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), salt, HashRounds, HashAlgorithmName.SHA256, 32);

    private sealed record SentCode
    {
        public string Email { get; init; } = "";
        public byte[] Salt { get; init; } = [];
        public byte[] CodeHash { get; init; } = [];
    }
}
