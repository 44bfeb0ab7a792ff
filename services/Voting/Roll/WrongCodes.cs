using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;

namespace Participatory.Voting.Roll;

/// <summary>
/// Counts wrong codes and cards by source, so that many of them cost little and come slowly. A right one is never refused for it, nor
/// answered later: against guessing stand the 80 bits of a code. It is kept in memory: a count of who tried what is nothing to store.
/// </summary>
internal sealed class WrongCodes(TimeProvider clock, SecurityLog security)
{
    /// <summary>Wrong codes of the narrowest network of a source after which its next ones go the slow way.</summary>
    public const int ManyOfOne = 10;

    /// <summary>So many wrong answers wait at a time; beyond them waiting would cost us more than it costs whoever guesses.</summary>
    private const int MostWaiting = 1_000;

    /// <summary>Beyond so many sources no new ones are counted until the window is over.</summary>
    private const int MostSources = 100_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock counting = new();
    private readonly Dictionary<(string PollId, string Source), int> wrong = [];
    private long window = -1;
    private int waiting;

    /// <summary>Whether so many wrong ones came from there that the next is looked at before it may queue with ballots.</summary>
    public bool AreMany(string pollId, string[] sources)
    {
        lock (counting)
        {
            Turn();
            return sources.Index().Any(source =>
                wrong.GetValueOrDefault((pollId, source.Item)) >= Source.Most(ManyOfOne, source.Index));
        }
    }

    /// <summary>Counts a wrong one, and after many of them lets whoever sent it wait for the answer.</summary>
    public async Task Note(string pollId, string[] sources, CancellationToken cancellation)
    {
        security.Count("CODES_WRONG", about: pollId);
        var many = AreMany(pollId, sources);
        lock (counting)
        {
            foreach (var source in sources)
            {
                var count = wrong.GetValueOrDefault((pollId, source));
                if (count > 0 || wrong.Count < MostSources)
                {
                    wrong[(pollId, source)] = count + 1;
                }
            }
        }

        try
        {
            if (Interlocked.Increment(ref waiting) <= MostWaiting && many)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private void Turn()
    {
        var now = clock.GetUtcNow().Ticks / Window.Ticks;
        if (now != window)
        {
            wrong.Clear();
            window = now;
        }
    }
}
