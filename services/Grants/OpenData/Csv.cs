namespace Participatory.Grants.OpenData;

/// <summary>Lines of comma-separated values (RFC 4180).</summary>
internal static class Csv
{
    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string> values) => string.Join(',', values.Select(Field)) + "\r\n";

    private static string Field(string text)
    {
        // A spreadsheet would run what begins like a formula; a number may well begin with a minus.
        var safe = text is ['=' or '+' or '@' or '\t' or '\r', ..] || (text is ['-', ..] && !decimal.TryParse(text, out _)) ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
