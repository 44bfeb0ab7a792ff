using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of ideas that stand under the name of a group.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>The caller is not in the group, as far as we have heard.</summary>
    public static readonly Reason IdeaGroupOfOthers = new(StatusCode.PermissionDenied, "IDEA_GROUP_OF_OTHERS");

    public static readonly Reason IdeaGroupClosed = new(StatusCode.FailedPrecondition, "IDEA_GROUP_CLOSED");
}
