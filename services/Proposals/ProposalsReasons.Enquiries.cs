using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Why nobody asks or answers something about an idea.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>There is no question about an idea with this id, or it is not for the caller to read.</summary>
    public static readonly Reason EnquiryNotFound = new(StatusCode.NotFound, "ENQUIRY_NOT_FOUND");

    /// <summary>The question has no such answer that the caller can see.</summary>
    public static readonly Reason AnswerNotFound = new(StatusCode.NotFound, "ANSWER_NOT_FOUND");

    public static readonly Reason EnquiriesNotYet = new(StatusCode.FailedPrecondition, "ENQUIRIES_NOT_YET");

    public static readonly Reason EnquiryOfOwnIdea = new(StatusCode.FailedPrecondition, "ENQUIRY_OF_OWN_IDEA");

    public static readonly Reason EnquiryOfHidden = new(StatusCode.FailedPrecondition, "ENQUIRY_OF_HIDDEN");

    /// <summary>The idea has as many questions as it can.</summary>
    public static readonly Reason EnquiriesFull = new(StatusCode.ResourceExhausted, "ENQUIRIES_FULL");

    /// <summary>As many of the caller's own wait for an answer as can at a time.</summary>
    public static readonly Reason EnquiriesOpen = new(StatusCode.FailedPrecondition, "ENQUIRIES_OPEN");

    public static readonly Reason EnquiryIsTheirs = new(StatusCode.PermissionDenied, "ENQUIRY_IS_THEIRS");

    public static readonly Reason AnswerIsTheirs = new(StatusCode.PermissionDenied, "ANSWER_IS_THEIRS");

    public static readonly Reason ProposerAnswersFirst = new(StatusCode.FailedPrecondition, "PROPOSER_ANSWERS_FIRST");

    /// <summary>Somebody else has answered for the same side.</summary>
    public static readonly Reason EnquiryIsAnswered = new(StatusCode.FailedPrecondition, "ENQUIRY_IS_ANSWERED");

    public static readonly Reason EnquiryIsHidden = new(StatusCode.FailedPrecondition, "ENQUIRY_IS_HIDDEN");

    /// <summary>The answer has as many versions as it can.</summary>
    public static readonly Reason AnswerChangedTooOften = new(StatusCode.ResourceExhausted, "ANSWER_CHANGED_TOO_OFTEN");
}
