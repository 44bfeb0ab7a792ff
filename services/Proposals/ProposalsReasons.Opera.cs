using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of rooms in which a group works.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>There is no room with this id, or it is not for the caller to read.</summary>
    public static readonly Reason OperaRoomNotFound = new(StatusCode.NotFound, "OPERA_ROOM_NOT_FOUND");

    public static readonly Reason OperaMinutesWrong = new(StatusCode.InvalidArgument, "OPERA_MINUTES_WRONG");

    public static readonly Reason OperaNoMore = new(StatusCode.FailedPrecondition, "OPERA_NO_MORE");

    public static readonly Reason OperaStepMissing = new(StatusCode.InvalidArgument, "OPERA_STEP_MISSING");

    /// <summary>Somebody has moved the room on since the caller looked at it.</summary>
    public static readonly Reason OperaMoved = new(StatusCode.FailedPrecondition, "OPERA_MOVED");

    public static readonly Reason OperaClosed = new(StatusCode.FailedPrecondition, "OPERA_CLOSED");

    /// <summary>It is not the time for it.</summary>
    public static readonly Reason OperaOtherStep = new(StatusCode.FailedPrecondition, "OPERA_OTHER_STEP");

    public static readonly Reason OperaTooFew = new(StatusCode.FailedPrecondition, "OPERA_TOO_FEW");

    public static readonly Reason OperaNothingAgreed = new(StatusCode.FailedPrecondition, "OPERA_NOTHING_AGREED");

    public static readonly Reason OperaNotesMissing = new(StatusCode.InvalidArgument, "OPERA_NOTES_MISSING");

    public static readonly Reason OperaNotesTooMany = new(StatusCode.InvalidArgument, "OPERA_NOTES_TOO_MANY");

    /// <summary>It is not in this room, not to be read yet, or out of sight.</summary>
    public static readonly Reason OperaNoteGone = new(StatusCode.FailedPrecondition, "OPERA_NOTE_GONE");

    /// <summary>The other one of the pair has saved something since it was read.</summary>
    public static readonly Reason OperaPairChanged = new(StatusCode.FailedPrecondition, "OPERA_PAIR_CHANGED");

    public static readonly Reason OperaChoicesTooMany = new(StatusCode.InvalidArgument, "OPERA_CHOICES_TOO_MANY");

    public static readonly Reason OperaOwnTooMany = new(StatusCode.InvalidArgument, "OPERA_OWN_TOO_MANY");

    /// <summary>No open room has this code.</summary>
    public static readonly Reason OperaCodeWrong = new(StatusCode.InvalidArgument, "OPERA_CODE_WRONG");

    /// <summary>So many wrong ones came from there that the next ones are not looked at.</summary>
    public static readonly Reason OperaCodesTooMany = new(StatusCode.ResourceExhausted, "OPERA_CODES_TOO_MANY");

    public static readonly Reason OperaBegun = new(StatusCode.FailedPrecondition, "OPERA_BEGUN");

    public static readonly Reason OperaDoorClosed = new(StatusCode.FailedPrecondition, "OPERA_DOOR_CLOSED");

    public static readonly Reason OperaFull = new(StatusCode.ResourceExhausted, "OPERA_FULL");
}
