using System.Globalization;
using Participatory.Platform.Calls;

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
internal static class BankStatement
{
    /// <summary>More lines than this are refused; a year of a small council's account has fewer.</summary>
    public const int MostLines = 20_000;

    private static readonly string[] OutHeadings = ["paid out", "money out", "debit", "debit amount", "debits", "withdrawn", "withdrawals", "out"];
    private static readonly string[] AmountHeadings = ["amount", "value", "amount (gbp)", "amount gbp", "transaction amount"];
    private static readonly string[] TextHeadings = ["reference", "description", "details", "narrative", "particulars", "transaction description", "memo", "end to end id", "payee"];

    /// <summary>What went out, or null and why where the file is none that we can read.</summary>
    public static (IReadOnlyList<StatementLine>? Lines, Reason? Fault) Read(string csv)
    {
        var rows = Rows(csv).ToList();
        if (rows.Count < 2)
        {
            return (null, GrantsReasons.StatementEmpty);
        }

        if (rows.Count > MostLines)
        {
            return (null, GrantsReasons.StatementTooManyLines);
        }

        var headings = rows[0].Cells.Select(cell => cell.Trim().ToLowerInvariant()).ToList();
        var amount = headings.FindIndex(OutHeadings.Contains) is >= 0 and var found ? found : headings.FindIndex(AmountHeadings.Contains);
        var texts = headings.Index().Where(heading => TextHeadings.Contains(heading.Item)).Select(heading => heading.Index).ToList();
        if (amount < 0 || texts.Count == 0)
        {
            return (null, GrantsReasons.StatementHeadings);
        }

        var lines = rows.Skip(1).Where(row => row.Cells.Any(cell => cell.Length > 0)).Select(row => Line(row, amount, texts)).ToList();
        // On a statement that has signs, money that comes in is not what we look for.
        var signed = OutHeadings.Contains(headings[amount]) is false && lines.Any(line => line.AmountMinor < 0);
        return (lines
            .Where(line => line.AmountMinor is null || (signed ? line.AmountMinor < 0 : line.AmountMinor != 0))
            .Select(line => line with { AmountMinor = line.AmountMinor is { } minor ? Math.Abs(minor) : null })
            .ToList(), null);
    }

    private static StatementLine Line((int Number, IReadOnlyList<string> Cells) row, int amount, IEnumerable<int> texts)
    {
        var text = string.Join(' ', texts.Where(at => at < row.Cells.Count).Select(at => row.Cells[at]));
        var typed = amount < row.Cells.Count ? row.Cells[amount].Trim() : "";
        return new StatementLine(row.Number, text, Amount(typed));
    }

    /// <summary>"-1,250.50", "£400", "(12.00)", "" (nothing): in pence, or null.</summary>
    private static long? Amount(string typed)
    {
        if (typed.Length == 0)
        {
            return 0;
        }

        var plain = typed.Replace("£", "", StringComparison.Ordinal).Replace("GBP", "", StringComparison.Ordinal).Trim();
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingSign | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowParentheses;
        return decimal.TryParse(plain, style, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1_000_000_000_000m && decimal.Round(amount, 2) == amount
            ? (long)(amount * 100)
            : null;
    }

    /// <summary>The rows of a CSV (RFC 4180; commas, or semicolons where the first line has no comma), with the lines that they begin on.</summary>
    private static IEnumerable<(int Number, IReadOnlyList<string> Cells)> Rows(string csv)
    {
        var text = csv.TrimStart('\uFEFF');
        var first = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)];
        var divider = first.Contains(',') ? ',' : ';';
        var (cells, cell, quoted, line, began) = (new List<string>(), new System.Text.StringBuilder(), false, 1, 1);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            line += letter == '\n' ? 1 : 0;
            if (quoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && letter == divider)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (!quoted && letter == '\n')
            {
                cells.Add(cell.ToString());
                yield return (began, cells);
                (cells, began) = ([], line);
                cell.Clear();
            }
            else if (letter != '\r')
            {
                cell.Append(letter);
            }
        }

        if (cell.Length > 0 || cells.Count > 0)
        {
            cells.Add(cell.ToString());
            yield return (began, cells);
        }
    }
}
