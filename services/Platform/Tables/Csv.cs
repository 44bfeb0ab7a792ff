using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Participatory.Platform.Tables;

/// <summary>What is wrong with a row, so that its cells say nothing.</summary>
public enum RowFault
{
    None,
    /// <summary>A quotation mark is not closed, or something stands behind it.</summary>
    Quotes,
    /// <summary>It holds bytes that are not UTF-8.</summary>
    NotUtf8,
    /// <summary>It is longer than was said. Where it is very much longer, it is the last row that is read.</summary>
    TooLong,
}

/// <summary>One row of a table that somebody's program or spreadsheet wrote; the headings are one, too.</summary>
/// <param name="Line">The line on which it begins, counted from 1; empty lines count.</param>
/// <param name="Cells">Without spaces around them, and without the empty ones at the end that spreadsheets add.</param>
public readonly record struct TableRow(long Line, IReadOnlyList<string> Cells, RowFault Fault = RowFault.None);

/// <summary>
/// Tables as CSV (RFC 4180): the one writer and the one reader of the house. Commas, semicolons, tabs and bars are read,
/// whichever the first lines have, in UTF-8 or in UTF-16 that says so; commas and UTF-8 are written.
/// </summary>
public static class Csv
{
    // What is longer than this cannot be passed over: the reader would have to hold it.
    private const int LongestByFar = 1024 * 1024;

    // What is written with ' before it, and read without.
    private const string BeginsFormula = "=+-@\t\r\n";

    private static readonly CsvWriterOptions ForSpreadsheets = new()
    {
        // Without it Excel takes UTF-8 for the code page of the machine, and £ and é come out as two letters each.
        WriteByteOrderMark = true,
        // A spreadsheet would run what begins like a formula; with ' before it, it is text (OWASP, CSV injection).
        Injection = CsvInjection.Escape,
        InjectionCharacters = BeginsFormula,
    };

    /// <summary>Writes a table that people open in a spreadsheet, as UTF-8. Whoever disposes it leaves the stream open.</summary>
    public static CsvWriter Write(Stream to) => CsvWriter.Create(to, ForSpreadsheets, leaveOpen: true);

    /// <summary>Puts the cells of the next row down; <c>EndRecord</c> or <c>EndRecordAsync</c> ends it.</summary>
    public static CsvWriter Cells(this CsvWriter csv, params IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            // A number below nothing is no formula.
            if (cell is ['-', ..]
                && decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                    out var number))
            {
                csv.WriteField(number);
            }
            else
            {
                csv.WriteField(cell);
            }
        }

        return csv;
    }

    /// <summary>A cell without the ' that stands before what begins like a formula in a table that was given out.</summary>
    public static string AsWritten(string cell) =>
        cell is ['\'', var first, ..] && BeginsFormula.Contains(first, StringComparison.Ordinal) ? cell[1..] : cell;

    /// <summary>Every row that is not empty, in little memory. One that is broken leaves the others readable.</summary>
    /// <param name="longest">In characters.</param>
    /// <param name="severalLines">Whether a cell may go over several lines. Where it may, one that is not closed swallows the rest.</param>
    public static async IAsyncEnumerable<TableRow> Read(
        Stream csv, int longest, bool severalLines, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var broken = new HashSet<long>();
        await using var reader = CsvReader.Create(csv, new CsvReaderOptions
        {
            HasHeader = false,
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = severalLines,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            MaxRecordSize = LongestByFar,
            OnMalformedRecord = record =>
            {
                // One inside a cell that does not begin with one is just a letter.
                if (record.Reason != CsvMalformedReason.StrayQuote)
                {
                    broken.Add(record.LineNumber);
                }
            },
        }, leaveOpen: true);
        long? tooLong = null;
        while (tooLong is null)
        {
            try
            {
                if (!await reader.ReadAsync(cancellation))
                {
                    yield break;
                }
            }
            catch (CsvFormatException longer)
            {
                tooLong = longer.LineNumber;
                continue;
            }

            var row = Row(reader, longest, broken);
            if (row.Fault != RowFault.None || row.Cells.Count > 0)
            {
                yield return row;
            }
        }

        yield return new TableRow(tooLong.Value, [], RowFault.TooLong);
    }

    private static TableRow Row(CsvReader reader, int longest, HashSet<long> broken)
    {
        var line = reader.LineNumber;
        if (broken.Remove(line))
        {
            return new TableRow(line, [], RowFault.Quotes);
        }

        if (reader.RawRecord.Length > longest && Encoding.UTF8.GetCharCount(reader.RawRecord) > longest)
        {
            return new TableRow(line, [], RowFault.TooLong);
        }

        if (!Utf8.IsValid(reader.RawRecord))
        {
            return new TableRow(line, [], RowFault.NotUtf8);
        }

        var count = reader.FieldCount;
        while (count > 0 && reader.IsEmpty(count - 1))
        {
            count--;
        }

        var cells = new string[count];
        for (var at = 0; at < count; at++)
        {
            cells[at] = reader.GetString(at);
        }

        return new TableRow(line, cells);
    }
}
