using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of where ideas are, and of outlines.</summary>
internal static partial class ProposalsReasons
{
    public static readonly Reason LatitudeWrong = new(StatusCode.InvalidArgument, "LATITUDE_WRONG");

    public static readonly Reason LongitudeWrong = new(StatusCode.InvalidArgument, "LONGITUDE_WRONG");

    /// <summary>Nobody said near what.</summary>
    public static readonly Reason NearMissing = new(StatusCode.InvalidArgument, "NEAR_MISSING");

    /// <summary>A part of a map that has no size, or lies outside of the world.</summary>
    public static readonly Reason MapBoxWrong = new(StatusCode.InvalidArgument, "MAP_BOX_WRONG");

    public static readonly Reason OutlinesTooLarge = new(StatusCode.InvalidArgument, "OUTLINES_TOO_LARGE");

    public static readonly Reason OutlinesFileMissing = new(StatusCode.InvalidArgument, "OUTLINES_FILE_MISSING");

    /// <summary>Some features cannot be used, so none is.</summary>
    public static readonly Reason OutlinesAtFault = new(StatusCode.InvalidArgument, "OUTLINES_AT_FAULT");

    public static readonly Reason OutlinesUnreadable = new(StatusCode.InvalidArgument, "OUTLINES_UNREADABLE");

    public static readonly Reason OutlinesEmpty = new(StatusCode.InvalidArgument, "OUTLINES_EMPTY");

    public static readonly Reason OutlinesTooMany = new(StatusCode.InvalidArgument, "OUTLINES_TOO_MANY");

    public static readonly Reason OutlinesTooFine = new(StatusCode.InvalidArgument, "OUTLINES_TOO_FINE");

    public static readonly Reason OutlineNoFeature = new(StatusCode.InvalidArgument, "OUTLINE_NO_FEATURE");

    public static readonly Reason OutlineNoArea = new(StatusCode.InvalidArgument, "OUTLINE_NO_AREA");

    public static readonly Reason OutlineTwice = new(StatusCode.InvalidArgument, "OUTLINE_TWICE");

    public static readonly Reason OutlineNoPolygon = new(StatusCode.InvalidArgument, "OUTLINE_NO_POLYGON");

    public static readonly Reason OutlineNoDegrees = new(StatusCode.InvalidArgument, "OUTLINE_NO_DEGREES");

    public static readonly Reason OutlineNoShape = new(StatusCode.InvalidArgument, "OUTLINE_NO_SHAPE");

    public static readonly Reason OutlineFaultsMore = new(StatusCode.InvalidArgument, "OUTLINE_FAULTS_MORE");
}
