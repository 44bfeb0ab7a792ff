using System.Diagnostics;
using System.Globalization;

namespace Participatory.Cli.Counts;

/// <summary>
/// One line on standard error that says how far long work has got; nothing where nobody looks, and nothing for what is done in half a
/// second.
/// </summary>
internal sealed class ProgressBar : IDisposable, IProgress<(int Done, int Of)>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock drawing = new();
    private readonly Timer? timer;
    private Func<double>? part;
    private string doing = "";
    private bool isShown;

    public ProgressBar()
    {
        if (!Console.IsErrorRedirected)
        {
            timer = new Timer(_ => Draw(), null, Patience, TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Says what is being done from now on, of which nobody knows yet how long it takes.</summary>
    /// <param name="what">Such as "Counting town.pb".</param>
    public void Begin(string what)
    {
        lock (drawing)
        {
            (doing, part) = (what, null);
        }
    }

    /// <summary>Says how much of a file is read, until what is returned is disposed; dispose it before the stream.</summary>
    public IDisposable Watch(Stream stream, string what)
    {
        lock (drawing)
        {
            var length = Math.Max(1.0, stream.Length);
            (doing, part) = (what, () => stream.Position / length);
        }

        return new Watching(this);
    }

    /// <inheritdoc/>
    public void Report((int Done, int Of) value)
    {
        lock (drawing)
        {
            part = () => value.Of == 0 ? 1 : (double)value.Done / value.Of;
        }
    }

    /// <summary>Takes the line away, so that what is printed next stands alone.</summary>
    public void Clear()
    {
        lock (drawing)
        {
            if (isShown)
            {
                Console.Error.Write("\r\e[K");
                isShown = false;
            }

            (doing, part) = ("", null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer?.Dispose();
        Clear();
    }

    /// <summary>The line: what, a bar of twenty places and percent, or the seconds gone by.</summary>
    internal static string Line(string what, double? part, TimeSpan since)
    {
        if (part is not { } done)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{what}, {(int)since.TotalSeconds} s");
        }

        var filled = (int)(Math.Clamp(done, 0, 1) * 20);
        return string.Create(CultureInfo.InvariantCulture,
            $"{what} [{new string('#', filled)}{new string('.', 20 - filled)}] {(int)(Math.Clamp(done, 0, 1) * 100)} %");
    }

    private void Draw()
    {
        lock (drawing)
        {
            if (doing.Length > 0)
            {
                Console.Error.Write("\r\e[K" + Line(doing, part?.Invoke(), clock.Elapsed));
                isShown = true;
            }
        }
    }

    private sealed class Watching(ProgressBar bar) : IDisposable
    {
        public void Dispose() => bar.Clear();
    }
}
