using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>Why a file that comes in pieces is refused, whatever is in it.</summary>
public static class UploadReasons
{
    /// <summary>More files are arriving than we can look at together.</summary>
    public static readonly Reason Queueing = new(StatusCode.ResourceExhausted, "UPLOADS_QUEUEING");

    /// <summary>A file did not arrive in the time we can wait.</summary>
    public static readonly Reason TooSlow = new(StatusCode.DeadlineExceeded, "UPLOAD_TOO_SLOW");

    /// <summary>A message after the first holds something beside a piece, or no piece.</summary>
    public static readonly Reason PieceOutOfPlace = new(StatusCode.InvalidArgument, "UPLOAD_PIECE_OUT_OF_PLACE");

    /// <summary>A message holds more than {max} bytes of the file.</summary>
    public static readonly Reason PieceTooLarge = new(StatusCode.InvalidArgument, "UPLOAD_PIECE_TOO_LARGE");
}
