using System.Text;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;

namespace Participatory.Tests.Property;

/// <summary>Rows like a million others go a short way through the reader; it has to come to what the long way does.</summary>
public sealed class PbPlainRowsTests
{
    private const string Head =
        "META\nkey;value\ndescription;d\ncountry;c\nunit;u\ninstance;1\nnum_projects;6\nnum_votes;9\n"
        + "budget;100\nvote_type;approval\nrule;greedy\ndate_begin;2026\ndate_end;2026\n"
        + "PROJECTS\nproject_id;cost\n1;5\n12345678;6\n123456789;7\n1234567890123456;8\n12345678901234567;9\n\"1;0\";4\n";

    [Fact]
    public void Both_ways_read_all_real_elections_alike()
    {
        foreach (var name in SharedFiles.ElectionNames.Append(SharedFiles.NeedFolder()).SkipLast(1))
        {
            AssertAlike(File.ReadAllBytes(Path.Combine(SharedFiles.NeedFolder(), name)));
        }
    }

    [Fact]
    public void Both_ways_read_strange_rows_alike()
    {
        string[] pieces = ["1", "12345678", "123456789", "1234567890123456", "12345678901234567", "12345678901234568", "1;0", "\"1;0\"",
            ",", ",", ",", ";", "\"", " ", "\r", "é", "0", "\t"];
        for (var seed = 0; seed < Thoroughness.Of(3_000); seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder(Head)
                .Append(seed % 3 == 0 ? "VOTES\nvote\n" : seed % 3 == 1 ? "VOTES\nvoter_id;vote\n" : "VOTES\nvote;age\n");
            for (var row = 0; row < 12; row++)
            {
                text.Append(seed % 3 == 1 ? $"{row};" : "");
                for (var piece = random.Next(6); piece > 0; piece--)
                {
                    text.Append(pieces[random.Next(random.Next(3) == 0 ? pieces.Length : 11)]);
                }

                text.Append(seed % 3 == 2 ? ";30" : "").Append(random.Next(4) == 0 ? "\r\n" : random.Next(9) == 0 ? "\n\n" : "\n");
            }

            AssertAlike(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    /// <summary>
    /// Long files are read by one thread while another puts ballots together: it has to come to the same, also where something is wrong far
    /// from the beginning.
    /// </summary>
    [Theory]
    [InlineData("")]
    [InlineData("9,9")]
    [InlineData("1,1")]
    [InlineData("1,\"")]
    public void Both_ways_read_a_long_file_alike(string strange)
    {
        string[] ids = ["1", "12345678", "123456789", "1234567890123456", "12345678901234567"];
        var text = new StringBuilder(Head).Append("VOTES\nvoter_id;vote\n");
        for (var voter = 0; voter < 20_000; voter++)
        {
            var chosen = new Random(voter).GetItems(ids, 3).Distinct();
            text.Append(voter).Append(';').Append(voter == 17_000 ? strange : string.Join(',', chosen)).Append('\n');
        }

        AssertAlike(Encoding.UTF8.GetBytes(text.ToString()));
    }

    [Fact]
    public void Both_ways_name_the_line_where_a_last_row_of_several_lines_begins() =>
        AssertAlike(Encoding.UTF8.GetBytes(Head + "VOTES\nvoter_id;vote\n1;1\n\"two\nlines\";1\n"));

    [Fact]
    public void What_the_stream_throws_far_from_the_beginning_reaches_the_caller_as_it_is()
    {
        var text = Head + "VOTES\nvoter_id;vote\n" + string.Concat(Enumerable.Repeat("7;1\n", 100_000));
        using var stream = new Torn(Encoding.UTF8.GetBytes(text), 300_000);
        var error = Assert.Throws<IOException>(() => PbReader.Open(stream).ReadElection());
        Assert.Equal("The disk was pulled out.", error.Message);
    }

    private sealed class Torn(byte[] bytes, int whole) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => Position >= whole ? throw new IOException("The disk was pulled out.")
            : base.Read(buffer);
    }

    private static void AssertAlike(byte[] file)
    {
        var (shortWay, longWay) = (Read(file, reader => reader.ReadElection()), Read(file, VoteByVote));
        Assert.Equal(longWay, shortWay);
    }

    private static string Read(byte[] file, Func<PbReader, Election> read)
    {
        PbReader? reader = null;
        try
        {
            reader = PbReader.Open(new MemoryStream(file));
            return $"{ElectionHash.Of(read(reader))} {string.Join('\n', reader.Forgiven)}";
        }
        catch (PbFormatException error)
        {
            return $"{error.Message} {string.Join('\n', reader?.Forgiven ?? [])}";
        }
    }

    private static Election VoteByVote(PbReader reader)
    {
        var builder = new ElectionBuilder(reader.Header.Terms, reader.Header.VoteType.HasPoints() ? PbVote.PointScale : 0);
        foreach (var vote in reader.ReadVotes())
        {
            builder.Add(vote.Choices.AsSpan(), vote.Points.AsSpan());
        }

        return builder.Build();
    }
}
