using System.Buffers.Binary;
using System.Text;

namespace Participatory.Tests.Harness;

/// <summary>
/// Where the councils of the tests' processes are: three quarters of an hour short of thirteen hours before Greenwich, and in two days
/// the clock is put forward there at midnight, so that a day in every round has 23 hours and no beginning. Whoever takes a day by UTC,
/// or a day for 24 hours, is found out wherever a date is looked at.
/// </summary>
public static class FarAway
{
    /// <summary>For <c>Council:TimeZone</c>.</summary>
    public const string Name = "Test/FarAway";

    private static readonly TimeSpan Winter = new(12, 45, 0);
    private static readonly TimeSpan Summer = new(13, 45, 0);

    /// <summary>For <c>TZDIR</c>: the folder in which the zone stands, and no other.</summary>
    public static string Folder { get; } = Write();

    // By the clock on the wall there.
    private static DateTime Change => (DateTime.UtcNow + Winter).Date.AddDays(2);

    private static DateTime Back => Change.AddDays(200);

    // Source: RFC 8536. A block for old readers, which says nothing, and the one that counts.
    private static string Write()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-zone-").FullName;
        var path = Path.Combine(folder, Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new MemoryStream();
        long[] times = [Seconds(Change - Winter), Seconds(Back.AddHours(1) - Summer)];
        Block([], [(Winter, false)]);
        Block(times, [(Winter, false), (Summer, true)]);
        file.Write(Encoding.ASCII.GetBytes("\n<+1245>-12:45\n"));
        File.WriteAllBytes(path, file.ToArray());
        return folder;

        void Block(long[] changes, (TimeSpan Offset, bool IsSummer)[] kinds)
        {
            file.Write("TZif2"u8);
            file.Write(new byte[15]);
            foreach (var count in (int[])[0, 0, 0, changes.Length, kinds.Length, kinds.Length * 4])
            {
                Number(count);
            }

            Array.ForEach(changes, change => Number((int)(change >> 32), (int)change));
            file.Write(changes.Select((_, at) => (byte)((at + 1) % 2)).ToArray());
            foreach (var (at, kind) in kinds.Index())
            {
                Number((int)kind.Offset.TotalSeconds);
                file.Write([kind.IsSummer ? (byte)1 : (byte)0, (byte)(at * 4)]);
            }

            file.Write(Encoding.ASCII.GetBytes(string.Concat(kinds.Select(kind => kind.IsSummer ? "FAS\0" : "FAW\0"))));
        }

        void Number(params int[] numbers)
        {
            foreach (var number in numbers)
            {
                var bytes = new byte[4];
                BinaryPrimitives.WriteInt32BigEndian(bytes, number);
                file.Write(bytes);
            }
        }
    }

    private static long Seconds(DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalSeconds;
}
