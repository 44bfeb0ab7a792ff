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

    /// <summary>All who voted chose the same, so that everybody's ballot would be known.</summary>
    public static readonly Reason BallotsAllAlike = new(StatusCode.FailedPrecondition, "BALLOTS_ALL_ALIKE");

    /// <summary>The roll was made with another secret key than the one that is here.</summary>
    public static readonly Reason CodeKeyChanged = new(StatusCode.FailedPrecondition, "CODE_KEY_CHANGED");

    public static readonly Reason CardIncomplete = new(StatusCode.InvalidArgument, "CARD_INCOMPLETE");

    public static readonly Reason CardSlip = new(StatusCode.InvalidArgument, "CARD_SLIP");

    public static readonly Reason CodeMissing = new(StatusCode.InvalidArgument, "CODE_MISSING");

    public static readonly Reason CodeIncomplete = new(StatusCode.InvalidArgument, "CODE_INCOMPLETE");

    public static readonly Reason CodeSlip = new(StatusCode.InvalidArgument, "CODE_SLIP");

    public static readonly Reason ReplacesNothing = new(StatusCode.InvalidArgument, "REPLACES_NOTHING");

    public static readonly Reason TooManyNamed = new(StatusCode.InvalidArgument, "TOO_MANY_NAMED");

    public static readonly Reason TooManyPointed = new(StatusCode.InvalidArgument, "TOO_MANY_POINTED");

    public static readonly Reason RequestIdOfAnotherBallot = new(StatusCode.InvalidArgument, "REQUEST_ID_OF_ANOTHER_BALLOT");

    public static readonly Reason PointsMissing = new(StatusCode.InvalidArgument, "POINTS_MISSING");

    public static readonly Reason PointsNotAsked = new(StatusCode.InvalidArgument, "POINTS_NOT_ASKED");

    public static readonly Reason ProjectNotOnPaper = new(StatusCode.InvalidArgument, "PROJECT_NOT_ON_PAPER");

    public static readonly Reason ProjectTwice = new(StatusCode.InvalidArgument, "PROJECT_TWICE");

    public static readonly Reason NothingChosen = new(StatusCode.InvalidArgument, "NOTHING_CHOSEN");

    public static readonly Reason TooFewChosen = new(StatusCode.InvalidArgument, "TOO_FEW_CHOSEN");

    public static readonly Reason TooManyChosen = new(StatusCode.InvalidArgument, "TOO_MANY_CHOSEN");

    public static readonly Reason CostsTooMuch = new(StatusCode.InvalidArgument, "COSTS_TOO_MUCH");

    public static readonly Reason PointsTooFew = new(StatusCode.InvalidArgument, "POINTS_TOO_FEW");

    public static readonly Reason PointsOfOneTooMany = new(StatusCode.InvalidArgument, "POINTS_OF_ONE_TOO_MANY");

    public static readonly Reason PointsTooMany = new(StatusCode.InvalidArgument, "POINTS_TOO_MANY");

    public static readonly Reason PointsInAllTooMany = new(StatusCode.InvalidArgument, "POINTS_IN_ALL_TOO_MANY");

    public static readonly Reason BallotsMissing = new(StatusCode.InvalidArgument, "BALLOTS_MISSING");

    public static readonly Reason AreaNotInVote = new(StatusCode.NotFound, "AREA_NOT_IN_VOTE");

    public static readonly Reason AreaNotYours = new(StatusCode.PermissionDenied, "AREA_NOT_YOURS");

    public static readonly Reason ImportOfAnotherRequest = new(StatusCode.InvalidArgument, "IMPORT_OF_ANOTHER_REQUEST");

    public static readonly Reason ImportOfAnotherPoll = new(StatusCode.InvalidArgument, "IMPORT_OF_ANOTHER_POLL");

    public static readonly Reason ImportOfAnotherArea = new(StatusCode.InvalidArgument, "IMPORT_OF_ANOTHER_AREA");

    public static readonly Reason BallotsInMessageTooMany = new(StatusCode.InvalidArgument, "BALLOTS_IN_MESSAGE_TOO_MANY");

    public static readonly Reason BallotsInImportTooMany = new(StatusCode.InvalidArgument, "BALLOTS_IN_IMPORT_TOO_MANY");

    public static readonly Reason BallotsTooLarge = new(StatusCode.InvalidArgument, "BALLOTS_TOO_LARGE");

    public static readonly Reason BallotVoterIdWrong = new(StatusCode.InvalidArgument, "BALLOT_VOTER_ID_WRONG");

    public static readonly Reason BallotNamesTooMany = new(StatusCode.InvalidArgument, "BALLOT_NAMES_TOO_MANY");

    public static readonly Reason BallotProjectNotOnPaper = new(StatusCode.InvalidArgument, "BALLOT_PROJECT_NOT_ON_PAPER");

    public static readonly Reason BallotVoterIdTwice = new(StatusCode.InvalidArgument, "BALLOT_VOTER_ID_TWICE");

    public static readonly Reason BallotsAtFault = new(StatusCode.InvalidArgument, "BALLOTS_AT_FAULT");

    public static readonly Reason LinesAtFault = new(StatusCode.InvalidArgument, "LINES_AT_FAULT");

    public static readonly Reason FaultsMore = new(StatusCode.InvalidArgument, "FAULTS_MORE");

    public static readonly Reason RollIsFixed = new(StatusCode.FailedPrecondition, "ROLL_IS_FIXED");

    public static readonly Reason PeopleRegister = new(StatusCode.FailedPrecondition, "PEOPLE_REGISTER");

    public static readonly Reason RollPieceTooLarge = new(StatusCode.InvalidArgument, "ROLL_PIECE_TOO_LARGE");

    public static readonly Reason RollTooLarge = new(StatusCode.InvalidArgument, "ROLL_TOO_LARGE");

    public static readonly Reason RollOfAnotherRequest = new(StatusCode.InvalidArgument, "ROLL_OF_ANOTHER_REQUEST");

    public static readonly Reason RollOfAnotherPoll = new(StatusCode.InvalidArgument, "ROLL_OF_ANOTHER_POLL");

    public static readonly Reason RollMissing = new(StatusCode.InvalidArgument, "ROLL_MISSING");

    public static readonly Reason RollHasNoVoters = new(StatusCode.InvalidArgument, "ROLL_HAS_NO_VOTERS");

    public static readonly Reason LineTooMany = new(StatusCode.InvalidArgument, "LINE_TOO_MANY");

    public static readonly Reason LineAreaUnknown = new(StatusCode.InvalidArgument, "LINE_AREA_UNKNOWN");

    public static readonly Reason LineAreaNotYours = new(StatusCode.InvalidArgument, "LINE_AREA_NOT_YOURS");

    public static readonly Reason LineVoterTwice = new(StatusCode.InvalidArgument, "LINE_VOTER_TWICE");

    public static readonly Reason LineVoterThere = new(StatusCode.InvalidArgument, "LINE_VOTER_THERE");

    public static readonly Reason RollHeaderWrong = new(StatusCode.InvalidArgument, "ROLL_HEADER_WRONG");

    public static readonly Reason RollHeaderUnreadable = new(StatusCode.InvalidArgument, "ROLL_HEADER_UNREADABLE");

    public static readonly Reason RollIsEmptyFile = new(StatusCode.InvalidArgument, "ROLL_IS_EMPTY_FILE");

    public static readonly Reason LineTooLong = new(StatusCode.InvalidArgument, "LINE_TOO_LONG");

    public static readonly Reason LineNotUtf8 = new(StatusCode.InvalidArgument, "LINE_NOT_UTF8");

    public static readonly Reason LineColumnsWrong = new(StatusCode.InvalidArgument, "LINE_COLUMNS_WRONG");

    public static readonly Reason LineVoterMissing = new(StatusCode.InvalidArgument, "LINE_VOTER_MISSING");

    public static readonly Reason LineAreaMissing = new(StatusCode.InvalidArgument, "LINE_AREA_MISSING");

    public static readonly Reason LineVoterTooLong = new(StatusCode.InvalidArgument, "LINE_VOTER_TOO_LONG");

    public static readonly Reason LineVoterWrong = new(StatusCode.InvalidArgument, "LINE_VOTER_WRONG");

    public static readonly Reason LineQuoteOpen = new(StatusCode.InvalidArgument, "LINE_QUOTE_OPEN");

    public static readonly Reason TrackingCodeIncomplete = new(StatusCode.InvalidArgument, "TRACKING_CODE_INCOMPLETE");

    public static readonly Reason SerialWrong = new(StatusCode.InvalidArgument, "SERIAL_WRONG");

    public static readonly Reason SpoiledNamesNothing = new(StatusCode.InvalidArgument, "SPOILED_NAMES_NOTHING");

    public static readonly Reason EnvelopesWrong = new(StatusCode.InvalidArgument, "ENVELOPES_WRONG");

    public static readonly Reason EnvelopeUnknown = new(StatusCode.InvalidArgument, "ENVELOPE_UNKNOWN");

    public static readonly Reason EnvelopeOfAnotherArea = new(StatusCode.InvalidArgument, "ENVELOPE_OF_ANOTHER_AREA");

    public static readonly Reason EnvelopeHasVoted = new(StatusCode.InvalidArgument, "ENVELOPE_HAS_VOTED");

    public static readonly Reason EnvelopeTwice = new(StatusCode.InvalidArgument, "ENVELOPE_TWICE");

    public static readonly Reason NothingToClose = new(StatusCode.FailedPrecondition, "NOTHING_TO_CLOSE");

    public static readonly Reason PollIsClosed = new(StatusCode.FailedPrecondition, "POLL_IS_CLOSED");

    public static readonly Reason AreasNotYours = new(StatusCode.PermissionDenied, "AREAS_NOT_YOURS");

    public static readonly Reason PollAboutToOpen = new(StatusCode.FailedPrecondition, "POLL_ABOUT_TO_OPEN");

    public static readonly Reason PollIsOver = new(StatusCode.FailedPrecondition, "POLL_IS_OVER");

    public static readonly Reason PersonNotYours = new(StatusCode.PermissionDenied, "PERSON_NOT_YOURS");

    public static readonly Reason RollIsClosed = new(StatusCode.FailedPrecondition, "ROLL_IS_CLOSED");

    public static readonly Reason MostVotersWrong = new(StatusCode.InvalidArgument, "MOST_VOTERS_WRONG");

    public static readonly Reason MostOfOneWrong = new(StatusCode.InvalidArgument, "MOST_OF_ONE_WRONG");

    public static readonly Reason MinimumAgeWrong = new(StatusCode.InvalidArgument, "MINIMUM_AGE_WRONG");

    public static readonly Reason RegistrationIsFixed = new(StatusCode.FailedPrecondition, "REGISTRATION_IS_FIXED");

    public static readonly Reason AddressIncomplete = new(StatusCode.InvalidArgument, "ADDRESS_INCOMPLETE");

    public static readonly Reason RegisteredTooLate = new(StatusCode.FailedPrecondition, "REGISTERED_TOO_LATE");

    public static readonly Reason ResultIsDeclared = new(StatusCode.FailedPrecondition, "RESULT_IS_DECLARED");

    public static readonly Reason BallotsInFiles = new(StatusCode.FailedPrecondition, "BALLOTS_IN_FILES");

    public static readonly Reason ResultIsNear = new(StatusCode.FailedPrecondition, "RESULT_IS_NEAR");

    public static readonly Reason ObserversNotTwo = new(StatusCode.InvalidArgument, "OBSERVERS_NOT_TWO");

    public static readonly Reason ObserversAlike = new(StatusCode.InvalidArgument, "OBSERVERS_ALIKE");

    public static readonly Reason NoLetters = new(StatusCode.FailedPrecondition, "NO_LETTERS");

    public static readonly Reason LettersWrong = new(StatusCode.InvalidArgument, "LETTERS_WRONG");

    /// <summary>Every letter of the area is in a batch, or there is none.</summary>
    public static readonly Reason LettersNoneLeft = new(StatusCode.FailedPrecondition, "LETTERS_NONE_LEFT");

    public static readonly Reason LetterBatchNotFound = new(StatusCode.NotFound, "LETTER_BATCH_NOT_FOUND");

    public static readonly Reason LetterExportNotFound = new(StatusCode.NotFound, "LETTER_EXPORT_NOT_FOUND");

    /// <summary>A batch of so few envelopes hides nobody's vote from whoever has the database.</summary>
    public static readonly Reason EnvelopesFew = new(StatusCode.InvalidArgument, "ENVELOPES_FEW");

    /// <summary>Whoever asked for codes cannot agree to it.</summary>
    public static readonly Reason LettersSecondPerson = new(StatusCode.PermissionDenied, "LETTERS_SECOND_PERSON", "SECOND_PERSON_NEEDED");

    public static readonly Reason LettersAgreed = new(StatusCode.FailedPrecondition, "LETTERS_AGREED");

    public static readonly Reason LettersNotAgreed = new(StatusCode.FailedPrecondition, "LETTERS_NOT_AGREED");

    /// <summary>The codes were handed over once, and are not again.</summary>
    public static readonly Reason LettersTaken = new(StatusCode.FailedPrecondition, "LETTERS_TAKEN");

    /// <summary>Somebody else asked for these codes.</summary>
    public static readonly Reason LettersNotYours = new(StatusCode.PermissionDenied, "LETTERS_NOT_YOURS");

    public static readonly Reason ExtensionDayMissing = new(StatusCode.InvalidArgument, "EXTENSION_DAY_MISSING");

    /// <summary>Voting is never closed earlier, and not at the same time either.</summary>
    public static readonly Reason ExtensionNotLater = new(StatusCode.InvalidArgument, "EXTENSION_NOT_LATER");

    public static readonly Reason ExtensionTooLong = new(StatusCode.InvalidArgument, "EXTENSION_TOO_LONG");

    /// <summary>People do not vote yet.</summary>
    public static readonly Reason ExtensionTooEarly = new(StatusCode.FailedPrecondition, "EXTENSION_TOO_EARLY");

    /// <summary>Voting has closed.</summary>
    public static readonly Reason ExtensionTooLate = new(StatusCode.FailedPrecondition, "EXTENSION_TOO_LATE");

    /// <summary>Two people have kept this vote open for longer once.</summary>
    public static readonly Reason ExtendedBefore = new(StatusCode.FailedPrecondition, "EXTENDED_BEFORE");

    /// <summary>Nobody asked, or somebody has asked for another end meanwhile.</summary>
    public static readonly Reason ExtensionNotAsked = new(StatusCode.NotFound, "EXTENSION_NOT_ASKED");

    /// <summary>Whoever asked cannot agree to it.</summary>
    public static readonly Reason ExtensionSecondPerson = new(
        StatusCode.PermissionDenied, "EXTENSION_SECOND_PERSON", "SECOND_PERSON_NEEDED");

    public static readonly Reason PrinterWrong = new(StatusCode.InvalidArgument, "PRINTER_WRONG");

    /// <summary>With the certificate came a private key.</summary>
    public static readonly Reason PrinterPrivate = new(StatusCode.InvalidArgument, "PRINTER_PRIVATE");

    public static readonly Reason PrinterOutOfDate = new(StatusCode.InvalidArgument, "PRINTER_OUT_OF_DATE");
}
