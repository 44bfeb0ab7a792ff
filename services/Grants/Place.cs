using System.Globalization;
using Participatory.Platform.Calls;

namespace Participatory.Grants;

/// <summary>A place in a list that is ordered by an instant and an id: the row after which a page starts.</summary>
/// <param name="At">Microseconds since 1970 in UTC, as the database keeps instants.</param>
internal sealed record Place(long At, string Id)
{
    private static readonly Place BeforeAll = new(long.MinValue, "");
    private static readonly Place AfterAll = new(long.MaxValue, "");

    /// <summary>Where a page of a list starts that has the oldest first.</summary>
    public static Place OldestFirst(string pageToken, string question) => Read(pageToken, question) ?? BeforeAll;

    /// <summary>The place of a row, from which more are read.</summary>
    public static Place After(DateTimeOffset at, string id) => new(Microseconds(at), id);

    /// <summary>Where a page of a list starts that has the newest first.</summary>
    public static Place NewestFirst(string pageToken, string question) => Read(pageToken, question) ?? AfterAll;

    /// <summary>The rows of one page and the token of the next, which is empty where there is none.</summary>
    /// <param name="found">Up to one row more than <paramref name="size"/>.</param>
    public static (IReadOnlyList<T> Page, string NextPageToken) Cut<T>(
        IReadOnlyList<T> found, int size, string question, Func<T, (DateTimeOffset At, string Id)> placeOf)
    {
        if (found.Count <= size)
        {
            return (found, "");
        }

        var (at, id) = placeOf(found[size - 1]);
        return (found.Take(size).ToList(), PageToken.After(question, Microseconds(at).ToString(CultureInfo.InvariantCulture), id));
    }

    private static Place? Read(string pageToken, string question)
    {
        if (PageToken.Read(pageToken, question, length: 2) is not [var at, var id])
        {
            return null;
        }

        return long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var instant)
            ? new Place(instant, id)
            : throw Refusal.At("page_token", Reasons.PageTokenForeign);
    }

    private static long Microseconds(DateTimeOffset instant) =>
        (instant.UtcDateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
