using System.Numerics;
using System.Security.Cryptography;

namespace Participatory.Voting.Log;

/// <summary>Merkle trees as logs have them. Source: RFC 6962, section 2.1 (and RFC 9162, which says how to check proofs).</summary>
internal static class MerkleTree
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>SHA-256 of a zero byte and the leaf's data.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = data.Length < 1024 ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        bytes[0] = 0;
        data.CopyTo(bytes[1..]);
        return SHA256.HashData(bytes);
    }

    /// <summary>SHA-256 of a one byte and the two children.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * HashBytes)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + HashBytes)..]);
        return SHA256.HashData(bytes);
    }

    /// <summary>The root over leaf hashes; of none the hash of nothing.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.IsEmpty ? SHA256.HashData([]) : leaves[0];
        }

        var split = Split(leaves.Length);
        return NodeHash(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>The audit path of the leaf at <paramref name="index"/>, from the leaf up.</summary>
    public static List<byte[]> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        if (leaves.Length <= 1)
        {
            return [];
        }

        var split = Split(leaves.Length);
        var path = index < split ? Path(leaves[..split], index) : Path(leaves[split..], index - split);
        path.Add(Root(index < split ? leaves[split..] : leaves[..split]));
        return path;
    }

    /// <summary>The root and the audit path of every leaf, each from the leaf up, with one hash for each node of the tree.</summary>
    public static (byte[] Root, List<byte[]>[] Paths) Paths(ReadOnlySpan<byte[]> leaves)
    {
        var paths = new List<byte[]>[leaves.Length];
        for (var leaf = 0; leaf < paths.Length; leaf++)
        {
            paths[leaf] = [];
        }

        return (Climb(leaves, paths), paths);
    }

    /// <summary>The consistency proof between the first <paramref name="before"/> leaves and all of them.</summary>
    public static List<byte[]> Consistency(ReadOnlySpan<byte[]> leaves, int before) =>
        before == 0 || before == leaves.Length ? [] : Consistency(leaves, before, whole: true);

    /// <summary>Whether a path leads from a leaf to a root. Source: RFC 9162, section 2.1.3.2.</summary>
    public static bool IsIncluded(byte[] leaf, long index, long size, IReadOnlyList<byte[]> path, byte[] root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (place, last, hash) = (index, size - 1, leaf);
        foreach (var other in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((place & 1) == 1 || place == last)
            {
                hash = NodeHash(other, hash);
                while ((place & 1) == 0 && place != 0)
                {
                    (place, last) = (place >> 1, last >> 1);
                }
            }
            else
            {
                hash = NodeHash(hash, other);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether a smaller tree is the beginning of a larger one. Source: RFC 9162, section 2.1.4.2.</summary>
    public static bool IsConsistent(long before, byte[] rootBefore, long size, byte[] root, IReadOnlyList<byte[]> proof)
    {
        if (before < 0 || before > size || before == 0 || before == size)
        {
            return proof.Count == 0 && ((before == 0 && rootBefore.AsSpan().SequenceEqual(Root([])))
                || (before == size && rootBefore.AsSpan().SequenceEqual(root)));
        }

        List<byte[]> nodes = BitOperations.IsPow2(before) ? [rootBefore, .. proof] : [.. proof];
        if (nodes.Count == 0)
        {
            return false;
        }

        var (first, second) = (before - 1, size - 1);
        while ((first & 1) == 1)
        {
            (first, second) = (first >> 1, second >> 1);
        }

        var (small, large) = (nodes[0], nodes[0]);
        foreach (var node in nodes.Skip(1))
        {
            if (second == 0)
            {
                return false;
            }

            if ((first & 1) == 1 || first == second)
            {
                (small, large) = (NodeHash(node, small), NodeHash(node, large));
                while ((first & 1) == 0 && first != 0)
                {
                    (first, second) = (first >> 1, second >> 1);
                }
            }
            else
            {
                large = NodeHash(large, node);
            }

            (first, second) = (first >> 1, second >> 1);
        }

        return second == 0 && small.AsSpan().SequenceEqual(rootBefore) && large.AsSpan().SequenceEqual(root);
    }

    private static byte[] Climb(ReadOnlySpan<byte[]> leaves, Span<List<byte[]>> paths)
    {
        if (leaves.Length <= 1)
        {
            return Root(leaves);
        }

        var split = Split(leaves.Length);
        var (left, right) = (Climb(leaves[..split], paths[..split]), Climb(leaves[split..], paths[split..]));
        foreach (var path in paths[..split])
        {
            path.Add(right);
        }

        foreach (var path in paths[split..])
        {
            path.Add(left);
        }

        return NodeHash(left, right);
    }

    private static List<byte[]> Consistency(ReadOnlySpan<byte[]> leaves, int before, bool whole)
    {
        if (before == leaves.Length)
        {
            return whole ? [] : [Root(leaves)];
        }

        var split = Split(leaves.Length);
        var (proof, rest) = before <= split
            ? (Consistency(leaves[..split], before, whole), Root(leaves[split..]))
            : (Consistency(leaves[split..], before - split, whole: false), Root(leaves[..split]));
        proof.Add(rest);
        return proof;
    }

    // The largest power of two below the number of leaves.
    private static int Split(int leaves) => 1 << BitOperations.Log2((uint)leaves - 1);
}
