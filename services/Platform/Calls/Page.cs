using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Participatory.Platform.Calls;

/// <summary>
/// The key of the row after which a page starts: what its list is ordered by. A list ordered by a number or by a text has only that;
/// one ordered by an instant has the instant and, between rows of the same instant, the id.
/// </summary>
/// <param name="Number">A sequence, or an instant as the database keeps it: microseconds since 1970 in UTC.</param>
/// <param name="Text">An id, or empty.</param>
public readonly record struct PageKey(long Number, string Text)
{
    /// <summary>Before every row, where the oldest come first.</summary>
    public static readonly PageKey First = new(long.MinValue, "");

    /// <summary>After every row, where the newest come first.</summary>
    public static readonly PageKey Last = new(long.MaxValue, "");

    /// <summary>The key of a row in a list that is ordered by a sequence.</summary>
    public static PageKey Of(long sequence) => new(sequence, "");

    /// <summary>The key of a row in a list that is ordered by a text.</summary>
    public static PageKey Of(string text) => new(0, text);

    /// <summary>The key of a row in a list that is ordered by an instant and an id.</summary>
    public static PageKey Of(DateTimeOffset at, string id) =>
        new((at.UtcDateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, id);
}

/// <summary>
/// One page of a list. It holds no more rows than were asked for and no more bytes than a caller takes as one message: a page of long
/// words ends early, and the next one goes on from there.
/// </summary>
public sealed class Page
{
    /// <summary>A client reads 4 MiB at most unless it was told otherwise; what stands beside the rows needs room, too.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private readonly string question;
    private readonly PageKey key;

    private Page(string question, PageKey key, int size)
    {
        this.question = question;
        this.key = key;
        Size = size;
    }

    /// <summary>How many rows the page may hold.</summary>
    public int Size { get; }

    /// <summary>How many rows to read: one more than the page holds, to know whether there is a next one.</summary>
    public int Count => Size + 1;

    /// <summary>The sequence after which the page starts.</summary>
    public long Sequence => key.Number;

    /// <summary>The instant after which the page starts, as the database keeps it.</summary>
    public long At => key.Number;

    /// <summary>The id or text after which the page starts; empty on the first page.</summary>
    public string Id => key.Text;

    /// <summary>The page that was asked for.</summary>
    /// <param name="size">As it was asked for; 0 is <paramref name="normal"/>, and more than <paramref name="max"/> is that.</param>
    /// <param name="token">Empty for the first page.</param>
    /// <param name="question">The list and its filters in any fixed form: a token of one question is refused by another.</param>
    /// <param name="start">Where the first page starts: <see cref="PageKey.First"/> or <see cref="PageKey.Last"/>.</param>
    /// <exception cref="Refusal">The size is negative, or the token is not one for this question.</exception>
    public static Page Of(int size, string token, string question, PageKey start, int normal, int max)
    {
        var rows = PageToken.Size(size, normal, max);
        if (PageToken.Read(token, question, length: 2) is not [var number, var text])
        {
            return new Page(question, start, rows);
        }

        return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var known)
            ? new Page(question, new PageKey(known, text), rows)
            : throw PageToken.NotOfThisList();
    }

    /// <summary>Puts the page's rows into <paramref name="items"/>.</summary>
    /// <param name="items">What the answer lists.</param>
    /// <param name="rows">Up to <see cref="Count"/> rows, in the list's order.</param>
    /// <param name="keyOf">What the list is ordered by.</param>
    /// <param name="show">The row as the caller sees it, or null where this caller does not.</param>
    /// <returns>The token of the next page; empty where there is none.</returns>
    public string Fill<TRow, TItem>(
        RepeatedField<TItem> items, IReadOnlyList<TRow> rows, Func<TRow, PageKey> keyOf, Func<TRow, TItem?> show)
        where TItem : class, IMessage
    {
        var bytes = 0;
        for (var index = 0; index < Math.Min(Size, rows.Count); index++)
        {
            if (!Add(items, show(rows[index]), ref bytes))
            {
                return TokenAfter(keyOf(rows[index - 1]));
            }
        }

        return rows.Count > Size ? TokenAfter(keyOf(rows[Size - 1])) : "";
    }

    /// <summary>The same where a row has to be read from the database before it can be shown.</summary>
    /// <inheritdoc cref="Fill{TRow,TItem}(RepeatedField{TItem},IReadOnlyList{TRow},Func{TRow,PageKey},Func{TRow,TItem})"/>
    public async Task<string> Fill<TRow, TItem>(
        RepeatedField<TItem> items, IReadOnlyList<TRow> rows, Func<TRow, PageKey> keyOf, Func<TRow, Task<TItem>> show)
        where TItem : class, IMessage
    {
        var bytes = 0;
        for (var index = 0; index < Math.Min(Size, rows.Count); index++)
        {
            if (!Add(items, await show(rows[index]).ConfigureAwait(false), ref bytes))
            {
                return TokenAfter(keyOf(rows[index - 1]));
            }
        }

        return rows.Count > Size ? TokenAfter(keyOf(rows[Size - 1])) : "";
    }

    /// <summary>Whether there was still room.</summary>
    private static bool Add<TItem>(RepeatedField<TItem> items, TItem? item, ref int bytes)
        where TItem : class, IMessage
    {
        bytes += item?.CalculateSize() ?? 0;
        if (items.Count > 0 && bytes > MaxBytes)
        {
            return false;
        }

        if (item is not null)
        {
            items.Add(item);
        }

        return true;
    }

    private string TokenAfter(PageKey row) => PageToken.After(question, row.Number.ToString(CultureInfo.InvariantCulture), row.Text);
}
