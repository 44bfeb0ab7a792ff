using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Participatory.Voting.Log;

namespace Participatory.Voting.Results;

/// <summary>
/// Writes the lines of a bundle, each a JSON object of its own, hands them on in pieces, and signs them all in the last one.
/// </summary>
internal sealed class BundleLines(Func<ReadOnlyMemory<byte>, Task> send) : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> piece = new(2 * PieceBytes);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long lines;

    /// <summary>
    /// Writes a line: an object with the one property <paramref name="kind"/>, whose value <paramref name="value"/> writes.
    /// </summary>
    public async Task Write(string kind, Action<Utf8JsonWriter> value)
    {
        var start = piece.WrittenCount;
        using (var json = new Utf8JsonWriter(piece))
        {
            json.WriteStartObject();
            json.WritePropertyName(kind);
            value(json);
            json.WriteEndObject();
        }

        piece.Write("\n"u8);
        hash.AppendData(piece.WrittenSpan[start..]);
        lines++;
        if (piece.WrittenCount >= PieceBytes)
        {
            await Flush();
        }
    }

    /// <summary>A line whose value is a text.</summary>
    public Task Write(string kind, string text) => Write(kind, json => json.WriteStringValue(text));

    /// <summary>
    /// The last line: a signed note of "participatory-bundle-1", the log's origin, the number of lines before it and the
    /// SHA-256 of all their bytes in base 64.
    /// </summary>
    public async Task Sign(LogKey key, string pollId)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"participatory-bundle-1\n{key.OriginOf(pollId)}\n{lines}\n{Convert.ToBase64String(hash.GetCurrentHash())}\n");
        await Write("signature", key.Note(text));
        await Flush();
    }

    /// <summary>Hands on what has been written.</summary>
    public async Task Flush()
    {
        for (var sent = 0; sent < piece.WrittenCount; sent += PieceBytes)
        {
            await send(piece.WrittenMemory[sent..Math.Min(sent + PieceBytes, piece.WrittenCount)]);
        }

        piece.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
