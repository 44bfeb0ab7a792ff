using System.Globalization;
using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.People.Following;

/// <summary>Puts the news of what somebody follows into the words of an e-mail: a line for each, with where it leads.</summary>
internal static class FollowingWords
{
    /// <param name="digest">Null for one in which nothing stands.</param>
    /// <param name="link">Where they choose what they follow.</param>
    /// <param name="address">The council's own address, before the path of a page.</param>
    public static (string Subject, string Body) Of(FollowingDigest? digest, string link, Func<string, string> address, CultureInfo language)
    {
        using (Language.In(language))
        {
            // No day or hour is said in it, so no zone matters.
            var say = new Say(TimeZoneInfo.Utc, TimeProvider.System);
            List<string> paragraphs = [Words.Following.MailLede];
            foreach (var part in digest?.Parts ?? [])
            {
                paragraphs.Add(string.Join('\n', [
                    Titled(part.Heading), .. part.Lines.Select(line => $"- {Line(line, say)}\n  {address(PathOf(line))}"),
                ]));
            }

            if (digest is { More: > 0 })
            {
                paragraphs.Add(say.Count(Words.Following.MailMore, digest.More));
            }

            paragraphs.Add(say.Fill(Words.Following.MailChange, link));
            return (Words.Following.MailSubject, string.Join("\n\n", paragraphs));
        }
    }

    private static string Titled(DigestHeading heading) => heading.Title.Length > 0 ? heading.Title : heading.Kind switch
    {
        FollowingKind.Idea => Words.Following.AnIdea,
        FollowingKind.Area => Words.Following.AnArea,
        FollowingKind.Group => Words.Following.AGroup,
        _ => Words.Following.ARound,
    };

    private static string Line(DigestLine line, Say say) => line.Reason switch
    {
        HappeningReason.GroupIdeaMade => say.Fill(Words.Following.GroupIdeaMade, line.Title),
        HappeningReason.IdeaJoined => Words.Following.IdeaJoined,
        HappeningReason.IdeaSplit => Words.Following.IdeaSplit,
        HappeningReason.IdeaMade => say.Fill(Words.Following.IdeaMade, line.Title),
        HappeningReason.IdeaEdited => Words.Following.IdeaEdited,
        HappeningReason.IdeaAnswered => Words.Following.IdeaAnswered,
        HappeningReason.IdeaReviewed => Words.Following.IdeaReviewed,
        HappeningReason.SupportGrew => say.Fill(
            Words.Following.SupportGrew, say.Number(long.Parse(line.Mark, NumberStyles.None, CultureInfo.InvariantCulture))),
        HappeningReason.StoryShared => say.Fill(
            Words.Following.StoryShared, line.Title.Length > 0 ? line.Title : Words.Following.AnIdea),
        HappeningReason.PrioritiesDecided => Words.Following.PrioritiesDecided,
        HappeningReason.PaperPublished => Words.Following.PaperPublished,
        HappeningReason.PollOpened => Words.Following.PollOpened,
        HappeningReason.ResultDeclared => Words.Following.ResultDeclared,
        HappeningReason.DatesMoved => Words.Following.DatesMoved,
        HappeningReason.RoundEnded => Words.Following.RoundEnded,
        HappeningReason.GroupChanged => Words.Following.GroupChanged,
        HappeningReason.GroupClosed => Words.Following.GroupClosed,
        _ => throw new ArgumentOutOfRangeException(nameof(line), line.Reason, "There is no such reason to tell followers anything."),
    };

    private static string PathOf(DigestLine line) => line switch
    {
        { RoundId.Length: 0 } => $"/groups/{Uri.EscapeDataString(line.ThingId)}",
        { ThingId.Length: > 0 } => $"/rounds/{Uri.EscapeDataString(line.RoundId)}/ideas/{Uri.EscapeDataString(line.ThingId)}",
        { Reason: HappeningReason.PrioritiesDecided } => $"/rounds/{Uri.EscapeDataString(line.RoundId)}/priorities",
        _ => $"/rounds/{Uri.EscapeDataString(line.RoundId)}",
    };
}
