using Google.Protobuf.WellKnownTypes;

namespace Participatory.Platform.Calls;

/// <summary>Instants as they come in: possibly missing, possibly nonsense, and finer than the database keeps them.</summary>
public static class Instants
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>The instant in whole microseconds, or null where there is none or it is outside the years 1 to 9999.</summary>
    public static DateTimeOffset? Read(Timestamp? value) =>
        value is null || value.Seconds is < FirstSecond or > LastSecond || value.Nanos is < 0 or > 999_999_999
            ? null
            : WholeMicroseconds(value.ToDateTimeOffset());

    /// <summary>What time it is, as the database will give it back.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => WholeMicroseconds(clock.GetUtcNow());

    private static DateTimeOffset WholeMicroseconds(DateTimeOffset value) =>
        value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond));
}
