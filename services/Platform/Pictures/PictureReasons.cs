using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Pictures;

/// <summary>Why a picture is refused, whichever service it is sent to.</summary>
public static class PictureReasons
{
    /// <summary>The file is larger than we take.</summary>
    public static readonly Reason TooLarge = new(StatusCode.InvalidArgument, "PHOTO_TOO_LARGE");

    /// <summary>The file is not a picture of a kind that we know.</summary>
    public static readonly Reason KindUnknown = new(StatusCode.InvalidArgument, "PHOTO_KIND_UNKNOWN");

    /// <summary>The file begins like a picture and then is not whole or not right.</summary>
    public static readonly Reason Broken = new(StatusCode.InvalidArgument, "PHOTO_BROKEN");

    /// <summary>The picture has more points than anybody needs, or none.</summary>
    public static readonly Reason Dimensions = new(StatusCode.InvalidArgument, "PHOTO_DIMENSIONS");

    /// <summary>No file came at all.</summary>
    public static readonly Reason Missing = new(StatusCode.InvalidArgument, "PHOTO_MISSING");

    /// <summary>An animated picture.</summary>
    public static readonly Reason Moves = new(StatusCode.InvalidArgument, "PHOTO_MOVES");

    /// <summary>A GIF picture.</summary>
    public static readonly Reason Gif = new(StatusCode.InvalidArgument, "PHOTO_GIF");

    /// <summary>HEIC and its relatives.</summary>
    public static readonly Reason PhoneFormat = new(StatusCode.InvalidArgument, "PHOTO_PHONE_FORMAT");

    /// <summary>A JPEG that many browsers cannot show.</summary>
    public static readonly Reason RareJpeg = new(StatusCode.InvalidArgument, "PHOTO_RARE_JPEG");
}
