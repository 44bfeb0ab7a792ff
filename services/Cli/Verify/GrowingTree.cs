using System.Security.Cryptography;

namespace Participatory.Cli.Verify;

/// <summary>A Merkle tree (RFC 6962, section 2.1) of which only the right edge is kept.</summary>
internal sealed class GrowingTree
{
    // Complete subtrees, the largest first: their roots, and how many leaves each has.
    private readonly List<(byte[] Root, long Leaves)> subtrees = [];

    public long Size { get; private set; }

    public void Append(byte[] leaf)
    {
        Size++;
        subtrees.Add((leaf, 1));
        while (subtrees.Count > 1 && subtrees[^1].Leaves == subtrees[^2].Leaves)
        {
            var (left, right) = (subtrees[^2], subtrees[^1]);
            subtrees.RemoveRange(subtrees.Count - 2, 2);
            subtrees.Add((Node(left.Root, right.Root), left.Leaves + right.Leaves));
        }
    }

    public byte[] Root() => subtrees.Count == 0
        ? SHA256.HashData([])
        : subtrees.AsEnumerable().Reverse().Skip(1).Aggregate(subtrees[^1].Root, (right, left) => Node(left.Root, right));

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
