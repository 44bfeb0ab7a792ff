using System.Security.Cryptography;

namespace Participatory.Voting.Log;

/// <summary>
/// All that it takes to let a Merkle tree grow: the roots of the complete subtrees at its right edge, the largest first.
/// There are as many as ones in the binary number of leaves.
/// </summary>
internal sealed class TreeEdge
{
    private readonly List<byte[]> roots;

    /// <param name="edge">The roots, one after the other.</param>
    public TreeEdge(long size, byte[] edge)
    {
        Size = size;
        roots = [.. edge.Chunk(SHA256.HashSizeInBytes)];
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a leaf at the end.</summary>
    public void Append(byte[] leaf)
    {
        roots.Add(leaf);
        for (var size = Size++; (size & 1) == 1; size >>= 1)
        {
            var joined = MerkleTree.NodeHash(roots[^2], roots[^1]);
            roots.RemoveRange(roots.Count - 2, 2);
            roots.Add(joined);
        }
    }

    /// <summary>The root of the whole tree.</summary>
    public byte[] Root()
    {
        if (roots.Count == 0)
        {
            return MerkleTree.Root([]);
        }

        var root = roots[^1];
        for (var at = roots.Count - 2; at >= 0; at--)
        {
            root = MerkleTree.NodeHash(roots[at], root);
        }

        return root;
    }

    /// <summary>As it is kept.</summary>
    public byte[] ToBytes() => [.. roots.SelectMany(root => root)];
}
