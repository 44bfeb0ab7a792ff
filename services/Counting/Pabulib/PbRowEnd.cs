namespace Participatory.Counting.Pabulib;

/// <summary>Where rows and quoted fields end: at a line feed outside quotation marks, and at a mark that is not written twice.</summary>
internal static class PbRowEnd
{
    /// <summary>The length of the row without its line feed, or -1 when its end is not in sight.</summary>
    /// <param name="bytes">What there is.</param>
    /// <param name="quotes">Whether the row holds a quotation mark.</param>
    /// <param name="open">Where the quotation mark stands that is still open, or -1.</param>
    public static int Find(ReadOnlySpan<byte> bytes, out bool quotes, out int open)
    {
        open = -1;
        var at = bytes.IndexOfAny((byte)'\n', (byte)'"');
        quotes = at >= 0 && bytes[at] == '"';
        if (!quotes)
        {
            return at;
        }

        at = 0;
        while (at < bytes.Length)
        {
            if (bytes[at] == '"')
            {
                open = at;
                at = AfterQuoted(bytes, at);
                if (at < 0)
                {
                    return -1;
                }

                open = -1;
            }

            var stop = bytes[at..].IndexOfAny((byte)';', (byte)'\n');
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            if (bytes[at] == '\n')
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    /// <summary>Where a quoted field that begins at <paramref name="at"/> has ended, or -1.</summary>
    public static int AfterQuoted(ReadOnlySpan<byte> bytes, int at)
    {
        for (at++; at < bytes.Length; at++)
        {
            var quote = bytes[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return -1;
            }

            at += quote;
            if (at + 1 == bytes.Length || bytes[at + 1] != '"')
            {
                return at + 1;
            }

            at++;
        }

        return -1;
    }
}
