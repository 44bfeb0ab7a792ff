using System.Security.Cryptography;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Priorities;

/// <summary>
/// What somebody chose, sealed to the key of its choice with RSA-OAEP (RFC 8017): that they chose commits in the same transaction, and
/// neither the database nor its write-ahead log, nor a copy of these without the key, may say what. Each is as long as any other, and never
/// twice the same.
/// </summary>
internal static class SealedChoice
{
    /// <summary>The most themes that people can choose among.</summary>
    public const int MostThemes = 100;

    private const int Bytes = (MostThemes + 7) / 8;

    private static readonly Sql Insert = new("""
        INSERT INTO sealed_choice (round_id, area_code, choice_key, sealed) VALUES (@RoundId, @AreaCode, @key, @closed)
        """);

    private static readonly Sql Select = new("""
        SELECT sealed FROM sealed_choice WHERE round_id = @RoundId AND area_code = @AreaCode ORDER BY choice_key
        """);

    private static readonly Sql CountSealed = new("""
        SELECT COUNT(*) FROM sealed_choice WHERE round_id = @RoundId AND area_code = @AreaCode
        """);

    private static readonly Sql Delete = new("DELETE FROM sealed_choice WHERE round_id = @RoundId AND area_code = @AreaCode");

    /// <summary>Seals it. Pure but for the padding, which is random.</summary>
    public static byte[] Seal(byte[] publicKey, IEnumerable<int> positions)
    {
        var open = new byte[Bytes];
        foreach (var position in positions)
        {
            open[position / 8] |= (byte)(1 << (position % 8));
        }

        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.Encrypt(open, RSAEncryptionPadding.OaepSHA256);
    }

    /// <summary>What <see cref="Seal"/> has sealed: positions, ascending.</summary>
    public static ushort[] Open(RSA key, byte[] closed)
    {
        var open = key.Decrypt(closed, RSAEncryptionPadding.OaepSHA256);
        return [.. Enumerable.Range(0, MostThemes).Where(at => (open[at / 8] & (1 << (at % 8))) != 0).Select(at => (ushort)at)];
    }

    public static Task Add(Transaction transaction, ThemeChoiceRow choice, IEnumerable<int> positions) => transaction.Execute(
        Insert, new
        {
            choice.RoundId, choice.AreaCode, key = RandomNumberGenerator.GetBytes(32), closed = Seal(choice.PublicKey!, positions),
        });

    public static Task<IReadOnlyList<byte[]>> Load(Session session, ThemeChoiceRow choice) =>
        session.Many<byte[]>(Select, new { choice.RoundId, choice.AreaCode });

    public static Task<long> LoadCount(Session session, ThemeChoiceRow choice) =>
        session.One<long>(CountSealed, new { choice.RoundId, choice.AreaCode });

    public static Task Remove(Transaction transaction, ThemeChoiceRow choice) =>
        transaction.Execute(Delete, new { choice.RoundId, choice.AreaCode });
}
