using System.Text;
using Participatory.Platform.Tables;

namespace Participatory.Tests.Service.Platform;

/// <summary>Tables as spreadsheets read and write them.</summary>
public sealed class CsvTests
{
    [Fact]
    public void A_table_begins_with_the_mark_by_which_spreadsheets_know_UTF_8()
    {
        var bytes = Written(["£", "é"]);

        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal("£,é\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44 20 7946 0000", "'+44 20 7946 0000")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("-", "'-")]
    [InlineData("\t=1+1", "'\t=1+1")]
    [InlineData("\r=1+1", "'\r=1+1")]
    [InlineData("\n=1+1", "'\n=1+1")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-1,250", "'-1,250")]
    [InlineData("a bench = a bench", "a bench = a bench")]
    public async Task A_cell_that_a_spreadsheet_would_run_is_text(string cell, string text)
    {
        var rows = await Read(Encoding.UTF8.GetString(Written([cell, "x"])), severalLines: true);

        Assert.Equal([text, "x"], Assert.Single(rows).Cells);
        Assert.Equal(cell, Csv.AsWritten(text));
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        string[] cells = ["a", "b,c", "d;e", "say \"yes\"", "two\r\nlines", "", "0001", "žluťoučký"];

        Assert.Equal(cells, Assert.Single(await Read(Encoding.UTF8.GetString(Written(cells)), severalLines: true)).Cells);
    }

    [Theory]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a;b\r\n1;2\r\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("\uFEFFa,b\n1,2")]
    [InlineData("sep=;\r\na;b\r\n1;2\r\n")]
    [InlineData(" a , \"b\" ,,\r\n,,\r\n  \r\n1,2,,,\r\n")]
    public async Task Spreadsheets_write_the_same_table_in_many_ways(string csv)
    {
        var rows = await Read(csv, severalLines: false);

        Assert.Equal(["a b", "1 2"], rows.Select(row => string.Join(' ', row.Cells)));
        Assert.All(rows, row => Assert.Equal(RowFault.None, row.Fault));
    }

    [Fact]
    public async Task A_file_in_UTF_16_that_says_so_is_read()
    {
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a\tžluť\r\n")];
        using var file = new MemoryStream(bytes);

        var row = Assert.Single(await Csv.Read(file, 100, severalLines: false, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["a", "žluť"], row.Cells);
    }

    [Fact]
    public async Task A_broken_row_has_its_line_and_its_fault_and_leaves_the_others()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes($"a,b\n\"open,1\nx,2\n\"y\"z,3\na \"b\" c,4\n{new string('l', 101)},5\n"), 0xff, 0xfe,
            .. Encoding.UTF8.GetBytes(",6\nlast,7\n"),
        ];
        using var file = new MemoryStream(bytes);

        var rows = await Csv.Read(file, 100, severalLines: false, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [(1, RowFault.None), (2, RowFault.Quotes), (3, RowFault.None), (4, RowFault.Quotes), (5, RowFault.None), (6, RowFault.TooLong),
                (7, RowFault.NotUtf8), (8, RowFault.None)],
            rows.Select(row => (row.Line, row.Fault)));
        Assert.Equal("a \"b\" c", rows[4].Cells[0]);
    }

    private static byte[] Written(params IEnumerable<string>[] rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = Csv.Write(bytes))
        {
            foreach (var row in rows)
            {
                csv.Cells(row).EndRecord();
            }
        }

        return bytes.ToArray();
    }

    private static async Task<List<TableRow>> Read(string csv, bool severalLines)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await Csv.Read(file, 1_000, severalLines, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
