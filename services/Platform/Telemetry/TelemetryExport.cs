using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Participatory.Platform.Telemetry;

/// <summary>
/// Sends traces and metrics to the collector that the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names, and
/// nowhere where it is not set. One for each process.
/// </summary>
/// <remarks>
/// Not by <c>OpenTelemetry.Extensions.Hosting</c>, which makes one for each host: the embedded form has six hosts in a process, and each
/// would send every span.
/// </remarks>
public sealed class TelemetryExport : IDisposable
{
    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    /// <param name="process">What the process is called in the collector, for example "participatory-voting".</param>
    public TelemetryExport(string process)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        var resource = ResourceBuilder.CreateDefault().AddService(process);
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddAspNetCoreInstrumentation()
            .AddSource(Traces.Name, "System.Net.Http", "Experimental.Microsoft.Data.SqlClient")
            .AddProcessor(new WithoutAddresses())
            .AddOtlpExporter()
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Metrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http",
                "System.Runtime")
            .AddOtlpExporter()
            .Build();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    /// <summary>
    /// Some addresses are keys: whoever has the link of an e-mail or of a funder gets in with it. A span says which route was asked for,
    /// and not with what.
    /// </summary>
    private sealed class WithoutAddresses : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("url.query", null);
            if (data.Kind == ActivityKind.Server)
            {
                data.SetTag("url.path", null);
            }
        }
    }
}
