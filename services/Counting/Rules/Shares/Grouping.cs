using System.Numerics;
using System.Runtime.CompilerServices;

namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// Finds out which ballots agree. A ballot's projects, in the order of purchase, are a path in a tree whose branches are projects; ballots
/// that agree in the first so many projects
/// of the order come through the same node.
/// </summary>
internal sealed class Grouping
{
    private readonly int[] cuts;
    private readonly int[] ranks;
    private readonly int[] path;
    private readonly int[][] groupAt;
    private readonly long[] branches;
    private readonly int[] nodes;
    private int nodeCount = 1;

    /// <param name="finest">Groups that tell all projects apart.</param>
    /// <param name="order">The projects in the order of purchase.</param>
    /// <param name="cuts">For each level, the number of projects of the order that it tells apart, ascending.</param>
    public Grouping(Supporters finest, IReadOnlyList<int> order, int[] cuts)
    {
        this.cuts = cuts;
        Counts = new int[cuts.Length];
        GroupOf = [.. cuts.Select(_ => new int[finest.Groups])];
        groupAt = [.. cuts.Select(_ => new int[finest.Count + 1])];
        ranks = new int[finest.Voters.Length];
        ranks.AsSpan().Fill(int.MaxValue);
        for (var rank = 0; rank < order.Count; rank++)
        {
            ranks[order[rank]] = rank;
        }

        path = new int[finest.Voters.Length];
        nodes = new int[BitOperations.RoundUpToPowerOf2((uint)finest.Count + 1) * 2];
        branches = new long[nodes.Length];
        Walk(finest);
    }

    /// <summary>For each level the group of each ballot.</summary>
    public int[][] GroupOf { get; }

    /// <summary>For each level the number of groups.</summary>
    public int[] Counts { get; }

    /// <summary>For each group of a level the group of the level before that it is a part of.</summary>
    public int[] ParentsOf(int level)
    {
        var parents = new int[Counts[level]];
        for (var ballot = 0; ballot < GroupOf[level].Length; ballot++)
        {
            parents[GroupOf[level][ballot]] = GroupOf[level - 1][ballot];
        }

        return parents;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Walk(Supporters finest)
    {
        for (var ballot = 0; ballot < finest.Groups; ballot++)
        {
            var (length, node, at) = (PathOf(finest.Choices(ballot)), 0, 0);
            for (var level = 0; level < cuts.Length; level++)
            {
                for (; at < length && path[at] < cuts[level]; at++)
                {
                    node = Child(node, path[at]);
                }

                ref var group = ref groupAt[level][node];
                group = group == 0 ? ++Counts[level] : group;
                GroupOf[level][ballot] = group - 1;
            }
        }
    }

    // Ballots are short: putting each project in its place at once is the fastest way to sort them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PathOf(ReadOnlySpan<ushort> choices)
    {
        var length = 0;
        foreach (var project in choices)
        {
            var rank = ranks[project];
            if (rank == int.MaxValue)
            {
                continue;
            }

            var at = length++;
            for (; at > 0 && path[at - 1] > rank; at--)
            {
                path[at] = path[at - 1];
            }

            path[at] = rank;
        }

        return length;
    }

    // A table of branches with open addressing; a branch is a node and a project, plus one so that none is 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Child(int node, int rank)
    {
        var branch = (((long)node << 32) | (uint)rank) + 1;
        var slot = (int)((ulong)branch * 0x9E37_79B9_7F4A_7C15 >> (64 - BitOperations.Log2((uint)nodes.Length)));
        while (branches[slot] != branch)
        {
            if (branches[slot] == 0)
            {
                branches[slot] = branch;
                nodes[slot] = nodeCount++;
                break;
            }

            slot = (slot + 1) & (nodes.Length - 1);
        }

        return nodes[slot];
    }
}
