using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using Participatory.Voting.Log;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>
/// The promises that ballots will be in the log. One signature is made for all that become durable together: their leaves,
/// in the order of their hashes, are a small Merkle tree of their own. A promise is kept sealed with the ballot's card, so
/// that it can be given again, and so that nobody can tell from what is kept which ballots came together.
/// </summary>
internal sealed class Promises(LogKey key)
{
    /// <summary>The most leaves under one signature: paths have eight hashes at the most, and all sealed promises one length.</summary>
    public const int MostLeaves = 256;

    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int SignatureBytes = 72;
    private const int MostSteps = 8;
    private const int OpenBytes = sizeof(int) + sizeof(int) + HashBytes + 1 + SignatureBytes + 1 + (MostSteps * HashBytes);
    private const int TagBytes = 16;

    /// <summary>The length of every sealed promise.</summary>
    public const int SealedBytes = OpenBytes + TagBytes;

    /// <summary>What was signed, and a promise for each leaf, in their order.</summary>
    public (SignedTree Tree, Promise[] Promises) Make(string pollId, IReadOnlyList<byte[]> leaves)
    {
        var sorted = leaves.Select((leaf, place) => (leaf, place)).OrderBy(entry => entry.leaf, ByBytes).ToArray();
        var hashes = Array.ConvertAll(sorted, entry => entry.leaf);
        var (root, paths) = MerkleTree.Paths(hashes);
        var text = Text(pollId, hashes.Length, root);
        var tree = new SignedTree(hashes.Length, root, key.Sign(text));
        var note = key.Note(text, tree.Signature);
        var promises = new Promise[leaves.Count];
        for (var index = 0; index < sorted.Length; index++)
        {
            var promise = new Promise { LeafHash = ByteString.CopyFrom(sorted[index].leaf), Note = note, LeafIndex = index };
            promise.Path.AddRange(paths[index].Select(step => ByteString.CopyFrom(step)));
            promises[sorted[index].place] = promise;
        }

        return (tree, promises);
    }

    /// <summary>The promise of one version of a card's ballot, so that only the card opens it.</summary>
    public static byte[] Seal(SignedTree tree, Promise promise, string pollId, BallotCard card, int version)
    {
        var open = new byte[OpenBytes];
        BinaryPrimitives.WriteInt32BigEndian(open, tree.Size);
        BinaryPrimitives.WriteInt32BigEndian(open.AsSpan(4), (int)promise.LeafIndex);
        var rest = open.AsSpan(8);
        tree.Root.CopyTo(rest);
        rest = rest[HashBytes..];
        rest[0] = (byte)tree.Signature.Length;
        tree.Signature.CopyTo(rest[1..]);
        rest = rest[(1 + SignatureBytes)..];
        rest[0] = (byte)promise.Path.Count;
        for (var step = 0; step < promise.Path.Count; step++)
        {
            promise.Path[step].Span.CopyTo(rest[(1 + (step * HashBytes))..]);
        }

        // The key is for one version of one ballot and seals one thing only, so its nonce may stay zero.
        var closed = new byte[OpenBytes + TagBytes];
        using var cipher = new AesGcm(card.SealKey(pollId, version), TagBytes);
        cipher.Encrypt(new byte[12], open, closed.AsSpan(0, OpenBytes), closed.AsSpan(OpenBytes));
        return closed;
    }

    /// <summary>Opens what <see cref="Seal"/> has sealed.</summary>
    public Promise Open(byte[] closed, string pollId, BallotCard card, int version, byte[] leaf)
    {
        var open = new byte[OpenBytes];
        using var cipher = new AesGcm(card.SealKey(pollId, version), TagBytes);
        cipher.Decrypt(new byte[12], closed.AsSpan(0, OpenBytes), closed.AsSpan(OpenBytes), open);
        var rest = open.AsSpan(8);
        var text = Text(pollId, BinaryPrimitives.ReadInt32BigEndian(open), rest[..HashBytes].ToArray());
        rest = rest[HashBytes..];
        var promise = new Promise
        {
            LeafHash = ByteString.CopyFrom(leaf),
            LeafIndex = BinaryPrimitives.ReadInt32BigEndian(open.AsSpan(4)),
            Note = key.Note(text, rest.Slice(1, rest[0]).ToArray()),
        };
        rest = rest[(1 + SignatureBytes)..];
        for (var step = 0; step < rest[0]; step++)
        {
            promise.Path.Add(ByteString.CopyFrom(rest.Slice(1 + (step * HashBytes), HashBytes)));
        }

        return promise;
    }

    /// <summary>Orders hashes by their bytes.</summary>
    public static IComparer<byte[]> ByBytes { get; } = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    /// <summary>The small tree of what became durable together, and the signature of it: DER, 72 bytes at the most.</summary>
    internal sealed record SignedTree(int Size, byte[] Root, byte[] Signature);

    private string Text(string pollId, int size, byte[] root) => string.Create(
        CultureInfo.InvariantCulture, $"participatory-promise-1\n{key.OriginOf(pollId)}\n{size}\n{Convert.ToBase64String(root)}\n");
}
