using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Participatory.Platform.Calls;
using Participatory.Platform.Tables;

namespace Participatory.Grants.Payments.Runs;

/// <summary>A line of a bank statement on which money went out.</summary>
/// <param name="Number">Of the line in the file, from 1.</param>
/// <param name="Text">Everything on the line that is neither a day nor an amount, as the bank wrote it.</param>
/// <param name="AmountMinor">What went out, in pence; null where it cannot be read.</param>
internal sealed record StatementLine(int Number, string Text, long? AmountMinor);

/// <summary>
/// Reads a bank's CSV. Banks agree on nothing but that there is a line of headings: the amount stands in a column called
/// "Amount" (negative, or positive where nothing on the statement is negative) or in one for what went out.
/// </summary>
internal static partial class BankStatement
{
    /// <summary>More lines than this are refused; a year of a small council's account has fewer.</summary>
    public const int MostLines = 20_000;

    private const int LongestLine = 10_000;

    private static readonly string[] OutHeadings =
        ["paid out", "money out", "debit", "debit amount", "debits", "withdrawn", "withdrawals", "out"];
    private static readonly string[] AmountHeadings = ["amount", "value", "amount (gbp)", "amount gbp", "transaction amount"];
    private static readonly string[] TextHeadings =
        ["reference", "description", "details", "narrative", "particulars", "transaction description", "memo", "end to end id", "payee"];

    /// <summary>What went out, or null and why where the file is none that we can read.</summary>
    public static async Task<(IReadOnlyList<StatementLine>? Lines, Fault? Fault)> Read(string csv, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var rows = await Csv.Read(bytes, LongestLine, severalLines: true, cancellation).Take(MostLines + 1).ToListAsync(cancellation);
        if (rows.Count < 2)
        {
            return (null, new("csv", GrantsReasons.StatementEmpty, []));
        }

        if (rows.Count > MostLines)
        {
            return (null, new("csv", GrantsReasons.StatementTooManyLines, [("max", MostLines)]));
        }

        var headings = rows[0].Cells.Select(cell => cell.Trim().ToLowerInvariant()).ToList();
        var amount = headings.FindIndex(OutHeadings.Contains) is >= 0 and var found ? found : headings.FindIndex(AmountHeadings.Contains);
        var texts = headings.Index().Where(heading => TextHeadings.Contains(heading.Item)).Select(heading => heading.Index).ToList();
        if (amount < 0 || texts.Count == 0)
        {
            return (null, new("csv", GrantsReasons.StatementHeadings, []));
        }

        var lines = rows.Skip(1).Select(row => Line(row, amount, texts)).ToList();
        // On a statement that has signs, money that comes in is not what we look for.
        var signed = OutHeadings.Contains(headings[amount]) is false && lines.Any(line => line.AmountMinor < 0);
        return (lines
            .Where(line => line.AmountMinor is null || (signed ? line.AmountMinor < 0 : line.AmountMinor != 0))
            .Select(line => line with { AmountMinor = line.AmountMinor is { } minor ? Math.Abs(minor) : null })
            .ToList(), null);
    }

    private static StatementLine Line(TableRow row, int amount, IEnumerable<int> texts)
    {
        if (row.Fault != RowFault.None)
        {
            return new StatementLine((int)row.Line, "", null);
        }

        var text = string.Join(' ', texts.Where(at => at < row.Cells.Count).Select(at => row.Cells[at]));
        var typed = amount < row.Cells.Count ? row.Cells[amount].Trim() : "";
        return new StatementLine((int)row.Line, text, Amount(typed));
    }

    /// <summary>
    /// "-1,250.50", "£400", "(12.00)", "-1.250,50" (as spreadsheets of other countries write it), "" (nothing): in pence, or null.
    /// </summary>
    private static long? Amount(string typed)
    {
        if (typed.Length == 0)
        {
            return 0;
        }

        var plain = string.Concat(typed.Replace("£", "", StringComparison.Ordinal).Replace("GBP", "", StringComparison.Ordinal)
            .Where(letter => !char.IsWhiteSpace(letter)));
        if (DecimalComma().IsMatch(plain))
        {
            plain = plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        }
        else if (!DecimalPoint().IsMatch(plain))
        {
            return null;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingSign
            | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowParentheses;
        return decimal.TryParse(plain, style, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1_000_000_000_000m
            ? (long)(amount * 100)
            : null;
    }

    // A comma with three digits behind it divides thousands; what could be either, such as 1.250, is told.
    [GeneratedRegex(@"^[-+(]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\.[0-9]{0,2}|\.[0-9]{2}00+)?[-+)]?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(@"^[-+(]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]{1,2}[-+)]?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalComma();
}
