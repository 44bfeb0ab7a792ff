using Participatory.Platform.Calls;

namespace Participatory.Platform.Uploads;

/// <summary>
/// How many files may be in memory: those that arrive share <see cref="ArrivingBytes"/>, each account sends one at a time, and four that
/// have arrived are looked at together. Whoever sends slowly holds no turn, and where room is needed has to begin again.
/// </summary>
/// <param name="clock">By which somebody is slow.</param>
public sealed class UploadGate(TimeProvider clock) : IDisposable
{
    /// <summary>How much all files that arrive may hold together.</summary>
    public const long ArrivingBytes = 64L * 1024 * 1024;

    /// <summary>How many files of one account may wait for each other.</summary>
    private const int MaxOfAccount = 32;

    private static readonly TimeSpan WaitsAtMost = TimeSpan.FromSeconds(20);

    /// <summary>Whoever has been sending for longer may have to begin again where others need the room.</summary>
    private static readonly TimeSpan HoldsRoomFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim places = new(4);
    private readonly Dictionary<string, Account> accounts = new(StringComparer.Ordinal);
    private readonly List<ArrivingFile> arriving = [];

    /// <summary>Does <paramref name="work"/> when no other file of the account is under way.</summary>
    /// <exception cref="Refusal">Too many of them wait, or for too long.</exception>
    public async Task<T> OneOf<T>(string account, Func<Task<T>> work, CancellationToken cancellation)
    {
        var turn = Enter(account);
        try
        {
            return await Run(turn, work, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(account);
        }
    }

    /// <summary>Does <paramref name="work"/> with a file that has arrived when it is its turn.</summary>
    /// <exception cref="Refusal">Too many others wait.</exception>
    public Task<T> Look<T>(Func<Task<T>> work, CancellationToken cancellation) => Run(places, work, cancellation);

    /// <summary>A file begins to arrive.</summary>
    /// <param name="stop">Called where it has been arriving for long and others need the room.</param>
    internal ArrivingFile Begin(Action stop)
    {
        var file = new ArrivingFile(this, stop, clock.GetUtcNow());
        lock (arriving)
        {
            arriving.Add(file);
        }

        return file;
    }

    /// <summary>Room for so many bytes more; false where there is none. The file that has held some for the longest makes way.</summary>
    internal bool Room(ArrivingFile file, int bytes)
    {
        ArrivingFile? slow = null;
        lock (arriving)
        {
            if (arriving.Sum(one => one.Held) + bytes > ArrivingBytes)
            {
                slow = arriving.Where(one => one != file && !one.IsWhole && one.Held >= bytes
                    && clock.GetUtcNow() - one.Since > HoldsRoomFor).MinBy(one => one.Since);
                if (slow is null)
                {
                    return false;
                }

                arriving.Remove(slow);
            }

            file.Held += bytes;
        }

        slow?.Stop();
        return true;
    }

    /// <summary>What a file held is free again.</summary>
    internal void Free(ArrivingFile file)
    {
        lock (arriving)
        {
            arriving.Remove(file);
        }
    }

    /// <summary>Nobody waits any more.</summary>
    public void Dispose() => places.Dispose();

    private static async Task<T> Run<T>(SemaphoreSlim turns, Func<Task<T>> work, CancellationToken cancellation)
    {
        if (!await turns.WaitAsync(WaitsAtMost, cancellation).ConfigureAwait(false))
        {
            throw new Refusal(UploadReasons.Queueing);
        }

        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    private SemaphoreSlim Enter(string account)
    {
        lock (accounts)
        {
            if (!accounts.TryGetValue(account, out var known))
            {
                accounts.Add(account, known = new Account());
            }

            if (known.Files == MaxOfAccount)
            {
                throw new Refusal(UploadReasons.Queueing);
            }

            known.Files++;
            return known.Turn;
        }
    }

    private void Leave(string account)
    {
        lock (accounts)
        {
            if (--accounts[account].Files == 0)
            {
                // Nobody waits for it or holds it; without a handle there is nothing to dispose of.
                accounts.Remove(account);
            }
        }
    }

    private sealed class Account
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Files { get; set; }
    }
}
