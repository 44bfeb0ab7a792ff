using System.Text;
using System.Text.Unicode;

namespace Participatory.Counting.Pabulib;

/// <summary>
/// Cuts a stream of UTF-8 bytes into rows and fields, a row at a time, in one buffer that is used again and again.
/// Fields are separated by semicolons; a field that begins with a quotation mark ends at the next single one, may hold semicolons and line
/// breaks,
/// and writes a mark of its own twice. White space around a field does not belong to it.
/// </summary>
internal sealed class PbScanner(Stream stream)
{
    private readonly List<Field> fields = [];
    private byte[] buffer = new byte[1 << 16];
    private byte[] unquoted = [];
    private int unquotedLength;
    private int start;
    private int end;
    private int next;
    private int nextLine = 1;
    private bool ended;
    private bool begun;

    private readonly record struct Field(int Start, int Length, int RawStart, bool Unquoted, bool Trailing);

    /// <summary>The line on which the row begins, from 1.</summary>
    public int Line { get; private set; }

    public int Count => fields.Count;

    /// <summary>Bytes in this and all earlier rows.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes that are still to come; 0 where the stream does not know.</summary>
    public long BytesAhead => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) + end - next : 0;

    /// <summary>The first field in which text follows a closing quotation mark, or -1.</summary>
    public int TrailingAfterQuote => fields.FindIndex(static cut => cut.Trailing);

    /// <summary>What a field holds, without white space around it; nothing for a field that the row does not reach.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            if (field >= fields.Count)
            {
                return [];
            }

            var (from, length, _, isUnquoted, _) = fields[field];
            return (isUnquoted ? unquoted : buffer).AsSpan(from, length);
        }
    }

    public string Text(int field) => Encoding.UTF8.GetString(this[field]);

    /// <summary>Reads the next row that holds anything. False at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            if (TryTake(out var row))
            {
                return row;
            }

            var room = MakeRoom();
            Received(room, stream.ReadAtLeast(buffer.AsSpan(end), room, throwOnEndOfStream: false));
        }
    }

    /// <inheritdoc cref="Read"/>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var row))
            {
                return row;
            }

            var room = MakeRoom();
            Received(room, await stream.ReadAtLeastAsync(buffer.AsMemory(end), room, throwOnEndOfStream: false, cancellationToken));
        }
    }

    /// <summary>
    /// What is at hand from the next row on, as it stands. Nothing is taken yet: that does <see cref="Skip"/>, or else <see cref="Read"/>.
    /// </summary>
    public ReadOnlySpan<byte> Buffered => begun ? buffer.AsSpan(next, end - next) : [];

    /// <summary>Takes whole rows of <see cref="Buffered"/>.</summary>
    public void Skip(int bytes, int rows)
    {
        nextLine += rows;
        Line = rows == 0 ? Line : nextLine - 1;
        next += bytes;
        start = next;
        BytesRead += bytes;
    }

    /// <summary>An error at a field, or inside it.</summary>
    public PbFormatException Error(int field, string? name, string reason, int offset = 0)
    {
        var (line, column) = Place(field, offset);
        return new PbFormatException(line, column, name, reason);
    }

    /// <summary>The line and character at which a field, or something inside it, stands.</summary>
    public (int Line, int Column) Place(int field, int offset = 0)
    {
        var before = field < fields.Count
            ? buffer.AsSpan(start, Math.Min(fields[field].RawStart + offset, next) - start)
            : buffer.AsSpan(start, Math.Max(start, next) - start).TrimEnd("\r\n"u8);
        var line = Line + before.Count((byte)'\n');
        var column = 1;
        foreach (var letter in before[(before.LastIndexOf((byte)'\n') + 1)..])
        {
            // Bytes 10xxxxxx continue a character.
            column += (letter & 0xC0) == 0x80 ? 0 : 1;
        }

        return (line, column);
    }

    /// <summary>At most 40 characters of what somebody wrote, fit for a sentence.</summary>
    public static string Shorten(ReadOnlySpan<byte> text)
    {
        var whole = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]);
        var shortened = new StringBuilder();
        foreach (var rune in whole.EnumerateRunes().Take(40))
        {
            shortened.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }

        return shortened.Length < whole.Length || text.Length > 200 ? shortened.Append('…').ToString() : shortened.ToString();
    }

    // The buffer is filled to the brim before it is looked at again, so that a stream that hands out single bytes costs no more than
    // others.
    private int MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            next -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        return buffer.Length - end;
    }

    private void Received(int room, int count)
    {
        end += count;
        ended = count < room;
    }

    /// <summary>True when the question is settled: <paramref name="row"/> says whether there is a row or the end.</summary>
    private bool TryTake(out bool row)
    {
        row = false;
        start = next;
        if (!begun && !TryBegin())
        {
            return false;
        }

        while (start < end)
        {
            var length = PbRowEnd.Find(buffer.AsSpan(start, end - start), out var quotes, out var open);
            if (length < 0 && !ended)
            {
                RefuseLongRow(end - start, open);
                return false;
            }

            TakeRow(length, quotes, open);
            if (Count > 0)
            {
                row = true;
                return true;
            }

            start = next;
        }

        return ended;
    }

    private void TakeRow(int length, bool quotes, int open)
    {
        Line = nextLine;
        fields.Clear();
        next = length < 0 ? end : start + length + 1;
        BytesRead += next - start;
        RefuseLongRow(next - start, open);
        if (length < 0 && open >= 0)
        {
            fields.Add(new Field(start + open, 0, start + open, Unquoted: false, Trailing: false));
            throw Error(
                0, null, "A quotation mark opens here and is never closed. Close it, or write the mark twice inside quotation marks.");
        }

        var bytes = buffer.AsSpan(start, (length < 0 ? end : start + length) - start);
        nextLine += quotes ? bytes.Count((byte)'\n') + 1 : 1;
        if (!Utf8.IsValid(bytes))
        {
            throw new PbFormatException(Line, 1, null, "This line is not UTF-8 text. Save the file as UTF-8 and try again.");
        }

        if (bytes.ContainsAnyExcept(" \t\r"u8))
        {
            Split(bytes.Length, quotes);
        }
    }

    private bool TryBegin()
    {
        if (end - start < 3 && !ended)
        {
            return false;
        }

        begun = true;
        var head = buffer.AsSpan(start, end - start);
        if (head.StartsWith("\uFEFF"u8))
        {
            start += 3;
            next = start;
        }
        else if (head.Length >= 2 && (head[0], head[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            throw new PbFormatException(1, 1, null, "This file is UTF-16 text. Save it as UTF-8 and try again.");
        }

        return true;
    }

    private void RefuseLongRow(int length, int open)
    {
        if (length <= PbLimits.RowBytes)
        {
            return;
        }

        throw open >= 0
            ? new PbFormatException(nextLine, 1, null,
                "A quotation mark on this line is not closed within a mebibyte. Close it, or write the mark twice inside quotation marks.")
            : new PbFormatException(nextLine, 1, null, "This line is longer than a mebibyte, which no ballot needs. Is this a .pb file?");
    }

    private void Split(int length, bool quotes)
    {
        unquotedLength = 0;
        if (quotes && unquoted.Length < length)
        {
            unquoted = new byte[Math.Max(length, 256)];
        }

        var at = start;
        var rowEnd = start + length;
        while (true)
        {
            var isQuoted = quotes && at < rowEnd && buffer[at] == '"';
            var after = isQuoted ? start + PbRowEnd.AfterQuoted(buffer.AsSpan(start, length), at - start) : at;
            var stop = buffer.AsSpan(after, rowEnd - after).IndexOf((byte)';');
            var fieldEnd = stop < 0 ? rowEnd : after + stop;
            fields.Add(isQuoted ? Unquote(at, after, fieldEnd) : Trimmed(at, fieldEnd, at, unquoted: false, trailing: false));
            if (stop < 0)
            {
                return;
            }

            at = fieldEnd + 1;
        }
    }

    private Field Trimmed(int from, int to, int rawStart, bool unquoted, bool trailing)
    {
        var bytes = unquoted ? this.unquoted : buffer;
        while (from < to && bytes[from] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            from++;
            rawStart++;
        }

        while (from < to && bytes[to - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            to--;
        }

        return new Field(from, to - from, rawStart, unquoted, trailing);
    }

    private Field Unquote(int at, int after, int fieldEnd)
    {
        var from = unquotedLength;
        for (var i = at + 1; i < after - 1; i++)
        {
            unquoted[unquotedLength++] = buffer[i];
            i += buffer[i] == '"' ? 1 : 0;
        }

        var rest = buffer.AsSpan(after, fieldEnd - after);
        rest.CopyTo(unquoted.AsSpan(unquotedLength));
        unquotedLength += rest.Length;
        return Trimmed(from, unquotedLength, at + 1, unquoted: true, trailing: rest.ContainsAnyExcept(" \t\r"u8));
    }
}
