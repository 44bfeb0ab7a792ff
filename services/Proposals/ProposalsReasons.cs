using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Why this service refuses, beside what every service may answer.</summary>
internal static partial class ProposalsReasons
{
    private const string QuestionIsClosed = "QUESTION_IS_CLOSED";

    /// <summary>There is no round with this id.</summary>
    public static readonly Reason RoundNotFound = new(StatusCode.NotFound, "ROUND_NOT_FOUND");

    /// <summary>The caller chose a round id that is taken.</summary>
    public static readonly Reason RoundExists = new(StatusCode.AlreadyExists, "ROUND_EXISTS");

    /// <summary>There is no idea with this id in this round, or the caller may not see it.</summary>
    public static readonly Reason ProposalNotFound = new(StatusCode.NotFound, "PROPOSAL_NOT_FOUND");

    /// <summary>The caller chose a proposal id that is taken.</summary>
    public static readonly Reason ProposalExists = new(StatusCode.AlreadyExists, "PROPOSAL_EXISTS");

    /// <summary>The person who proposed it took it back.</summary>
    public static readonly Reason ProposalWithdrawn = new(StatusCode.FailedPrecondition, "PROPOSAL_WITHDRAWN");

    /// <summary>The idea has no photo.</summary>
    public static readonly Reason PhotoNotFound = new(StatusCode.NotFound, "PHOTO_NOT_FOUND");

    /// <summary>The idea has as many photos as it can have.</summary>
    public static readonly Reason PhotosFull = new(StatusCode.AlreadyExists, "PHOTOS_FULL");

    /// <summary>The round holds as many ideas as it can.</summary>
    public static readonly Reason RoundFull = new(StatusCode.ResourceExhausted, "ROUND_FULL");

    /// <summary>Some ideas are neither costed nor turned down yet.</summary>
    public static readonly Reason ProposalsNotValued = new(StatusCode.FailedPrecondition, "PROPOSALS_NOT_VALUED");

    /// <summary>Some ideas that can be done have words that are hidden, or wait for a look.</summary>
    public static readonly Reason ProposalsHidden = new(StatusCode.FailedPrecondition, "PROPOSALS_HIDDEN");

    /// <summary>No idea can be done, so there is nothing to vote on.</summary>
    public static readonly Reason NothingToVoteOn = new(StatusCode.FailedPrecondition, "NOTHING_TO_VOTE_ON");

    /// <summary>The ideas that can be done, with their titles, are more than one message holds.</summary>
    public static readonly Reason BallotPaperFull = new(StatusCode.ResourceExhausted, "BALLOT_PAPER_FULL");

    /// <summary>An area has ideas for the ballot paper and no money.</summary>
    public static readonly Reason AreaWithoutMoney = new(StatusCode.FailedPrecondition, "AREA_WITHOUT_MONEY");

    /// <summary>The vote would end before it opens.</summary>
    public static readonly Reason NoTimeToVote = new(StatusCode.FailedPrecondition, "NO_TIME_TO_VOTE");

    public static readonly Reason ManyProposalsNotValued = new(StatusCode.FailedPrecondition, "MANY_PROPOSALS_NOT_VALUED");

    public static readonly Reason ProposalNotValued = new(StatusCode.InvalidArgument, "PROPOSAL_NOT_VALUED");

    public static readonly Reason ManyAreasWithoutMoney = new(StatusCode.FailedPrecondition, "MANY_AREAS_WITHOUT_MONEY");

    public static readonly Reason NoMoneyReleased = new(StatusCode.InvalidArgument, "NO_MONEY_RELEASED");

    public static readonly Reason TimeMissing = new(StatusCode.InvalidArgument, "TIME_MISSING");

    public static readonly Reason IdeaMissing = new(StatusCode.InvalidArgument, "IDEA_MISSING");

    public static readonly Reason NumberIsOurs = new(StatusCode.InvalidArgument, "NUMBER_IS_OURS");

    public static readonly Reason AreaNotInRound = new(StatusCode.InvalidArgument, "AREA_NOT_IN_ROUND");

    public static readonly Reason MarksTooMany = new(StatusCode.InvalidArgument, "MARKS_TOO_MANY");

    public static readonly Reason AskingIsTheirs = new(StatusCode.PermissionDenied, "ASKING_IS_THEIRS");

    public static readonly Reason WithdrawingIsTheirs = new(StatusCode.PermissionDenied, "WITHDRAWING_IS_THEIRS");

    public static readonly Reason AreaOfOthers = new(StatusCode.PermissionDenied, "AREA_OF_OTHERS");

    public static readonly Reason EverybodyNotAsked = new(StatusCode.InvalidArgument, "EVERYBODY_NOT_ASKED");

    public static readonly Reason PhotoIsTheirs = new(StatusCode.PermissionDenied, "PHOTO_IS_THEIRS");

    public static readonly Reason RemovingIsTheirs = new(StatusCode.PermissionDenied, "REMOVING_IS_THEIRS");

    public static readonly Reason WhyRemoved = new(StatusCode.InvalidArgument, "WHY_REMOVED");

    public static readonly Reason PhaseMissing = new(StatusCode.InvalidArgument, "PHASE_MISSING");

    public static readonly Reason PaperOpensVoting = new(StatusCode.FailedPrecondition, "PAPER_OPENS_VOTING");

    public static readonly Reason ResultFinishes = new(StatusCode.FailedPrecondition, "RESULT_FINISHES");

    public static readonly Reason RoundIsFinished = new(StatusCode.FailedPrecondition, "ROUND_IS_FINISHED");

    public static readonly Reason NextIsAccepting = new(StatusCode.FailedPrecondition, "NEXT_IS_ACCEPTING");

    public static readonly Reason NextIsReviewing = new(StatusCode.FailedPrecondition, "NEXT_IS_REVIEWING");

    public static readonly Reason NextIsBalloting = new(StatusCode.FailedPrecondition, "NEXT_IS_BALLOTING");

    public static readonly Reason NextIsFinished = new(StatusCode.FailedPrecondition, "NEXT_IS_FINISHED");

    public static readonly Reason IdeasNotYet = new(StatusCode.FailedPrecondition, "IDEAS_NOT_YET");

    public static readonly Reason IdeasNoMore = new(StatusCode.FailedPrecondition, "IDEAS_NO_MORE");

    public static readonly Reason WithdrawingNoMore = new(StatusCode.FailedPrecondition, "WITHDRAWING_NO_MORE");

    public static readonly Reason PhotosNotYet = new(StatusCode.FailedPrecondition, "PHOTOS_NOT_YET");

    public static readonly Reason PhotosNoMore = new(StatusCode.FailedPrecondition, "PHOTOS_NO_MORE");

    public static readonly Reason SupportNotYet = new(StatusCode.FailedPrecondition, "SUPPORT_NOT_YET");

    public static readonly Reason SupportNoMore = new(StatusCode.FailedPrecondition, "SUPPORT_NO_MORE");

    public static readonly Reason ValuingNotYet = new(StatusCode.FailedPrecondition, "VALUING_NOT_YET");

    public static readonly Reason ValuingNoMore = new(StatusCode.FailedPrecondition, "VALUING_NO_MORE");

    public static readonly Reason PaperNotYet = new(StatusCode.FailedPrecondition, "PAPER_NOT_YET");

    public static readonly Reason PaperNotWhileAccepting = new(StatusCode.FailedPrecondition, "PAPER_NOT_WHILE_ACCEPTING");

    public static readonly Reason PaperIsOut = new(StatusCode.FailedPrecondition, "PAPER_IS_OUT");

    public static readonly Reason RoundMissing = new(StatusCode.InvalidArgument, "ROUND_MISSING");

    public static readonly Reason AreasWrong = new(StatusCode.InvalidArgument, "AREAS_WRONG");

    public static readonly Reason AreaTwice = new(StatusCode.InvalidArgument, "AREA_TWICE");

    public static readonly Reason DatesMissing = new(StatusCode.InvalidArgument, "DATES_MISSING");

    public static readonly Reason TimeTooEarly = new(StatusCode.InvalidArgument, "TIME_TOO_EARLY");

    public static readonly Reason VotingMissing = new(StatusCode.InvalidArgument, "VOTING_MISSING");

    public static readonly Reason VoteTypeUnknown = new(StatusCode.InvalidArgument, "VOTE_TYPE_UNKNOWN");

    public static readonly Reason MinLengthWrong = new(StatusCode.InvalidArgument, "MIN_LENGTH_WRONG");

    public static readonly Reason MaxLengthWrong = new(StatusCode.InvalidArgument, "MAX_LENGTH_WRONG");

    public static readonly Reason MaxLengthTooSmall = new(StatusCode.InvalidArgument, "MAX_LENGTH_TOO_SMALL");

    public static readonly Reason RuleUnknown = new(StatusCode.InvalidArgument, "RULE_UNKNOWN");

    public static readonly Reason MaxSumCostWrong = new(StatusCode.InvalidArgument, "MAX_SUM_COST_WRONG");

    public static readonly Reason PointsWrong = new(StatusCode.InvalidArgument, "POINTS_WRONG");

    public static readonly Reason PointsNotAsked = new(StatusCode.InvalidArgument, "POINTS_NOT_ASKED");

    public static readonly Reason PointsTooFew = new(StatusCode.InvalidArgument, "POINTS_TOO_FEW");

    public static readonly Reason TiesUnknown = new(StatusCode.InvalidArgument, "TIES_UNKNOWN");

    public static readonly Reason MinVotesWrong = new(StatusCode.InvalidArgument, "MIN_VOTES_WRONG");

    public static readonly Reason PoliciesMissing = new(StatusCode.InvalidArgument, "POLICIES_MISSING");

    public static readonly Reason PayWithinWrong = new(StatusCode.InvalidArgument, "PAY_WITHIN_WRONG");

    public static readonly Reason AnswerWithinWrong = new(StatusCode.InvalidArgument, "ANSWER_WITHIN_WRONG");

    public static readonly Reason StoryAfterWrong = new(StatusCode.InvalidArgument, "STORY_AFTER_WRONG");

    public static readonly Reason UnspentUnknown = new(StatusCode.InvalidArgument, "UNSPENT_UNKNOWN");

    public static readonly Reason SentenceUpToWrong = new(StatusCode.InvalidArgument, "SENTENCE_UP_TO_WRONG");

    public static readonly Reason QuestionsUpToWrong = new(StatusCode.InvalidArgument, "QUESTIONS_UP_TO_WRONG");

    public static readonly Reason QuestionsUpToMissing = new(StatusCode.InvalidArgument, "QUESTIONS_UP_TO_MISSING");

    public static readonly Reason UtilityUnknown = new(StatusCode.InvalidArgument, "UTILITY_UNKNOWN");

    public static readonly Reason ValuationMissing = new(StatusCode.InvalidArgument, "VALUATION_MISSING");

    public static readonly Reason DatesOnPaper = new(StatusCode.FailedPrecondition, "DATES_ON_PAPER");

    public static readonly Reason DateHasCome = new(StatusCode.InvalidArgument, "DATE_HAS_COME");

    public static readonly Reason DateIsPast = new(StatusCode.InvalidArgument, "DATE_IS_PAST");

    public static readonly Reason NothingMoved = new(StatusCode.InvalidArgument, "NOTHING_MOVED");

    public static readonly Reason NamesOnPaper = new(StatusCode.InvalidArgument, "NAMES_ON_PAPER");

    public static readonly Reason AreasTooMany = new(StatusCode.InvalidArgument, "AREAS_TOO_MANY");

    public static readonly Reason NothingCorrected = new(StatusCode.InvalidArgument, "NOTHING_CORRECTED");

    public static readonly Reason EndingNoMore = new(StatusCode.FailedPrecondition, "ENDING_NO_MORE");

    /// <summary>The round holds as many changes as it can.</summary>
    public static readonly Reason ChangedTooOften = new(StatusCode.ResourceExhausted, "CHANGED_TOO_OFTEN");

    /// <summary>There is no question with this id.</summary>
    public static readonly Reason QuestionNotFound = new(StatusCode.NotFound, "QUESTION_NOT_FOUND");

    public static readonly Reason QuestionMissing = new(StatusCode.InvalidArgument, "QUESTION_MISSING");

    /// <summary>It can be answered by yes or no, which an officer may mean.</summary>
    public static readonly Reason QuestionAsksYesOrNo = new(StatusCode.InvalidArgument, "QUESTION_ASKS_YES_OR_NO", QuestionIsClosed);

    public static readonly Reason QuestionAsksToAgree = new(StatusCode.InvalidArgument, "QUESTION_ASKS_TO_AGREE", QuestionIsClosed);

    public static readonly Reason QuestionAsksWhetherToDo =
        new(StatusCode.InvalidArgument, "QUESTION_ASKS_WHETHER_TO_DO", QuestionIsClosed);

    public static readonly Reason ClosesBeforeItOpens = new(StatusCode.InvalidArgument, "CLOSES_BEFORE_IT_OPENS");

    /// <summary>The people of an area are asked as much as they can be at a time.</summary>
    public static readonly Reason QuestionsTooMany = new(StatusCode.FailedPrecondition, "QUESTIONS_TOO_MANY");

    /// <summary>The round holds as many questions as it can.</summary>
    public static readonly Reason QuestionsFull = new(StatusCode.ResourceExhausted, "QUESTIONS_FULL");

    /// <summary>Somebody has answered it.</summary>
    public static readonly Reason QuestionAnswered = new(StatusCode.FailedPrecondition, "QUESTION_ANSWERED");

    /// <summary>An officer closed it, or its time is over.</summary>
    public static readonly Reason QuestionEnded = new(StatusCode.FailedPrecondition, "QUESTION_ENDED");

    public static readonly Reason AskingNoMore = new(StatusCode.FailedPrecondition, "ASKING_NO_MORE");

    public static readonly Reason ListeningIsOver = new(StatusCode.FailedPrecondition, "LISTENING_IS_OVER");

    public static readonly Reason QuestionNotYet = new(StatusCode.FailedPrecondition, "QUESTION_NOT_YET");

    public static readonly Reason QuestionIsOver = new(StatusCode.FailedPrecondition, "QUESTION_IS_OVER");

    public static readonly Reason AreaNotAsked = new(StatusCode.InvalidArgument, "AREA_NOT_ASKED");

    public static readonly Reason VoiceMissing = new(StatusCode.InvalidArgument, "VOICE_MISSING");

    public static readonly Reason LanguageWrong = new(StatusCode.InvalidArgument, "LANGUAGE_WRONG");

    public static readonly Reason AudienceMissing = new(StatusCode.InvalidArgument, "AUDIENCE_MISSING");

    public static readonly Reason FirstNameNotShown = new(StatusCode.InvalidArgument, "FIRST_NAME_NOT_SHOWN");

    /// <summary>It is no secret, or one that was used before.</summary>
    public static readonly Reason SecretWrong = new(StatusCode.InvalidArgument, "SECRET_WRONG");

    public static readonly Reason SecretNotNeeded = new(StatusCode.InvalidArgument, "SECRET_NOT_NEEDED");

    /// <summary>There is no voice with this id, or it is not for the caller to read.</summary>
    public static readonly Reason VoiceNotFound = new(StatusCode.NotFound, "VOICE_NOT_FOUND");

    public static readonly Reason VoiceIsTheirs = new(StatusCode.PermissionDenied, "VOICE_IS_THEIRS");

    /// <summary>No voice and no listener has this secret, or no more.</summary>
    public static readonly Reason LinkOpensNothing = new(StatusCode.NotFound, "LINK_OPENS_NOTHING");

    public static readonly Reason ListenerLinkNotFound = new(StatusCode.NotFound, "LISTENER_LINK_NOT_FOUND");

    /// <summary>It was refused, confirmed or removed.</summary>
    public static readonly Reason WrittenVoiceNotFound = new(StatusCode.NotFound, "WRITTEN_VOICE_NOT_FOUND");

    /// <summary>It was put right since it was read.</summary>
    public static readonly Reason WrittenVoiceChanged = new(StatusCode.FailedPrecondition, "WRITTEN_VOICE_CHANGED");

    /// <summary>There is no theme with this id, or it is not for the caller to read.</summary>
    public static readonly Reason ThemeNotFound = new(StatusCode.NotFound, "THEME_NOT_FOUND");

    /// <summary>As many wait for a yes as one listener plays back.</summary>
    public static readonly Reason WaitingTooMany = new(StatusCode.FailedPrecondition, "WAITING_TOO_MANY");
}
