using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Participatory.Cli.Verify;

/// <summary>The lines of a bundle one by one, with the hash of all that came before.</summary>
internal sealed class BundleReader(Stream bundle) : IDisposable
{
    private const int MaxLineBytes = 64 * 1024 * 1024;

    private readonly PipeReader reader = PipeReader.Create(bundle, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] pending = [];

    /// <summary>How many lines came before the current one.</summary>
    public long Before { get; private set; } = -1;

    /// <summary>SHA-256 of all lines before the current one.</summary>
    public byte[] HashBefore() => hash.GetCurrentHash();

    /// <summary>The next line, or the end.</summary>
    public async Task<BundleLine> Next(CancellationToken cancellation)
    {
        hash.AppendData(pending);
        Before++;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end);
                pending = [.. line.ToArray(), (byte)'\n'];
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return BundleLine.Read(Before + 1, pending.AsMemory(0, pending.Length - 1));
            }

            if (read.IsCompleted)
            {
                return read.Buffer.IsEmpty ? BundleLine.End(Before + 1)
                    : throw new BundleFault(Before + 1, "line", "The file breaks off in the middle of a line.");
            }

            if (read.Buffer.Length > MaxLineBytes)
            {
                throw new BundleFault(Before + 1, "line", "This line is longer than any line of such a file.");
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose() => hash.Dispose();
}
