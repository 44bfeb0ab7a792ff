using System.Diagnostics;
using System.Text;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;

namespace Participatory.Tests.Property;

/// <summary>
/// Mutilated files are read or refused, never anything else, in little time and memory. <c>PARTICIPATORY_FUZZ</c> holds another number of
/// mutants than 20,000;
/// <c>PARTICIPATORY_FUZZ=1000000 dotnet test tests/Property --filter FullyQualifiedName~PbFuzz</c> is the full run.
/// </summary>
public sealed class PbFuzzTests
{
    /// <summary>
    /// What reading may take, all allocations together: buffers that are there for every file, and then bytes for each byte of the file.
    /// </summary>
    private const int MostFixedBytes = 160 * 1024;

    private const int MostBytesPerByte = 16;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            ";", "\n", "\r\n", "\r", "\"", "\"\"", ",", "META", "PROJECTS\n", "VOTES\n", "META\nkey;value\n", "\0", "\uFEFF", "😀", "-1",
            "1e9", "1e-9", "9999999999999999999",
            "0.0000001", "vote_type;ordinal\n", "vote_type;cumulative\n", "budget;0\n", "project_id", "cost;cost", "points", " ",
            "\t", "1,1,1",
        }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    [Fact]
    public void No_mutant_does_anything_but_be_read_or_be_refused()
    {
        var seeds = Seeds();
        var random = new Random(20_260_401);
        var clock = new Stopwatch();
        var (read, refused, slowest, most) = (0, 0, TimeSpan.Zero, 0L);
        var mutants = int.TryParse(Environment.GetEnvironmentVariable("PARTICIPATORY_FUZZ"), out var wanted) ? wanted : 20_000;
        for (var mutant = 0; mutant < mutants; mutant++)
        {
            var bytes = Mutate(seeds[random.Next(seeds.Count)], random);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            clock.Restart();
            try
            {
                var reader = PbReader.Open(new MemoryStream(bytes), new PbOptions { Strict = mutant % 4 == 0 });
                var election = reader.ReadElection();
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                ElectionHash.Of(election);
                read++;
            }
            catch (PbFormatException error)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                Assert.InRange(error.Line, 1, bytes.Count(letter => letter == '\n') + 1);
                Assert.InRange(error.Column, 1, bytes.Length + 2);
                Assert.EndsWith(".", error.Reason, StringComparison.Ordinal);
                refused++;
            }

            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            most = Math.Max(most, (allocated - MostFixedBytes) / Math.Max(1, bytes.Length));
        }

        Assert.True(read > mutants / 20
            && refused > mutants / 20, $"{read} were read and {refused} refused: the mutations are too mild or too wild.");
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"One took {slowest}.");
        Assert.True(most <= MostBytesPerByte, $"One took {most} bytes of memory for each of its bytes.");
        TestContext.Current.SendDiagnosticMessage(
            $"{read} were read, {refused} refused; the slowest took {slowest}; the most was {most} bytes a byte.");
    }

    [Fact]
    public void Real_files_take_no_more_memory_than_is_stated()
    {
        var folder = SharedFiles.NeedFolder();
        var most = 0.0;
        foreach (var name in SharedFiles.ElectionNames)
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, name));
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            PbReader.Open(new MemoryStream(bytes)).ReadElection();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            most = Math.Max(most, (double)(allocated - MostFixedBytes) / bytes.Length);
        }

        Assert.True(most <= MostBytesPerByte, $"One took {most} bytes of memory for each of its bytes.");
        TestContext.Current.SendDiagnosticMessage($"The most was {most:0.0} bytes a byte.");
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var times = random.Next(1, 5); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static List<byte[]> Seeds()
    {
        string[] texts =
        [
            "META\nkey;value\nbudget;100\nvote_type;approval\nnum_votes;2\n"
            + "PROJECTS\nproject_id;cost;votes;name\na;10;2;\"x;\"\"y\"\nb;20.5;1;z\nVOTES\nvoter_id;vote;age\n1;a,b;30\n2;a;\n",
            "\uFEFFMETA\r\nkey;value\r\nbudget;5.25\r\nvote_type;cumulative\r\n"
            + "PROJECTS\r\nproject_id;cost\r\n1;1\r\n2;0\r\n10;4.125\r\nVOTES\r\nvoter_id;vote;points\r\n1;1,2;3,1.5\r\n2;10;4\r\n3;;\r\n",
            "META\nkey;value\nvote_type;ordinal\nbudget;7\nPROJECTS\nname;project_id;cost\né;p/1;3\n;😀;4\nVOTES\nvote\np/1,😀\n😀\n",
        ];
        var seeds = texts.Select(Encoding.UTF8.GetBytes).ToList();
        if (SharedFiles.Folder is { } folder)
        {
            // Small real files; large ones would only be slower.
            seeds.AddRange(SharedFiles.ElectionNames.Select(name => File.ReadAllBytes(Path.Combine(folder, name)))
                .Where(bytes => bytes.Length < 14_000));
        }

        return seeds;
    }
}
