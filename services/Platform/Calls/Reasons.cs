using Grpc.Core;

namespace Participatory.Platform.Calls;

/// <summary>
/// What every service may answer. Reasons of fields are INVALID_ARGUMENT and stand under one <see cref="InvalidRequest"/>.
/// </summary>
public static class Reasons
{
    /// <summary>Something in the request is not as it should be; the fields say what.</summary>
    public static readonly Reason InvalidRequest = new(StatusCode.InvalidArgument, "INVALID_REQUEST");

    /// <summary>The request id was used for another request.</summary>
    public static readonly Reason RequestIdReused = new(StatusCode.InvalidArgument, "REQUEST_ID_REUSED");

    /// <summary>Nobody is signed in.</summary>
    public static readonly Reason SignInNeeded = new(StatusCode.Unauthenticated, "SIGN_IN_NEEDED");

    /// <summary>The identity has run out, or is not one of ours.</summary>
    public static readonly Reason SignInRanOut = new(StatusCode.Unauthenticated, "SIGN_IN_RAN_OUT");

    /// <summary>For this, the caller has to show once more who they are.</summary>
    public static readonly Reason SignInAgain = new(StatusCode.Unauthenticated, "SIGN_IN_AGAIN");

    /// <summary>One person has done this {max} times within an hour.</summary>
    public static readonly Reason TooManyThisHour = new(StatusCode.ResourceExhausted, "TOO_MANY_THIS_HOUR");

    /// <summary>This caller may not do this.</summary>
    public static readonly Reason NotAllowed = new(StatusCode.PermissionDenied, "NOT_ALLOWED");

    /// <summary>The process has not got everything that it needs yet.</summary>
    public static readonly Reason Starting = new(StatusCode.Unavailable, "STARTING");

    /// <summary>The database is too busy just now.</summary>
    public static readonly Reason Busy = new(StatusCode.Unavailable, "BUSY");

    /// <summary>Nothing can be written down, for example because the disk is full.</summary>
    public static readonly Reason CannotKeep = new(StatusCode.Unavailable, "CANNOT_KEEP");

    /// <summary>Nobody waits for the answer any more.</summary>
    public static readonly Reason CallerGone = new(StatusCode.Cancelled, "CALLER_GONE");

    /// <summary>What nobody foresaw; the log has it under {number}.</summary>
    public static readonly Reason Unforeseen = new(StatusCode.Internal, "UNFORESEEN");

    /// <summary>A list was asked for states that there are not.</summary>
    public static readonly Reason StateUnknown = new(StatusCode.InvalidArgument, "STATE_UNKNOWN");

    /// <summary>The message broker does not answer.</summary>
    public static readonly Reason BrokerAway = new(StatusCode.Unavailable, "BROKER_AWAY");

    /// <summary>No such message waits for a person.</summary>
    public static readonly Reason MessageNotParked = new(StatusCode.NotFound, "MESSAGE_NOT_PARKED");

    public static readonly Reason TextMissing = new(StatusCode.InvalidArgument, "TEXT_MISSING");

    public static readonly Reason TextTooLong = new(StatusCode.InvalidArgument, "TEXT_TOO_LONG");

    public static readonly Reason TextNotOneLine = new(StatusCode.InvalidArgument, "TEXT_NOT_ONE_LINE");
    public static readonly Reason TextHasControls = new(StatusCode.InvalidArgument, "TEXT_HAS_CONTROLS");

    /// <summary>A sign in it turns the direction of what follows.</summary>
    public static readonly Reason TextTurns = new(StatusCode.InvalidArgument, "TEXT_TURNS");

    /// <summary>Many signs in a row that nobody can see.</summary>
    public static readonly Reason TextHides = new(StatusCode.InvalidArgument, "TEXT_HIDES");

    /// <summary>A letter in it looks like another one.</summary>
    public static readonly Reason NameLooksAlike = new(StatusCode.InvalidArgument, "NAME_LOOKS_ALIKE");

    public static readonly Reason IdWrong = new(StatusCode.InvalidArgument, "ID_WRONG");

    public static readonly Reason CodeWrong = new(StatusCode.InvalidArgument, "CODE_WRONG");

    public static readonly Reason RequestIdWrong = new(StatusCode.InvalidArgument, "REQUEST_ID_WRONG");

    public static readonly Reason CurrencyWrong = new(StatusCode.InvalidArgument, "CURRENCY_WRONG");

    public static readonly Reason CurrencyMissing = new(StatusCode.InvalidArgument, "CURRENCY_MISSING");

    public static readonly Reason CurrencyOther = new(StatusCode.InvalidArgument, "CURRENCY_OTHER");

    public static readonly Reason AmountMissing = new(StatusCode.InvalidArgument, "AMOUNT_MISSING");

    public static readonly Reason AmountNotAboveZero = new(StatusCode.InvalidArgument, "AMOUNT_NOT_ABOVE_ZERO");

    public static readonly Reason AmountTooLarge = new(StatusCode.InvalidArgument, "AMOUNT_TOO_LARGE");

    /// <summary>The page token is of another list, or from elsewhere.</summary>
    public static readonly Reason PageTokenForeign = new(StatusCode.InvalidArgument, "PAGE_TOKEN_FOREIGN");

    public static readonly Reason PageSizeWrong = new(StatusCode.InvalidArgument, "PAGE_SIZE_WRONG");
}
