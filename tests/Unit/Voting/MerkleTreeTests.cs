using System.Security.Cryptography;
using Participatory.Voting.Log;

namespace Participatory.Tests.Unit.Voting;

public sealed class MerkleTreeTests
{
    private const int Most = 1_025;

    private static readonly byte[][] Leaves =
        [.. Enumerable.Range(0, Most).Select(number => MerkleTree.LeafHash(BitConverter.GetBytes(number)))];

    // The eight leaves with which implementations of RFC 6962 have tested themselves since the first one.
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Known_trees_have_their_known_roots(int size, string root)
    {
        string[] data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var leaves = data.Take(size).Select(leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf))).ToArray();

        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root(leaves)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(256)]
    public void All_paths_at_once_are_the_paths_one_by_one(int size)
    {
        var leaves = Leaves.AsSpan(0, size);
        var (root, paths) = MerkleTree.Paths(leaves);
        Assert.Equal(MerkleTree.Root(leaves), root);
        Assert.Equal(size, paths.Length);
        for (var index = 0; index < size; index++)
        {
            Assert.Equal(MerkleTree.Path(leaves, index), paths[index]);
        }
    }

    [Fact]
    public void Every_tree_proves_what_is_in_it_and_a_flipped_bit_proves_nothing()
    {
        var chance = new Random(1);
        for (var size = 0; size <= Most; size++)
        {
            var leaves = Leaves.AsSpan(0, size);
            var root = MerkleTree.Root(leaves);
            foreach (var index in Some(chance, size))
            {
                var path = MerkleTree.Path(leaves, index);
                Assert.True(MerkleTree.IsIncluded(Leaves[index], index, size, path, root));
                Assert.False(MerkleTree.IsIncluded(Flipped(chance, Leaves[index]), index, size, path, root));
                Assert.False(MerkleTree.IsIncluded(Leaves[index], index, size, path, Flipped(chance, root)));
                Assert.False(MerkleTree.IsIncluded(Leaves[index], size, size, path, root));
                Assert.False(MerkleTree.IsIncluded(Leaves[index], index, size, [.. path, root], root));
                if (path.Count > 0)
                {
                    Assert.False(MerkleTree.IsIncluded(Leaves[index], index, size, OneFlipped(chance, path), root));
                    Assert.False(MerkleTree.IsIncluded(Leaves[index], index, size, path[..^1], root));
                    Assert.False(MerkleTree.IsIncluded(Leaves[index], index ^ 1, size, path, root));
                }
            }
        }
    }

    [Fact]
    public void Every_tree_is_the_beginning_of_the_larger_ones_and_a_flipped_bit_shows()
    {
        var chance = new Random(2);
        for (var size = 0; size <= Most; size++)
        {
            var leaves = Leaves.AsSpan(0, size);
            var root = MerkleTree.Root(leaves);
            foreach (var before in Some(chance, size).Append(size))
            {
                var rootBefore = MerkleTree.Root(leaves[..before]);
                var proof = MerkleTree.Consistency(leaves, before);
                Assert.True(MerkleTree.IsConsistent(before, rootBefore, size, root, proof));
                Assert.False(MerkleTree.IsConsistent(before, Flipped(chance, rootBefore), size, root, proof));
                Assert.False(MerkleTree.IsConsistent(before, rootBefore, size, root, [.. proof, root]));
                if (proof.Count > 0)
                {
                    Assert.False(MerkleTree.IsConsistent(before, rootBefore, size, Flipped(chance, root), proof));
                    Assert.False(MerkleTree.IsConsistent(before, rootBefore, size, root, OneFlipped(chance, proof)));
                    Assert.False(MerkleTree.IsConsistent(before, rootBefore, size, root, proof[..^1]));
                }
            }
        }
    }

    [Fact]
    public void A_tree_that_grows_leaf_by_leaf_has_the_same_roots()
    {
        var edge = new TreeEdge(0, []);
        for (var size = 0; size <= Most; size++)
        {
            Assert.Equal(MerkleTree.Root(Leaves.AsSpan(0, size)), edge.Root());
            Assert.Equal(size, edge.Size);
            if (size < Most)
            {
                edge = new TreeEdge(edge.Size, edge.ToBytes());
                edge.Append(Leaves[size]);
            }
        }
    }

    // All places of a small tree, and the first, the last and some others of a large one.
    private static IEnumerable<int> Some(Random chance, int size) => size <= 40
        ? Enumerable.Range(0, size)
        : [0, size - 1, chance.Next(size)];

    private static byte[] Flipped(Random chance, byte[] hash)
    {
        var flipped = hash.ToArray();
        flipped[chance.Next(SHA256.HashSizeInBytes)] ^= (byte)(1 << chance.Next(8));
        return flipped;
    }

    private static List<byte[]> OneFlipped(Random chance, List<byte[]> proof)
    {
        var at = chance.Next(proof.Count);
        return [.. proof.Select((hash, place) => place == at ? Flipped(chance, hash) : hash)];
    }
}
