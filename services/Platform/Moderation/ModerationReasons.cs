using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Moderation;

/// <summary>Why a decision about words or a picture is refused, whichever service has them.</summary>
public static class ModerationReasons
{
    /// <summary>Somebody has hidden it before.</summary>
    public static readonly Reason AlreadyHidden = new(StatusCode.FailedPrecondition, "ALREADY_HIDDEN");

    /// <summary>It is shown.</summary>
    public static readonly Reason NotHidden = new(StatusCode.FailedPrecondition, "NOT_HIDDEN");

    /// <summary>A second officer has looked, and there is no third.</summary>
    public static readonly Reason SecondLookOver = new(StatusCode.FailedPrecondition, "SECOND_LOOK_OVER");

    /// <summary>Nobody asked for a second look, so there is nothing to keep.</summary>
    public static readonly Reason NoSecondLook = new(StatusCode.FailedPrecondition, "NO_SECOND_LOOK");

    /// <summary>The caller wrote it.</summary>
    public static readonly Reason OwnWords = new(StatusCode.PermissionDenied, "OWN_WORDS");

    /// <summary>The caller is named in it.</summary>
    public static readonly Reason NamesYou = new(StatusCode.PermissionDenied, "NAMES_YOU");

    /// <summary>The caller hid it, so somebody else has to look.</summary>
    public static readonly Reason SecondOfficerNeeded = new(StatusCode.PermissionDenied, "SECOND_OFFICER_NEEDED");

    /// <summary>A field: which part is meant.</summary>
    public static readonly Reason PartMissing = new(StatusCode.InvalidArgument, "PART_MISSING");

    /// <summary>A field: what is decided.</summary>
    public static readonly Reason JudgementMissing = new(StatusCode.InvalidArgument, "JUDGEMENT_MISSING");

    /// <summary>A field: why.</summary>
    public static readonly Reason HidingReasonMissing = new(StatusCode.InvalidArgument, "HIDING_REASON_MISSING");

    /// <summary>As many people have said so as an officer can read; it is looked at.</summary>
    public static readonly Reason FlagsFull = new(StatusCode.ResourceExhausted, "FLAGS_FULL");
}
