using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>The part of a file that has come so far, in blocks, so that it costs what it is long and not what its pieces cost.</summary>
/// <param name="gate">Knows how much room there is.</param>
/// <param name="stop">Ends the call it comes with.</param>
/// <param name="since">When it began, by the clock of the gate.</param>
internal sealed class ArrivingFile(UploadGate gate, Action stop, DateTimeOffset since) : IDisposable
{
    private const int BlockBytes = 64 * 1024;

    private readonly List<byte[]> blocks = [];

    /// <summary>When it began, by the clock of the gate.</summary>
    public DateTimeOffset Since => since;

    /// <summary>How many bytes have come.</summary>
    public int Length { get; private set; }

    /// <summary>How much of the room it has. The gate's to change.</summary>
    public long Held { get; set; }

    /// <summary>It waits for its turn, and can no longer be slow.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Ends the call it comes with.</summary>
    public void Stop() => stop();

    /// <summary>Takes in what follows.</summary>
    /// <exception cref="Refusal">There is no room.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            var at = Length % BlockBytes;
            if (at == 0)
            {
                if (!gate.Room(this, BlockBytes))
                {
                    throw new Refusal(UploadReasons.Queueing);
                }

                blocks.Add(new byte[BlockBytes]);
            }

            var fits = Math.Min(piece.Length, BlockBytes - at);
            piece[..fits].CopyTo(blocks[^1].AsSpan(at));
            Length += fits;
            piece = piece[fits..];
        }
    }

    /// <summary>The whole file in one; what has come is held no longer.</summary>
    public byte[] Whole()
    {
        var file = new byte[Length];
        foreach (var (index, block) in blocks.Index())
        {
            block.AsSpan(0, Math.Min(BlockBytes, Length - (index * BlockBytes))).CopyTo(file.AsSpan(index * BlockBytes));
        }

        Dispose();
        return file;
    }

    /// <summary>What it held is free again.</summary>
    public void Dispose()
    {
        gate.Free(this);
        blocks.Clear();
        Length = 0;
    }
}
