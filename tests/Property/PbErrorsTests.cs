using System.Text;
using Participatory.Counting.Pabulib;

namespace Participatory.Tests.Property;

/// <summary>Each way in which a file can be wrong is answered with its place and a sentence.</summary>
public sealed class PbErrorsTests
{
    private const string Start = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\na;10\nb;20\n";

    [Theory]
    [InlineData("", 1, 1, null, "The file is empty.")]
    [InlineData("\n\n \n", 3, 1, null, "The file is empty.")]
    [InlineData("Hello\n", 1, 1, null, "begins with a line that says META")]
    [InlineData("META\nbudget;100\n", 2, 1, null, "must be key;value")]
    [InlineData("META\nkey;value\nbudget;abc\n", 3, 8, "budget", "\"abc\" is not a number")]
    [InlineData("META\nkey;value\nbudget;1,5\n", 3, 8, "budget", "is not a number")]
    [InlineData("META\nkey;value\nbudget;\n", 3, 8, "budget", "The budget is missing.")]
    [InlineData("META\nkey;value\nbudget;.\n", 3, 8, "budget", "is not a number")]
    [InlineData("META\nkey;value\nbudget;-1\n", 3, 8, "budget", "below zero")]
    [InlineData("META\nkey;value\nbudget;99999999999999999999\n", 3, 8, "budget", "too large")]
    [InlineData("META\nkey;value\nbudget;1e99\n", 3, 8, "budget", "too large")]
    [InlineData("META\nkey;value\nbudget;1.0000000000001\n", 3, 8, "budget", "more than 12 decimals")]
    [InlineData("META\nkey;value\nbudget;1;2\n", 3, 10, "budget", "3 fields")]
    [InlineData("META\nkey;value\nvote_type;żółw\n", 3, 11, "vote_type", "\"żółw\" is not a vote type")]
    [InlineData("META\nkey;value\n;x\n", 3, 1, null, "no key")]
    [InlineData("META\nkey;value\nbudget;1\nPROJECTS\n", 4, 1, "vote_type", "has not said the vote_type")]
    [InlineData("META\nkey;value\nVOTES\n", 3, 1, null, "VOTES comes before PROJECTS")]
    [InlineData("META\nkey;value\nbudget;1\n", 3, 1, null, "PROJECTS and VOTES are missing")]
    [InlineData("META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nid;cost\n", 6, 1, "project_id", "no column project_id")]
    [InlineData("META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost;cost\n", 6, 17, "cost", "two columns")]
    [InlineData("META\nkey;value\nbudget;0.001\nvote_type;approval\nPROJECTS\nproject_id;cost\na;9999999999999999\nVOTES\nvote\n", 7, 3,
        "cost", "too large to be counted exactly")]
    [InlineData(Start + "a;5\n", 9, 1, "project_id", "second time")]
    [InlineData(Start + "c,d;5\n", 9, 1, "project_id", "comma")]
    [InlineData(Start + ";5\n", 9, 1, "project_id", "is empty")]
    [InlineData(Start + "c;x\n", 9, 3, "cost", "\"x\" is not a number")]
    [InlineData(Start + "c\n", 9, 2, "cost", "The cost is missing.")]
    [InlineData(Start + "\"é;\";1;x\n", 9, 8, null, "3 fields")]
    [InlineData(Start, 8, 1, null, "VOTES is missing")]
    [InlineData(Start + "VOTES\n", 9, 1, null, "ends before the column names")]
    [InlineData(Start + "VOTES\nvoter\n", 10, 1, "vote", "no column vote")]
    [InlineData(Start + "VOTES\nvoter_id;vote\n1;a,zz\n", 11, 5, "vote", "No project has the id \"zz\".")]
    [InlineData(Start + "VOTES\nvoter_id;vote\n1;a;b\n", 11, 5, null, "3 fields")]
    [InlineData(Start + "VOTES\nvoter_id;vote\n1;a\n2;\"a\n3;b\n", 12, 3, null, "never closed")]
    public void The_place_and_the_reason_are_told(string file, int line, int column, string? field, string reason)
    {
        var error = Assert.Throws<PbFormatException>(() => ReadAll(file, PbOptions.Default));
        Assert.Equal((line, column, field), (error.Line, error.Column, error.Field));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1;a,b;3", 8, "fewer points")]
    [InlineData("1;a;3,4", 7, "more points")]
    [InlineData("1;a;x", 5, "is not a number")]
    [InlineData("1;a,b;1, y", 10, "is not a number")]
    [InlineData("1;a;0.1234567", 5, "more than 6 decimals")]
    public void Points_that_do_not_match_are_refused(string ballot, int column, string reason)
    {
        var file = Start.Replace("approval", "cumulative", StringComparison.Ordinal) + "VOTES\nvoter_id;vote;points\n" + ballot;
        var error = Assert.Throws<PbFormatException>(() => ReadAll(file, PbOptions.Default));
        Assert.Equal((11, column, "points"), (error.Line, error.Column, error.Field));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Start + "VOTES\nvoter_id;vote\n1;a,b,a\n", 11, 7, "vote", "names project a twice")]
    [InlineData(Start + "VOTES\nvoter_id;vote\n1;a,,b\n", 11, 5, "vote", "missing between commas")]
    [InlineData(Start + "VOTES\nvoter_id;vote\n1;a;;\n", 11, 5, null, "empty fields too many")]
    [InlineData("META\nkey;value\nx;1\nx;2\n" + "budget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvote\n", 4, 1, "x",
        "says x twice")]
    [InlineData("META\nkey;value\nnum_votes;7\n" + "budget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvote\n", 9, 1,
        "num_votes", "num_votes is 7, and there are 0")]
    [InlineData("META\nkey;value\n;;;\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvote\n", 3, 1, null,
        "nothing but separators")]
    [InlineData(Start + "\"c\"d;3\nVOTES\nvote\n", 9, 2, null, "follows a closing quotation mark")]
    [InlineData("META\nkey;value\nbudget;1\nvote_type;choose-1\nPROJECTS\nproject_id;cost\na;1\nb;1\nVOTES\nvote\na,b\n", 11, 1, "vote",
        "names 2 projects")]
    public void What_is_forgiven_is_listed_and_refused_when_strict(string file, int line, int column, string? field, string what)
    {
        var forgiven = Assert.Single(ReadAll(file, PbOptions.Default).Forgiven);
        Assert.Equal((line, column, field), (forgiven.Line, forgiven.Column, forgiven.Field));
        Assert.Contains(what, forgiven.What, StringComparison.Ordinal);
        var error = Assert.Throws<PbFormatException>(() => ReadAll(file, new PbOptions { Strict = true }));
        Assert.Equal((forgiven.Line, forgiven.Column, forgiven.What), (error.Line, error.Column, error.Reason));
    }

    [Fact]
    public void A_project_twice_on_a_ballot_is_one_vote()
    {
        var election = PbReader.Open(Bytes(Start + "VOTES\nvoter_id;vote\n1;a,b,a\n")).ReadElection();
        Assert.Equal((1, 1), (election.Votes(0), election.Votes(1)));
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        var error = Assert.Throws<PbFormatException>(() => PbReader.Open(new Endless("META\nkey;value\ncomment;", (byte)'x')));
        Assert.Equal(
            (3, "longer than a mebibyte"), (error.Line, error.Reason.Contains("longer than a mebibyte", StringComparison.Ordinal)
            ? "longer than a mebibyte" : error.Reason));
        Assert.Contains("not closed within a mebibyte",
            Assert.Throws<PbFormatException>(() => PbReader.Open(new Endless("META\n\"", (byte)'\n'))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused_at_its_line()
    {
        byte[] latin = [.. Encoding.ASCII.GetBytes("META\nkey;value\nunit;Krak"), 0xF3, (byte)'w', (byte)'\n'];
        Assert.Equal(3, Assert.Throws<PbFormatException>(() => PbReader.Open(new MemoryStream(latin))).Line);
        var error = Assert.Throws<PbFormatException>(
            () => PbReader.Open(new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("META\n")])));
        Assert.Contains("UTF-16", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_decimals_than_were_asked_for_are_refused()
    {
        var file = Start.Replace("20", "20.125", StringComparison.Ordinal) + "VOTES\nvote\n";
        Assert.Equal(3, PbReader.Open(Bytes(file)).Header.Scale);
        var error = Assert.Throws<PbFormatException>(() => PbReader.Open(Bytes(file), new PbOptions { Scale = 2 }));
        Assert.Equal((8, 3, "cost"), (error.Line, error.Column, error.Field));
    }

    private static PbReader ReadAll(string file, PbOptions options)
    {
        var reader = PbReader.Open(Bytes(file), options);
        reader.ReadElection();
        return reader;
    }

    private static MemoryStream Bytes(string file) => new(Encoding.UTF8.GetBytes(file));

    /// <summary>Begins with a text and then repeats one byte forever.</summary>
    private sealed class Endless(string start, byte then) : Stream
    {
        private int at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, at++)
            {
                buffer[offset + i] = at < start.Length ? (byte)start[at] : then;
            }

            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
