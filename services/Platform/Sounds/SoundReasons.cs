using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Platform.Sounds;

/// <summary>Why a sound is refused, whichever service it is sent to.</summary>
public static class SoundReasons
{
    /// <summary>The file is larger than we take, or plays longer.</summary>
    public static readonly Reason TooLarge = new(StatusCode.InvalidArgument, "VOICE_TOO_LARGE");

    /// <summary>The file is not sound of a kind that we know.</summary>
    public static readonly Reason KindUnknown = new(StatusCode.InvalidArgument, "VOICE_KIND_UNKNOWN");

    /// <summary>The file begins like sound and then is not whole or not right.</summary>
    public static readonly Reason Broken = new(StatusCode.InvalidArgument, "VOICE_BROKEN");

    /// <summary>No file came at all.</summary>
    public static readonly Reason Missing = new(StatusCode.InvalidArgument, "SOUND_MISSING", "VOICE_KIND_UNKNOWN");

    /// <summary>It plays longer than we take.</summary>
    public static readonly Reason TooLong = new(StatusCode.InvalidArgument, "VOICE_TOO_LONG", "VOICE_TOO_LARGE");

    /// <summary>There are pictures in it.</summary>
    public static readonly Reason IsFilm = new(StatusCode.InvalidArgument, "VOICE_IS_FILM", "VOICE_KIND_UNKNOWN");

    /// <summary>It is in a box that we know, and coded in a way that we do not.</summary>
    public static readonly Reason CodedOtherwise = new(StatusCode.InvalidArgument, "VOICE_CODED_OTHERWISE", "VOICE_KIND_UNKNOWN");
}
