using System.Diagnostics.Metrics;

namespace Participatory.Platform.Telemetry;

/// <summary>Our own figures. Request durations come from the framework.</summary>
public static class Metrics
{
    /// <summary>The name under which a meter provider listens to us.</summary>
    public const string Name = "Participatory";

    /// <summary>Where our figures are made.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>Messages whose effect has committed, by consumer.</summary>
    public static readonly Counter<long> MessagesHandled = Meter.CreateCounter<long>("participatory.messages.handled");

    /// <summary>Messages that were given up until a person looks, by type.</summary>
    public static readonly Counter<long> MessagesParked = Meter.CreateCounter<long>("participatory.messages.parked");

    /// <summary>Calls that were refused, by reason.</summary>
    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>("participatory.refusals");
}
