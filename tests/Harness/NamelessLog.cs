using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Participatory.Tests.Harness;

/// <summary>Reads along what a service logs in a test, whatever the test is about: no e-mail address stands in it.</summary>
public sealed partial class NamelessLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> named = [];

    /// <summary>Lines in which an address stands, as sentences.</summary>
    public IReadOnlyCollection<string> Named => named;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        var line = $"{formatter(state, exception)} {exception}";
        // The address of our own sentence is nobody's.
        if (EmailAddress().IsMatch(line.Replace("name@example.org", "", StringComparison.Ordinal)))
        {
            named.Enqueue($"An e-mail address stands in the log: {line}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    [GeneratedRegex(@"[\p{L}0-9._%+-]+@[\p{L}0-9-]+(\.[\p{L}0-9-]+)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailAddress();
}
