using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Accountability;

/// <summary>Why this service may say no, beside what every service may answer.</summary>
internal static class AccountabilityReasons
{
    /// <summary>There is no such report, or it is not the caller's to see: the answer does not tell which.</summary>
    public static readonly Reason ReportNotFound = new(StatusCode.NotFound, "REPORT_NOT_FOUND");

    /// <summary>There is no such story, or it is not shared with the caller.</summary>
    public static readonly Reason StoryNotFound = new(StatusCode.NotFound, "STORY_NOT_FOUND");

    /// <summary>There is no such photo, or it is not shared with the caller.</summary>
    public static readonly Reason PhotoNotFound = new(StatusCode.NotFound, "PHOTO_NOT_FOUND");

    /// <summary>Only the group itself tells its story.</summary>
    public static readonly Reason NotTheirStory = new(StatusCode.PermissionDenied, "NOT_THEIR_STORY");

    /// <summary>The officer acts in other areas.</summary>
    public static readonly Reason OtherArea = new(StatusCode.PermissionDenied, "OTHER_AREA");

    /// <summary>The officer's identity carries no name to sign with.</summary>
    public static readonly Reason NoNameToSignWith = new(StatusCode.FailedPrecondition, "NO_NAME_TO_SIGN_WITH");

    /// <summary>The story has been sent; it stays as it was told.</summary>
    public static readonly Reason StoryAlreadySent = new(StatusCode.FailedPrecondition, "STORY_ALREADY_SENT");

    /// <summary>There is nothing to answer yet.</summary>
    public static readonly Reason StoryNotSentYet = new(StatusCode.FailedPrecondition, "STORY_NOT_SENT_YET");

    /// <summary>The story has its answer.</summary>
    public static readonly Reason StoryAlreadyAnswered = new(StatusCode.FailedPrecondition, "STORY_ALREADY_ANSWERED");

    /// <summary>The story has as many photos as it can hold.</summary>
    public static readonly Reason TooManyPhotos = new(StatusCode.ResourceExhausted, "TOO_MANY_PHOTOS");

    /// <summary>There is no such voice note, or it is not shared with the caller.</summary>
    public static readonly Reason VoiceNotFound = new(StatusCode.NotFound, "VOICE_NOT_FOUND");

    /// <summary>The story has no such part, or has it no more.</summary>
    public static readonly Reason PartNotFound = new(StatusCode.NotFound, "PART_NOT_FOUND");

    /// <summary>Nothing is written down that waits for the group.</summary>
    public static readonly Reason ConversationNotFound = new(StatusCode.NotFound, "CONVERSATION_NOT_FOUND");

    /// <summary>What was written down has been written anew since the group read it.</summary>
    public static readonly Reason ConversationChanged = new(StatusCode.FailedPrecondition, "CONVERSATION_CHANGED");

    /// <summary>Somebody has typed this voice note already.</summary>
    public static readonly Reason TranscriptExists = new(StatusCode.FailedPrecondition, "TRANSCRIPT_EXISTS");

    /// <summary>The group has told, or it is noted why it did not.</summary>
    public static readonly Reason NothingToExcuse = new(StatusCode.FailedPrecondition, "NOTHING_TO_EXCUSE");

    /// <summary>The group has not been asked and reminded as often as we do.</summary>
    public static readonly Reason RemindersFirst = new(StatusCode.FailedPrecondition, "REMINDERS_FIRST");

    /// <summary>Somebody who can be recognised has not said yes.</summary>
    public static readonly Reason ConsentNeeded = new(StatusCode.InvalidArgument, "CONSENT_NEEDED");

    /// <summary>The story has as many voice notes as it can hold.</summary>
    public static readonly Reason TooManyVoices = new(StatusCode.ResourceExhausted, "TOO_MANY_VOICES");

    /// <summary>There is no such idea, or it is not the caller's.</summary>
    public static readonly Reason IdeaNotFound = new(StatusCode.NotFound, "IDEA_NOT_FOUND");

    /// <summary>The group has not come to this step yet.</summary>
    public static readonly Reason StepNotReached = new(StatusCode.FailedPrecondition, "STEP_NOT_REACHED");

    /// <summary>We have not heard of such a round.</summary>
    public static readonly Reason RoundNotFound = new(StatusCode.NotFound, "ROUND_NOT_FOUND");

    /// <summary>There is no such commitment.</summary>
    public static readonly Reason CommitmentNotFound = new(StatusCode.NotFound, "COMMITMENT_NOT_FOUND");

    /// <summary>A commitment of this kind is kept by what happens, not by saying so.</summary>
    public static readonly Reason CommitmentKeepsItself = new(StatusCode.FailedPrecondition, "COMMITMENT_KEEPS_ITSELF");

    /// <summary>The commitment has been kept or broken.</summary>
    public static readonly Reason CommitmentSettled = new(StatusCode.FailedPrecondition, "COMMITMENT_SETTLED");

    /// <summary>The day of the commitment has not passed.</summary>
    public static readonly Reason CommitmentNotLate = new(StatusCode.FailedPrecondition, "COMMITMENT_NOT_LATE");

    /// <summary>The promise is of another kind.</summary>
    public static readonly Reason NoPriority = new(StatusCode.FailedPrecondition, "NO_PRIORITY");

    /// <summary>A priority is answered, and nothing else becomes of it.</summary>
    public static readonly Reason PriorityWantsAnswer = new(StatusCode.FailedPrecondition, "PRIORITY_WANTS_ANSWER");

    /// <summary>It has its answer.</summary>
    public static readonly Reason PriorityAnswered = new(StatusCode.FailedPrecondition, "PRIORITY_ANSWERED");

    public static readonly Reason AnswerMissing = new(StatusCode.InvalidArgument, "ANSWER_MISSING");

    public static readonly Reason PromiseNotWhole = new(StatusCode.InvalidArgument, "PROMISE_NOT_WHOLE");

    public static readonly Reason NoPromiseWithNo = new(StatusCode.InvalidArgument, "NO_PROMISE_WITH_NO");

    /// <summary>There is nothing to reply to yet.</summary>
    public static readonly Reason NothingToReplyTo = new(StatusCode.FailedPrecondition, "NOTHING_TO_REPLY_TO");

    /// <summary>The round has been counted, and what was said before is not kept any more.</summary>
    public static readonly Reason AlreadyCounted = new(StatusCode.FailedPrecondition, "ALREADY_COUNTED");

    /// <summary>The link is not one of ours, or it has ended: the answer does not tell which.</summary>
    public static readonly Reason LinkNotFound = new(StatusCode.NotFound, "LINK_NOT_FOUND");

    // What is wrong with a field, or, where a code stands behind the name, a case of what that code says. The sentences stand in
    // services/Words/Refusals.Accountability.resx.
    public static readonly Reason RecognisedMissing = new(StatusCode.InvalidArgument, "RECOGNISED_MISSING");
    public static readonly Reason ParentsNeeded = new(StatusCode.InvalidArgument, "PARENTS_NEEDED", "CONSENT_NEEDED");
    public static readonly Reason NothingSaid = new(StatusCode.InvalidArgument, "NOTHING_SAID");
    public static readonly Reason AnswerUnknown = new(StatusCode.InvalidArgument, "ANSWER_UNKNOWN");
    public static readonly Reason AnswerTwice = new(StatusCode.InvalidArgument, "ANSWER_TWICE");
    public static readonly Reason OtherAreaOrWholeRound = new(StatusCode.PermissionDenied, "OTHER_AREA_OR_WHOLE_ROUND", "OTHER_AREA");
    public static readonly Reason LinkOpensNothing = new(StatusCode.NotFound, "LINK_OPENS_NOTHING", "LINK_NOT_FOUND");
    public static readonly Reason PointsMissing = new(StatusCode.InvalidArgument, "POINTS_MISSING");
    public static readonly Reason MinutesWrong = new(StatusCode.InvalidArgument, "MINUTES_WRONG");
    public static readonly Reason StepMissing = new(StatusCode.InvalidArgument, "STEP_MISSING");
    public static readonly Reason DueDayWrong = new(StatusCode.InvalidArgument, "DUE_DAY_WRONG");
    public static readonly Reason RoundOrAreaNotFound = new(StatusCode.NotFound, "ROUND_OR_AREA_NOT_FOUND", "ROUND_NOT_FOUND");
    public static readonly Reason NotTheirsToType = new(StatusCode.PermissionDenied, "NOT_THEIRS_TO_TYPE", "NOT_THEIR_STORY");
    public static readonly Reason ThemesTooMany = new(StatusCode.InvalidArgument, "THEMES_TOO_MANY");
    public static readonly Reason TellFirst = new(StatusCode.FailedPrecondition, "TELL_FIRST", "STORY_NOT_SENT_YET");
    public static readonly Reason NotAQuotation = new(StatusCode.InvalidArgument, "NOT_AQUOTATION");
    public static readonly Reason NothingWritten = new(StatusCode.InvalidArgument, "NOTHING_WRITTEN");
    public static readonly Reason MeetingMissing = new(StatusCode.InvalidArgument, "MEETING_MISSING");
    public static readonly Reason WordsInTwoPlaces = new(StatusCode.InvalidArgument, "WORDS_IN_TWO_PLACES");
    public static readonly Reason AudiencesWrong = new(StatusCode.InvalidArgument, "AUDIENCES_WRONG");
    public static readonly Reason TellingsWrong = new(StatusCode.InvalidArgument, "TELLINGS_WRONG");
    public static readonly Reason ReaderMissing = new(StatusCode.InvalidArgument, "READER_MISSING");
    public static readonly Reason AudienceMissing = new(StatusCode.InvalidArgument, "AUDIENCE_MISSING");
    public static readonly Reason LinksTooMany = new(StatusCode.InvalidArgument, "LINKS_TOO_MANY");
    public static readonly Reason NotAFilm = new(StatusCode.InvalidArgument, "NOT_AFILM");
    public static readonly Reason NotYoursToTakeBack = new(StatusCode.PermissionDenied, "NOT_YOURS_TO_TAKE_BACK", "NOT_THEIR_STORY");
    public static readonly Reason StoryEmpty = new(StatusCode.InvalidArgument, "STORY_EMPTY");
    public static readonly Reason FileNotFound = new(StatusCode.NotFound, "FILE_NOT_FOUND", "PART_NOT_FOUND");
    public static readonly Reason PaperEmpty = new(StatusCode.InvalidArgument, "PAPER_EMPTY");

    // Numbers of the people who live in each area.
    public static readonly Reason ResidentsNotFound = new(StatusCode.NotFound, "RESIDENTS_NOT_FOUND");
    public static readonly Reason ResidentsUsed = new(StatusCode.FailedPrecondition, "RESIDENTS_USED");
    public static readonly Reason ResidentsYear = new(StatusCode.InvalidArgument, "RESIDENTS_YEAR");
    public static readonly Reason ResidentsMissing = new(StatusCode.InvalidArgument, "RESIDENTS_MISSING");
    public static readonly Reason ResidentsTooLarge = new(StatusCode.InvalidArgument, "RESIDENTS_TOO_LARGE");
    public static readonly Reason ResidentsAtFault = new(StatusCode.InvalidArgument, "RESIDENTS_AT_FAULT");
    public static readonly Reason ResidentsFaultsMore = new(StatusCode.InvalidArgument, "RESIDENTS_FAULTS_MORE");
    public static readonly Reason ResidentsEmpty = new(StatusCode.InvalidArgument, "RESIDENTS_EMPTY");
    public static readonly Reason ResidentsUnreadable = new(StatusCode.InvalidArgument, "RESIDENTS_UNREADABLE");
    public static readonly Reason ResidentsHeadings = new(StatusCode.InvalidArgument, "RESIDENTS_HEADINGS");
    public static readonly Reason ResidentsTooMany = new(StatusCode.InvalidArgument, "RESIDENTS_TOO_MANY");
    public static readonly Reason ResidentsLineLong = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_LONG");
    public static readonly Reason ResidentsLineNotUtf8 = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_NOT_UTF8");
    public static readonly Reason ResidentsLineQuotes = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_QUOTES");
    public static readonly Reason ResidentsLineColumns = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_COLUMNS");
    public static readonly Reason ResidentsLineArea = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_AREA");
    public static readonly Reason ResidentsLineCharacteristic = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_CHARACTERISTIC");
    public static readonly Reason ResidentsLineGroup = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_GROUP");
    public static readonly Reason ResidentsLineNegative = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_NEGATIVE");
    public static readonly Reason ResidentsLineNumber = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_NUMBER");
    public static readonly Reason ResidentsLineLarge = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_LARGE");
    public static readonly Reason ResidentsLineTwice = new(StatusCode.InvalidArgument, "RESIDENTS_LINE_TWICE");
    public static readonly Reason AwardsTooMany = new(StatusCode.InvalidArgument, "AWARDS_TOO_MANY");
}
