using System.Globalization;
using Participatory.Platform.Calls;

namespace Participatory.Accountability;

/// <summary>A place in a list that is ordered by an instant and an id: what its page tokens hold.</summary>
internal sealed record Place(DateTimeOffset At, string Id)
{
    /// <summary>Before everything, where the oldest come first.</summary>
    public static readonly Place First = new(DateTimeOffset.UnixEpoch, "");

    /// <summary>After everything, where the newest come first.</summary>
    public static readonly Place Last = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), "");

    /// <summary>The place in <paramref name="token"/>, or <paramref name="start"/> for the first page.</summary>
    /// <exception cref="Refusal">The token is not one for this question.</exception>
    public static Place Read(string token, string question, Place start)
    {
        var key = PageToken.Read(token, question, length: 2);
        if (key is null)
        {
            return start;
        }

        return long.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= Last.At.UtcTicks
            ? new Place(new DateTimeOffset(ticks, TimeSpan.Zero), key[1])
            : throw Refusal.At("page_token", Reasons.PageTokenForeign);
    }

    /// <summary>The token of the page that starts after this place.</summary>
    public string Token(string question) => PageToken.After(question, At.UtcTicks.ToString(CultureInfo.InvariantCulture), Id);
}
