using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of finding ideas, and of what they are about.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>Ideas come in no more.</summary>
    public static readonly Reason TopicsNoMore = new(StatusCode.FailedPrecondition, "TOPICS_NO_MORE");

    /// <summary>Ideas name it, so it stays.</summary>
    public static readonly Reason TopicIsNamed = new(StatusCode.FailedPrecondition, "TOPIC_IS_NAMED");

    public static readonly Reason TopicsTooMany = new(StatusCode.InvalidArgument, "TOPICS_TOO_MANY");

    public static readonly Reason TopicTwice = new(StatusCode.InvalidArgument, "TOPIC_TWICE");

    public static readonly Reason TopicOfOthers = new(StatusCode.InvalidArgument, "TOPIC_OF_OTHERS");

    /// <summary>An idea is about more than it can be.</summary>
    public static readonly Reason IdeaTopicsTooMany = new(StatusCode.InvalidArgument, "IDEA_TOPICS_TOO_MANY");

    public static readonly Reason OrderUnknown = new(StatusCode.InvalidArgument, "ORDER_UNKNOWN");
}
