using System.Buffers.Binary;
using System.Text;

namespace Participatory.Tests.Harness.Sounds;

/// <summary>Sounds of telephones at their smallest: silence, and something that must not come along.</summary>
public static class TestWav
{
    private const int Rate = 8_000;

    /// <param name="samples">How many there are, 8,000 a second.</param>
    /// <param name="beside">What stands in a part of its own before the sound.</param>
    public static byte[] Sound(int samples = 800, byte[]? beside = null)
    {
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), 1);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), Rate);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), 8);
        var silence = new byte[samples];
        silence.AsSpan().Fill(128);
        byte[] inside =
        [
            .. Encoding.ASCII.GetBytes("WAVE"), .. Chunk("fmt ", format), .. beside is null ? [] : Chunk("LIST", beside),
            .. Chunk("data", silence),
        ];
        return Chunk("RIFF", inside);
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        // Parts begin at even places.
        return [.. Encoding.ASCII.GetBytes(name), .. length, .. content, .. content.Length % 2 == 1 ? new byte[1] : []];
    }
}
