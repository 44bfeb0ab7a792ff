using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of officers' work with ideas, and of the last look at a ballot paper.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>The paper would be another one than the officer looked at.</summary>
    public static readonly Reason PaperChanged = new(StatusCode.FailedPrecondition, "PAPER_CHANGED");

    /// <summary>Not one of the lists or orders that there are.</summary>
    public static readonly Reason CaseFilterUnknown = new(StatusCode.InvalidArgument, "CASE_FILTER_UNKNOWN");

    /// <summary>No officer of the area who has worked at the desk lately.</summary>
    public static readonly Reason ColleagueUnknown = new(StatusCode.FailedPrecondition, "COLLEAGUE_UNKNOWN");

    /// <summary>An idea holds as many notes as can be read with it.</summary>
    public static readonly Reason CaseNotesFull = new(StatusCode.ResourceExhausted, "CASE_NOTES_FULL");

    public static readonly Reason ReminderIsPast = new(StatusCode.InvalidArgument, "REMINDER_IS_PAST");

    public static readonly Reason IdeaNotHere = new(StatusCode.InvalidArgument, "IDEA_NOT_HERE");

    public static readonly Reason IdeaWasTakenBack = new(StatusCode.InvalidArgument, "IDEA_WAS_TAKEN_BACK");

    public static readonly Reason IdeaTwice = new(StatusCode.InvalidArgument, "IDEA_TWICE");

    public static readonly Reason ValuationsTooMany = new(StatusCode.InvalidArgument, "VALUATIONS_TOO_MANY");

    public static readonly Reason ValuationsTooLarge = new(StatusCode.InvalidArgument, "VALUATIONS_TOO_LARGE");

    public static readonly Reason ValuationsFileMissing = new(StatusCode.InvalidArgument, "VALUATIONS_FILE_MISSING");

    public static readonly Reason ValuationsEmpty = new(StatusCode.InvalidArgument, "VALUATIONS_EMPTY");

    public static readonly Reason ValuationsUnreadable = new(StatusCode.InvalidArgument, "VALUATIONS_UNREADABLE");

    public static readonly Reason ValuationsHeadings = new(StatusCode.InvalidArgument, "VALUATIONS_HEADINGS");

    public static readonly Reason ValuationsTooManyLines = new(StatusCode.InvalidArgument, "VALUATIONS_TOO_MANY_LINES");

    public static readonly Reason ValuationsLineLong = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_LONG");

    public static readonly Reason ValuationsLineNotUtf8 = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_NOT_UTF8");

    public static readonly Reason ValuationsLineQuotes = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_QUOTES");

    public static readonly Reason ValuationsLineColumns = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_COLUMNS");

    public static readonly Reason ValuationsLineNumber = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_NUMBER");

    public static readonly Reason ValuationsLineTwice = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_TWICE");

    public static readonly Reason ValuationsLineArea = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_AREA");

    public static readonly Reason ValuationsLineTitle = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_TITLE");

    public static readonly Reason ValuationsLineNoteAlone = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_NOTE_ALONE");

    public static readonly Reason ValuationsLineBoth = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_BOTH");

    public static readonly Reason ValuationsLineCost = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_COST");

    public static readonly Reason ValuationsLineWords = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_WORDS");

    public static readonly Reason ValuationsLineTakenBack = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_TAKEN_BACK");

    public static readonly Reason ValuationsLineOvertaken = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_OVERTAKEN");

    /// <summary>The idea says something else than when the file was given out.</summary>
    public static readonly Reason ValuationsLineEdited = new(StatusCode.InvalidArgument, "VALUATIONS_LINE_EDITED");

    public static readonly Reason ValuationsAtFault = new(StatusCode.InvalidArgument, "VALUATIONS_AT_FAULT");

    public static readonly Reason ValuationsFaultsMore = new(StatusCode.InvalidArgument, "VALUATIONS_FAULTS_MORE");
}
