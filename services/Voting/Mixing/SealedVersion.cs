using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;

namespace Participatory.Voting.Mixing;

/// <summary>A version of a ballot that waits to be mixed, opened.</summary>
internal sealed record SealedVersion
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    private const int FixedBytes = (2 * sizeof(int)) + (4 * HashBytes) + Promises.SealedBytes;

    /// <summary>How many versions of one card are looked for at once, after the first.</summary>
    private const int AtOnce = 8;

    private static readonly Sql SelectSealed = new("""
        SELECT s.lookup, s.area_code, s.mix_id, s.sealed FROM {hashes @lookups} AS given CROSS JOIN sealed_ballot s
        WHERE s.poll_id = @pollId AND s.lookup = given.item
        """);

    private static readonly Sql CountSealed = new("SELECT COUNT(*) FROM sealed_ballot WHERE poll_id = @pollId AND lookup = @lookup");

    public byte[] BallotKey { get; init; } = [];
    public string AreaCode { get; init; } = "";
    public int Version { get; init; }
    public string Choices { get; init; } = "";
    public byte[] Salt { get; init; } = [];
    public byte[] RequestHash { get; init; } = [];
    public byte[] SealedPromise { get; init; } = [];
    public byte[] Leaf { get; init; } = [];

    /// <summary>
    /// As bytes, and as many for every ballot of a paper, whatever it says: its length must not tell which one it is.
    /// </summary>
    public byte[] ToBytes(BallotPaper paper)
    {
        var bytes = new byte[FixedBytes + paper.LongestChoices];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Version);
        var rest = bytes.AsSpan(2 * sizeof(int));
        foreach (var part in (byte[][])[BallotKey, Salt, RequestHash, Leaf, SealedPromise])
        {
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(int)), Encoding.ASCII.GetBytes(Choices, rest));
        return bytes;
    }

    /// <summary>As it is kept once it is mixed.</summary>
    public BallotRow ToBallot() => new()
    {
        BallotKey = BallotKey, AreaCode = AreaCode, Choices = Choices, Version = Version, Salt = Salt, RequestHash = RequestHash,
        SealedPromise = SealedPromise,
    };

    /// <summary>What <see cref="ToBytes"/> has made.</summary>
    public static SealedVersion Read(string areaCode, ReadOnlySpan<byte> bytes)
    {
        var at = 2 * sizeof(int);
        return new SealedVersion
        {
            AreaCode = areaCode,
            Version = BinaryPrimitives.ReadInt32BigEndian(bytes),
            BallotKey = bytes.Slice(at, HashBytes).ToArray(),
            Salt = bytes.Slice(at + HashBytes, HashBytes).ToArray(),
            RequestHash = bytes.Slice(at + (2 * HashBytes), HashBytes).ToArray(),
            Leaf = bytes.Slice(at + (3 * HashBytes), HashBytes).ToArray(),
            SealedPromise = bytes.Slice(at + (4 * HashBytes), Promises.SealedBytes).ToArray(),
            Choices = Encoding.ASCII.GetString(bytes.Slice(FixedBytes, BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(int)..]))),
        };
    }

    /// <summary>Those of one card, without a lock; null where they are being mixed at this moment.</summary>
    public static async Task<IReadOnlyList<SealedVersion>?> LoadIfThere(
        Session session, MixKeys keys, string pollId, BallotCard card, int mixed)
    {
        try
        {
            return (await Load(session, keys, pollId, [(card, mixed)])).Values.SingleOrDefault() ?? [];
        }
        catch (KeyIsGone)
        {
            if (await session.One<long>(CountSealed, new { pollId, lookup = card.SealedUnder(pollId, mixed + 1) }) > 0)
            {
                throw;
            }

            return null;
        }
    }

    /// <summary>
    /// The versions of cards that wait to be mixed, by card key in hex, oldest first. Each stands under a hash of its own, so that
    /// what is kept does not tell that two are of one card; whoever has the card asks for one after the other.
    /// </summary>
    /// <param name="cards">With the version that has been mixed already, or 0.</param>
    public static async Task<Dictionary<string, List<SealedVersion>>> Load(
        Session session, MixKeys keys, string pollId, IEnumerable<(BallotCard Card, int Mixed)> cards)
    {
        var found = new Dictionary<string, List<SealedVersion>>(StringComparer.Ordinal);
        var asked = cards.Distinct().Select(card => (card.Card, From: card.Mixed + 1, Count: 1)).ToList();
        while (asked.Count > 0)
        {
            var lookups = asked.SelectMany(card => Enumerable.Range(card.From, card.Count).Select(version => (card.Card, Version: version)))
                .ToDictionary(one => Convert.ToHexString(one.Card.SealedUnder(pollId, one.Version)), StringComparer.Ordinal);
            var rows = await session.Many<SealedRow>(SelectSealed, new { pollId, lookups = Sql.List(lookups.Keys.Select(Convert.FromHexString)) });
            var more = rows.Select(row => lookups[Convert.ToHexString(row.Lookup)]).ToHashSet();
            foreach (var version in rows.Select(row => row.Open(keys, pollId)).OrderBy(version => version.Version))
            {
                var card = Convert.ToHexString(version.BallotKey);
                (found.TryGetValue(card, out var versions) ? versions : found[card] = []).Add(version);
            }

            // Where all that was asked for is there, there may be more.
            asked = [.. asked.Where(card => more.Contains((card.Card, card.From + card.Count - 1)))
                .Select(card => (card.Card, card.From + card.Count, AtOnce))];
        }

        return found;
    }
}

/// <summary>A version of a ballot that waits to be mixed, as it is kept.</summary>
internal sealed record SealedRow
{
    public byte[] Lookup { get; init; } = [];
    public string AreaCode { get; init; } = "";
    public string MixId { get; init; } = "";
    public byte[] Sealed { get; init; } = [];

    public SealedVersion Open(MixKeys keys, string pollId) =>
        SealedVersion.Read(AreaCode, keys.Load(MixId).Open(pollId, Lookup, Sealed));
}
