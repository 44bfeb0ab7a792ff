using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of how two ideas become one.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>The caller proposed neither, or not the one whose proposer decides.</summary>
    public static readonly Reason JoiningIsTheirs = new(StatusCode.PermissionDenied, "JOINING_IS_THEIRS");

    public static readonly Reason JoiningNotFound = new(StatusCode.NotFound, "JOINING_NOT_FOUND");

    public static readonly Reason JoiningItself = new(StatusCode.InvalidArgument, "JOINING_ITSELF");

    public static readonly Reason JoiningOtherArea = new(StatusCode.InvalidArgument, "JOINING_OTHER_AREA");

    /// <summary>Each stands under the name of another group: the common idea has one.</summary>
    public static readonly Reason JoiningOtherGroup = new(StatusCode.FailedPrecondition, "JOINING_OTHER_GROUP");

    public static readonly Reason JoiningCarriedByNeither = new(StatusCode.InvalidArgument, "JOINING_CARRIED_BY_NEITHER");

    /// <summary>The review has begun.</summary>
    public static readonly Reason JoiningIdeasNoMore = new(StatusCode.FailedPrecondition, "JOINING_IDEAS_NO_MORE");

    /// <summary>An officer has said what one of them costs, or why it cannot be done.</summary>
    public static readonly Reason JoiningValued = new(StatusCode.FailedPrecondition, "JOINING_VALUED");

    public static readonly Reason JoiningWordsHidden = new(StatusCode.FailedPrecondition, "JOINING_WORDS_HIDDEN");

    /// <summary>Both sides are the caller.</summary>
    public static readonly Reason JoiningOwn = new(StatusCode.FailedPrecondition, "JOINING_OWN");

    /// <summary>It waits for an answer already.</summary>
    public static readonly Reason JoiningAsked = new(StatusCode.AlreadyExists, "JOINING_ASKED");

    public static readonly Reason JoiningHinted = new(StatusCode.AlreadyExists, "JOINING_HINTED");

    /// <summary>The other side has said no.</summary>
    public static readonly Reason JoiningToldNo = new(StatusCode.FailedPrecondition, "JOINING_TOLD_NO");

    public static readonly Reason JoiningsFull = new(StatusCode.ResourceExhausted, "JOININGS_FULL");

    public static readonly Reason JoiningAnswered = new(StatusCode.FailedPrecondition, "JOINING_ANSWERED");

    /// <summary>An officer suggests it: one of the two writes the common words first.</summary>
    public static readonly Reason JoiningHasNoWords = new(StatusCode.FailedPrecondition, "JOINING_HAS_NO_WORDS");

    public static readonly Reason NotJoined = new(StatusCode.FailedPrecondition, "NOT_JOINED");

    /// <summary>Nobody of one side writes the common idea any more.</summary>
    public static readonly Reason JoiningSideLeft = new(StatusCode.FailedPrecondition, "JOINING_SIDE_LEFT");

    /// <summary>It does not stand for itself any more.</summary>
    public static readonly Reason ProposalJoined = new(StatusCode.FailedPrecondition, "PROPOSAL_JOINED");

    /// <summary>Others write the common idea, too: nobody takes it back alone.</summary>
    public static readonly Reason JoinedWithOthers = new(StatusCode.FailedPrecondition, "JOINED_WITH_OTHERS");
}
