using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Participatory.Tests.Service.Voting;

/// <summary>Hears everything that is logged and traced.</summary>
internal sealed class Listening : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> said = new();
    private readonly ActivityListener spans;

    public Listening()
    {
        spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => said.Enqueue(
                $"{span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} "
                    + $"{string.Join(' ', span.Events.SelectMany(happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(spans);
    }

    public IReadOnlyCollection<string> Lines => said;

    public string Everything() => string.Join('\n', said);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        said.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        said.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() => spans.Dispose();
}
