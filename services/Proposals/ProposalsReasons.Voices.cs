using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <content>Of what somebody records or draws, and of what a listener is offered.</content>
internal static partial class ProposalsReasons
{
    /// <summary>No file came at all.</summary>
    public static readonly Reason VoiceFileMissing = new(StatusCode.InvalidArgument, "VOICE_FILE_MISSING");

    /// <summary>The file is larger than we take.</summary>
    public static readonly Reason VoiceFileTooLarge = new(StatusCode.InvalidArgument, "VOICE_FILE_TOO_LARGE");

    /// <summary>The file is neither a sound nor a picture of a kind that we know.</summary>
    public static readonly Reason VoiceFileUnknown = new(StatusCode.InvalidArgument, "VOICE_FILE_UNKNOWN");

    /// <summary>The voice has no file that the caller may have, or none any more.</summary>
    public static readonly Reason VoiceFileNotFound = new(StatusCode.NotFound, "VOICE_FILE_NOT_FOUND");

    /// <summary>Nothing says what can be seen on a drawing.</summary>
    public static readonly Reason DrawingNotDescribed = new(StatusCode.InvalidArgument, "DRAWING_NOT_DESCRIBED");

    /// <summary>More than a listener is offered, or less than nothing.</summary>
    public static readonly Reason OfferWrong = new(StatusCode.InvalidArgument, "OFFER_WRONG");
}
