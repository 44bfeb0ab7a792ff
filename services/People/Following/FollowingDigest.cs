using Participatory.People.V1;

namespace Participatory.People.Following;

/// <summary>What one message tells somebody, by what they follow. Its words are made of it: of an e-mail, or of whatever comes.</summary>
/// <param name="More">How many lines there was no room for.</param>
internal sealed record FollowingDigest(IReadOnlyList<DigestPart> Parts, int More)
{
    /// <summary>The most lines of one message.</summary>
    internal const int MostLines = 100;

    /// <summary>
    /// What is in it: news of what they follow still, of which everybody may read. What happened several times to one thing is one line, as
    /// it was the last time. Pure.
    /// </summary>
    /// <param name="news">The oldest first.</param>
    /// <param name="beyond">How many more there are, which were too many to look at.</param>
    /// <returns>Null where there is nothing to tell.</returns>
    internal static FollowingDigest? Decide(IReadOnlyList<NewsRow> news, IReadOnlyList<FollowingRow> followings, int beyond = 0)
    {
        List<(DigestHeading Heading, NewsRow Line)> told =
        [
            .. news.Where(one => one.IsShown)
                .Select(one => (Heading: HeadingOf(one, followings), Line: one))
                .Where(one => one.Heading is not null)
                .GroupBy(one => (KindOf(one.Line.Reason), one.Line.RoundId, one.Line.AreaCode, one.Line.ThingId))
                .Select(same => (same.Last().Heading!, same.Last().Line)),
        ];
        return told.Count == 0 ? null : new FollowingDigest(
            [.. told.Take(MostLines).GroupBy(one => one.Heading)
                .Select(part => new DigestPart(part.Key, [.. part.Select(one => DigestLine.Of(one.Line))]))],
            Math.Max(0, told.Count - MostLines) + beyond);
    }

    // A new idea of a group is one piece of news, also to whoever follows the place as well.
    private static string KindOf(string reason) => reason == HappeningReason.GroupIdeaMade ? HappeningReason.IdeaMade : reason;

    /// <summary>Under what it stands; null where they follow nothing any more of which it is news.</summary>
    private static DigestHeading? HeadingOf(NewsRow news, IReadOnlyList<FollowingRow> followings)
    {
        var kinds = followings.Where(news.Concerns).Select(following => following.KindNow).ToHashSet();
        return kinds.Count == 0 ? null
            : kinds.Contains(FollowingKind.Group) ? new DigestHeading(
                FollowingKind.Group, "", news.GroupId, news.RoundId.Length == 0 ? news.Title : news.GroupName)
            : kinds.Contains(FollowingKind.Idea) && news.ThingId.Length > 0
                ? new DigestHeading(FollowingKind.Idea, news.RoundId, news.ThingId, news.Title)
            : kinds.Contains(FollowingKind.Area) && news.AreaCode.Length > 0
                ? new DigestHeading(FollowingKind.Area, news.RoundId, news.AreaCode, news.AreaName)
            : new DigestHeading(FollowingKind.Round, news.RoundId, "", news.RoundTitle);
    }
}

/// <summary>What is followed.</summary>
/// <param name="Title">Empty where we have not heard what it is called.</param>
internal sealed record DigestHeading(FollowingKind Kind, string RoundId, string ThingId, string Title);

/// <summary>All news of one thing.</summary>
internal sealed record DigestPart(DigestHeading Heading, IReadOnlyList<DigestLine> Lines);

/// <summary>One line, with where it leads.</summary>
/// <param name="Reason">Of <see cref="HappeningReason"/>.</param>
/// <param name="Title">Of the idea or the group; empty where it is of neither, or we have not heard it.</param>
/// <param name="Mark">How many people, where it is of support.</param>
internal sealed record DigestLine(string Reason, string RoundId, string ThingId, string Title, string Mark)
{
    public static DigestLine Of(NewsRow news) => new(news.Reason, news.RoundId, news.ThingId, news.Title, news.Mark);
}
