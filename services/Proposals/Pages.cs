using System.Globalization;
using Google.Protobuf;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Lists here go by the sequence in which rows came, so one number says where the next page starts.</summary>
internal static class Pages
{
    /// <summary>A client reads 4 MiB at most unless it was told otherwise, and a page of long words can be more.</summary>
    private const int MaxPageBytes = 2 * 1024 * 1024;

    /// <summary>The sequence after which the page starts, or <paramref name="first"/>.</summary>
    public static long Start(string token, string question, long first) =>
        PageToken.Read(token, question, 1) is not [var key] ? first
        : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
        : throw Refusal.At("page_token", Reasons.PageTokenForeign);

    /// <summary>
    /// The page out of <paramref name="rows"/>, of which one more than <paramref name="size"/> was asked for to know
    /// whether there is a next page. A page that would be too long to send ends early.
    /// </summary>
    public static (List<TItem> Items, string NextToken) Cut<TRow, TItem>(
        IReadOnlyList<TRow> rows, int size, string question, Func<TRow, long> sequence, Func<TRow, TItem> item)
        where TItem : IMessage
    {
        List<TItem> items = [];
        var bytes = 0;
        foreach (var row in rows.Take(size))
        {
            var next = item(row);
            bytes += next.CalculateSize();
            if (items.Count > 0 && bytes > MaxPageBytes)
            {
                break;
            }

            items.Add(next);
        }

        var more = rows.Count > items.Count;
        return (items, more ? PageToken.After(question, sequence(rows[items.Count - 1]).ToString(CultureInfo.InvariantCulture)) : "");
    }
}
