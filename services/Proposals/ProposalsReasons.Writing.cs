using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of how an idea is written: drafts, versions, notes and authors.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>The caller does not write this idea.</summary>
    public static readonly Reason WritingIsTheirs = new(StatusCode.PermissionDenied, "WRITING_IS_THEIRS");

    public static readonly Reason EditingNoMore = new(StatusCode.FailedPrecondition, "EDITING_NO_MORE");

    /// <summary>An officer has said what it costs, or why it cannot be done.</summary>
    public static readonly Reason EditingValued = new(StatusCode.FailedPrecondition, "EDITING_VALUED");

    public static readonly Reason EditingImported = new(StatusCode.FailedPrecondition, "EDITING_IMPORTED");

    /// <summary>It says something else than what the caller has read.</summary>
    public static readonly Reason EditedMeanwhile = new(StatusCode.FailedPrecondition, "EDITED_MEANWHILE");

    public static readonly Reason VersionsFull = new(StatusCode.ResourceExhausted, "VERSIONS_FULL");

    /// <summary>Its words can still be changed.</summary>
    public static readonly Reason NotesNotYet = new(StatusCode.FailedPrecondition, "NOTES_NOT_YET");

    public static readonly Reason NotesFull = new(StatusCode.ResourceExhausted, "NOTES_FULL");

    /// <summary>Its words are not shown, and an officer decides about those that they have read.</summary>
    public static readonly Reason NotesHidden = new(StatusCode.FailedPrecondition, "NOTES_HIDDEN");

    /// <summary>An officer would have to look at it first, and the idea stays in sight.</summary>
    public static readonly Reason NotesOfNewcomers = new(StatusCode.FailedPrecondition, "NOTES_OF_NEWCOMERS");

    public static readonly Reason JoiningNoMore = new(StatusCode.FailedPrecondition, "JOINING_NO_MORE");

    /// <summary>Its words are not shown, so nobody is let in to read them.</summary>
    public static readonly Reason JoiningHidden = new(StatusCode.FailedPrecondition, "JOINING_HIDDEN");

    public static readonly Reason AuthorsFull = new(StatusCode.ResourceExhausted, "AUTHORS_FULL");

    public static readonly Reason WritesAlready = new(StatusCode.AlreadyExists, "WRITES_ALREADY");

    /// <summary>Nobody else writes it.</summary>
    public static readonly Reason LastAuthorStays = new(StatusCode.FailedPrecondition, "LAST_AUTHOR_STAYS");

    /// <summary>The ballot paper is out, and its grant would be the proposer's.</summary>
    public static readonly Reason ProposerStays = new(StatusCode.FailedPrecondition, "PROPOSER_STAYS");

    public static readonly Reason DraftMissing = new(StatusCode.InvalidArgument, "DRAFT_MISSING");

    /// <summary>There is no draft with this id, or it is somebody else's.</summary>
    public static readonly Reason DraftNotFound = new(StatusCode.NotFound, "DRAFT_NOT_FOUND");

    /// <summary>The caller has kept another version of it since it was read.</summary>
    public static readonly Reason DraftChanged = new(StatusCode.FailedPrecondition, "DRAFT_CHANGED");

    public static readonly Reason DraftsFull = new(StatusCode.ResourceExhausted, "DRAFTS_FULL");
}
