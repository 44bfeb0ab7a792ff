using Google.Protobuf.WellKnownTypes;

namespace Participatory.Grants;

/// <summary>Instants as messages carry them.</summary>
internal static class Instants
{
    /// <summary>Absent where there is none.</summary>
    public static Timestamp? ToTimestamp(this DateTimeOffset? instant) => instant is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
