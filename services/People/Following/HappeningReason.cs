using Participatory.People.V1;

namespace Participatory.People.Following;

/// <summary>Why followers are told something, as it is kept; and of which followed things it is news.</summary>
internal static class HappeningReason
{
    public const string IdeaMade = "IDEA_MADE";
    public const string IdeaJoined = "IDEA_JOINED";
    public const string IdeaSplit = "IDEA_SPLIT";
    public const string IdeaEdited = "IDEA_EDITED";
    public const string IdeaAnswered = "IDEA_ANSWERED";
    public const string IdeaReviewed = "IDEA_REVIEWED";
    public const string SupportGrew = "SUPPORT_GREW";
    public const string StoryShared = "STORY_SHARED";
    public const string PrioritiesDecided = "PRIORITIES_DECIDED";
    public const string PaperPublished = "PAPER_PUBLISHED";
    public const string PollOpened = "POLL_OPENED";
    public const string ResultDeclared = "RESULT_DECLARED";
    public const string DatesMoved = "DATES_MOVED";
    public const string RoundEnded = "ROUND_ENDED";
    public const string GroupChanged = "GROUP_CHANGED";
    public const string GroupClosed = "GROUP_CLOSED";

    /// <summary>Of an idea; which group's it is stands in its mark.</summary>
    public const string GroupIdeaMade = "GROUP_IDEA_MADE";

    private static readonly FollowingKind[] OfIdea = [FollowingKind.Idea];

    private static readonly FollowingKind[] OfPlace = [FollowingKind.Area, FollowingKind.Round];

    private static readonly FollowingKind[] OfRound = [FollowingKind.Idea, FollowingKind.Area, FollowingKind.Round];

    private static readonly FollowingKind[] OfGroup = [FollowingKind.Group];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        IdeaMade, IdeaEdited, IdeaAnswered, IdeaReviewed, SupportGrew, StoryShared, PrioritiesDecided, PaperPublished, PollOpened,
        ResultDeclared, DatesMoved, RoundEnded, GroupChanged, GroupClosed, GroupIdeaMade, IdeaJoined, IdeaSplit,
    ];

    /// <summary>Who is told: whoever follows the idea, its area, its round or the group.</summary>
    public static IReadOnlyList<FollowingKind> ToldTo(string reason) => reason switch
    {
        // A round with 300 ideas tells of new ones, and not of every comma in them.
        IdeaEdited or IdeaAnswered or IdeaReviewed or SupportGrew or IdeaJoined or IdeaSplit => OfIdea,
        IdeaMade or PrioritiesDecided => OfPlace,
        GroupChanged or GroupClosed or GroupIdeaMade => OfGroup,
        _ => OfRound,
    };
}
