using System.Diagnostics;

namespace Participatory.Platform.Telemetry;

/// <summary>Our own spans. Those of HTTP, gRPC and SQL come from the framework.</summary>
public static class Traces
{
    /// <summary>The name under which a trace provider listens to us.</summary>
    public const string Name = "Participatory";

    /// <summary>Where our spans start.</summary>
    public static readonly ActivitySource Source = new(Name);
}
