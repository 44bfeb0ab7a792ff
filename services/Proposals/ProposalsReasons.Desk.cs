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
}
