using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Voting;

/// <summary>What this service may refuse, beside <see cref="Reasons"/>.</summary>
internal static class VotingReasons
{
    public static readonly Reason PollNotFound = new(StatusCode.NotFound, "POLL_NOT_FOUND");

    public static readonly Reason ContestNotFound = new(StatusCode.NotFound, "CONTEST_NOT_FOUND");

    /// <summary>No letter of this poll has that code.</summary>
    public static readonly Reason CodeUnknown = new(StatusCode.NotFound, "CODE_UNKNOWN");

    /// <summary>The poll is not open yet, or any more.</summary>
    public static readonly Reason PollNotOpen = new(StatusCode.FailedPrecondition, "POLL_NOT_OPEN");

    /// <summary>What was asked for can be done only before the poll opens.</summary>
    public static readonly Reason PollHasOpened = new(StatusCode.FailedPrecondition, "POLL_HAS_OPENED");

    /// <summary>What was asked for can be done only between closing and declaring.</summary>
    public static readonly Reason PollNotClosed = new(StatusCode.FailedPrecondition, "POLL_NOT_CLOSED");

    /// <summary>Voting is over, so that letters are of no use any more.</summary>
    public static readonly Reason VotingIsOver = new(StatusCode.FailedPrecondition, "VOTING_IS_OVER");

    public static readonly Reason RollIsEmpty = new(StatusCode.FailedPrecondition, "ROLL_IS_EMPTY");

    /// <summary>The poll comes from a published election, which has no roll.</summary>
    public static readonly Reason PollIsImported = new(StatusCode.FailedPrecondition, "POLL_IS_IMPORTED");

    /// <summary>The poll does not come from a published election.</summary>
    public static readonly Reason PollIsNotImported = new(StatusCode.FailedPrecondition, "POLL_IS_NOT_IMPORTED");

    /// <summary>People cannot put themselves on the roll of this poll.</summary>
    public static readonly Reason RegistrationIsNotOpen = new(StatusCode.FailedPrecondition, "REGISTRATION_IS_NOT_OPEN");

    /// <summary>People can put themselves on the roll of this poll.</summary>
    public static readonly Reason RegistrationIsOpen = new(StatusCode.FailedPrecondition, "REGISTRATION_IS_OPEN");

    /// <summary>A roll was brought in, so that people do not register.</summary>
    public static readonly Reason RollIsThere = new(StatusCode.FailedPrecondition, "ROLL_IS_THERE");

    /// <summary>As many have registered as the poll takes.</summary>
    public static readonly Reason RollIsFull = new(StatusCode.ResourceExhausted, "ROLL_IS_FULL");

    public static readonly Reason RegisteredAlready = new(StatusCode.AlreadyExists, "REGISTERED_ALREADY");

    /// <summary>Nobody waits with that id.</summary>
    public static readonly Reason RegistrationNotFound = new(StatusCode.NotFound, "REGISTRATION_NOT_FOUND");

    /// <summary>They have not declared the age that the poll asks for.</summary>
    public static readonly Reason TooYoung = new(StatusCode.FailedPrecondition, "TOO_YOUNG");

    public static readonly Reason AlreadyVoted = new(StatusCode.AlreadyExists, "ALREADY_VOTED");

    /// <summary>No ballot has that card.</summary>
    public static readonly Reason CardUnknown = new(StatusCode.NotFound, "CARD_UNKNOWN");

    /// <summary>A ballot has been cast with the card already.</summary>
    public static readonly Reason CardInUse = new(StatusCode.AlreadyExists, "CARD_IN_USE");

    /// <summary>The ballot is not the version any more that the caller has seen.</summary>
    public static readonly Reason BallotHasChanged = new(StatusCode.FailedPrecondition, "BALLOT_HAS_CHANGED");

    /// <summary>No ballot has that tracking code.</summary>
    public static readonly Reason TrackingCodeUnknown = new(StatusCode.NotFound, "TRACKING_CODE_UNKNOWN");

    /// <summary>Wrong codes have been tried too often.</summary>
    public static readonly Reason TooManyWrongCodes = new(StatusCode.ResourceExhausted, "TOO_MANY_WRONG_CODES");

    /// <summary>More people vote at this moment than can wait.</summary>
    public static readonly Reason VotingIsBusy = new(StatusCode.ResourceExhausted, "VOTING_IS_BUSY");

    public static readonly Reason BatchNotFound = new(StatusCode.NotFound, "BATCH_NOT_FOUND");

    /// <summary>No ballot of the batch has that serial.</summary>
    public static readonly Reason SerialUnknown = new(StatusCode.NotFound, "SERIAL_UNKNOWN");

    /// <summary>The same person has keyed this ballot already; the next turn is somebody else's.</summary>
    public static readonly Reason KeyedByYou = new(StatusCode.FailedPrecondition, "KEYED_BY_YOU");

    /// <summary>Two people agree about this ballot, or a third one has decided.</summary>
    public static readonly Reason KeyedAlready = new(StatusCode.FailedPrecondition, "KEYED_ALREADY");

    /// <summary>Some ballots of the batch have not been keyed by two people, or wait for a third one.</summary>
    public static readonly Reason BatchNotReady = new(StatusCode.FailedPrecondition, "BATCH_NOT_READY");

    /// <summary>The batch has been cast, or its time is over.</summary>
    public static readonly Reason BatchIsClosed = new(StatusCode.FailedPrecondition, "BATCH_IS_CLOSED");

    public static readonly Reason ResultNotDeclared = new(StatusCode.FailedPrecondition, "RESULT_NOT_DECLARED");

    /// <summary>So few people voted that somebody could be recognised.</summary>
    public static readonly Reason TooFewBallots = new(StatusCode.FailedPrecondition, "TOO_FEW_BALLOTS");

    /// <summary>The roll was made with another secret key than the one that is here.</summary>
    public static readonly Reason CodeKeyChanged = new(StatusCode.FailedPrecondition, "CODE_KEY_CHANGED");
}
