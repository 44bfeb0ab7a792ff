using System.Buffers.Binary;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>
/// WAV (RIFF): the samples and how they are written; names, comments and pictures that stand beside them are left behind.
/// </summary>
internal static class Wav
{
    private const int Header = 12;

    /// <summary>The file begins like a WAV.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) =>
        file.Length >= Header && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WAVE"u8);

    /// <summary>The sound in <paramref name="file"/>.</summary>
    public static Sound Clean(ReadOnlySpan<byte> file, Budget budget)
    {
        ReadOnlySpan<byte> format = default;
        ReadOnlySpan<byte> samples = default;
        var rest = file[Header..];
        while (rest.Length > 0 && samples.IsEmpty)
        {
            budget.Part();
            Sound.Require(rest.Length >= 8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            Sound.Require(length <= rest.Length - 8);
            var content = rest.Slice(8, (int)length);
            if (rest.StartsWith("fmt "u8))
            {
                Sound.Require(format.IsEmpty && content.Length >= 16);
                format = content;
            }
            else if (rest.StartsWith("data"u8))
            {
                Sound.Require(!format.IsEmpty && content.Length > 0);
                samples = content;
            }

            rest = rest[(int)Math.Min(8 + (long)length + (length & 1), rest.Length)..];
        }

        Sound.Require(!samples.IsEmpty);
        return Assemble(format, samples);
    }

    private static Sound Assemble(ReadOnlySpan<byte> format, ReadOnlySpan<byte> samples)
    {
        var kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
        // The extensible form tells its kind at the beginning of a longer id.
        kind = kind == 0xFFFE && format.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : kind;
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (!((kind == 1 && bits is 8 or 16 or 24 or 32) || (kind == 3 && bits == 32)))
        {
            throw Sound.CodedOtherwise();
        }

        Sound.Require(channels is 1 or 2 && rate is >= 8_000 and <= 192_000);
        var frame = channels * bits / 8;
        samples = samples[..(samples.Length / frame * frame)];
        Sound.Require(samples.Length > 0);

        var bytes = new byte[44 + samples.Length];
        var head = bytes.AsSpan();
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(head[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(head[20..], kind);
        BinaryPrimitives.WriteUInt16LittleEndian(head[22..], channels);
        BinaryPrimitives.WriteUInt32LittleEndian(head[24..], rate);
        BinaryPrimitives.WriteUInt32LittleEndian(head[28..], rate * (uint)frame);
        BinaryPrimitives.WriteUInt16LittleEndian(head[32..], (ushort)frame);
        BinaryPrimitives.WriteUInt16LittleEndian(head[34..], bits);
        "data"u8.CopyTo(head[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[40..], samples.Length);
        samples.CopyTo(head[44..]);
        return new Sound("audio/wav", TimeSpan.FromSeconds(samples.Length / frame / (double)rate), bytes);
    }
}
