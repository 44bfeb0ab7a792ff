using System.Buffers.Binary;
using System.Text;

namespace Participatory.Standalone.Demo;

/// <summary>Hums a short tune as a WAV file, so that the wall of voices has sounds that belong to nobody.</summary>
internal static class Tune
{
    private const int Rate = 8_000;
    private const int NoteSamples = 3_000;
    private const int HeadBytes = 44;

    private static readonly double[] Scale = [220.0, 246.9, 277.2, 293.7, 329.6];

    /// <summary>The tune of that number: four notes.</summary>
    public static byte[] Hum(int number)
    {
        var file = new byte[HeadBytes + (4 * NoteSamples)];
        Encoding.ASCII.GetBytes("RIFF").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        Encoding.ASCII.GetBytes("WAVEfmt ").CopyTo(file, 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8);
        Encoding.ASCII.GetBytes("data").CopyTo(file, 36);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), file.Length - HeadBytes);
        for (var at = HeadBytes; at < file.Length; at++)
        {
            var (note, sample) = Math.DivRem(at - HeadBytes, NoteSamples);
            var tone = Scale[(number + (note * 2)) % Scale.Length];
            // Each note grows and fades, so that none begins with a crack.
            var loud = 60 * Math.Sin(Math.PI * sample / NoteSamples);
            file[at] = (byte)(128 + (loud * Math.Sin(2 * Math.PI * tone * sample / Rate)));
        }

        return file;
    }
}
