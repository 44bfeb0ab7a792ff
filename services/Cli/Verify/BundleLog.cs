using System.Globalization;

namespace Participatory.Cli.Verify;

/// <summary>The log of a bundle: its signed checkpoints, and which of its leaves have been explained by a ballot.</summary>
internal sealed class BundleLog
{
    private readonly SignedNotes notes;
    private readonly string pollId;
    private readonly List<(long Size, byte[] Root, long Line)> checkpoints = [];
    private readonly Dictionary<string, long> places = new(StringComparer.Ordinal);
    private readonly HashSet<string> explained = new(StringComparer.Ordinal);
    private readonly GrowingTree tree = new();
    private (long Size, byte[] Root)? kept;
    private int reached;

    public BundleLog(SignedNotes notes, string origin, string pollId) => (this.notes, Origin, this.pollId) = (notes, origin, pollId);

    public string Origin { get; }

    public bool IsOf(string poll) => poll == pollId;

    public long Size => tree.Size;

    public int Checkpoints => checkpoints.Count;

    /// <summary>The place of the leaf that a tracking code stands for; null where there is none.</summary>
    public long? Find(string trackingCode) =>
        places.Where(leaf => Hashes.TrackingCode(leaf.Key) == trackingCode).Select(leaf => (long?)leaf.Value).FirstOrDefault();

    public void TakeCheckpoint(BundleLine line, string note)
    {
        var (size, root) = Read(line, note);
        if (checkpoints.Count > 0 && size <= checkpoints[^1].Size)
        {
            throw line.Fault("checkpoint order", "This checkpoint is not larger than the one before.");
        }

        checkpoints.Add((size, root, line.Number));
    }

    /// <summary>A checkpoint that somebody kept: the log must lead to it, too.</summary>
    public void Keep(BundleLine line, string note) => kept = Read(line, note);

    private (long Size, byte[] Root) Read(BundleLine line, string note)
    {
        var text = notes.Open(note) ?? throw line.Fault("checkpoint signature", "The log's key has not signed this checkpoint.");
        var root = new byte[64];
        if (text.Length != 3 || !long.TryParse(text[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !Convert.TryFromBase64String(text[2], root, out var length) || length != 32)
        {
            throw line.Fault("checkpoint", "This is not a checkpoint.");
        }

        if (text[0] != Origin)
        {
            throw line.Fault("checkpoint origin", "This checkpoint is of another log.");
        }

        return (size, root[..32]);
    }

    public void TakeLeaf(BundleLine line)
    {
        Reach();
        var leaf = line.Hash();
        if (!places.TryAdd(leaf, tree.Size))
        {
            throw line.Fault("leaf twice", "This leaf is in the log already.");
        }

        tree.Append(Convert.FromHexString(leaf));
    }

    /// <summary>When all leaves have come.</summary>
    public void End(BundleLine line)
    {
        Reach();
        if (kept?.Size > tree.Size)
        {
            throw line.Fault("kept checkpoint", "The log is shorter than the checkpoint that you kept.");
        }

        if (reached < checkpoints.Count || (checkpoints.Count > 0 ? checkpoints[^1].Size : 0) != tree.Size)
        {
            throw line.Fault(
                "log size",
                $"There are {tree.Size} leaves, and the last checkpoint is of {(checkpoints.Count > 0 ? checkpoints[^1].Size : 0)}.");
        }
    }

    /// <summary>Notes what a leaf is: each explains one ballot, and each ballot one leaf.</summary>
    public void Explain(BundleLine line, string leaf)
    {
        if (!places.ContainsKey(leaf))
        {
            throw line.Fault("opening", "What this ballot says is not what the log holds: no leaf is of it.");
        }

        if (!explained.Add(leaf))
        {
            throw line.Fault("leaf explained twice", "Another ballot has this leaf already.");
        }
    }

    /// <summary>When all ballots have come.</summary>
    public void CheckAllExplained(BundleLine line)
    {
        if (explained.Count != places.Count)
        {
            throw line.Fault(
                "ballot missing", $"{places.Count - explained.Count} leaves of the log are of no ballot here: ballots were left out.");
        }
    }

    // Each checkpoint is compared when as many leaves are there as it counts: so all of them are states of one log that only grew.
    private void Reach()
    {
        if (kept is { } mine && mine.Size == tree.Size && !tree.Root().AsSpan().SequenceEqual(mine.Root))
        {
            throw new BundleFault(1, "kept checkpoint", "The log does not lead to the checkpoint that you kept: it was changed since.");
        }

        while (reached < checkpoints.Count && checkpoints[reached].Size == tree.Size)
        {
            if (!tree.Root().AsSpan().SequenceEqual(checkpoints[reached].Root))
            {
                throw new BundleFault(checkpoints[reached].Line, "checkpoint root",
                    "The leaves of the log do not lead to this checkpoint: the log was changed.");
            }

            reached++;
        }
    }
}
