using Participatory.Platform.Storage;

namespace Participatory.People.Rights;

/// <summary>
/// Keeps the file of who was forgotten in line with the table, and, once at the start, the table with the file: whom the file knows and the
/// table does not came back with a backup, and is forgotten again.
/// </summary>
internal sealed class ForgottenList(
    ForgottenFile file, ForgetMe forget, Database database, TimeProvider clock, ILogger<ForgottenList> log)
{
    /// <summary>However long after the time that stands in it a row may be seen first.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private static readonly Sql SelectSince = new("SELECT subject FROM forgotten WHERE forgotten_at > @since ORDER BY subject");

    /// <summary>What was written last; null until both were compared whole.</summary>
    private Written? last;

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var since = last is { } before ? before.At - Late : DateTimeOffset.UnixEpoch;
        IReadOnlyList<string> known;
        await using (var session = await database.Read(cancellation))
        {
            known = await session.Many<string>(SelectSince, new { since });
        }

        IReadOnlySet<string> listed = last is null ? file.Read() : last.Subjects;
        if (known.Except(listed, StringComparer.Ordinal).Where(ForgottenFile.IsNumber).ToList() is { Count: > 0 } missing)
        {
            file.Add(missing);
        }

        if (last is not null || await ForgetAgain(listed.Except(known, StringComparer.Ordinal), cancellation))
        {
            last = new Written(now, (last is null ? known.Concat(listed) : known).ToHashSet(StringComparer.Ordinal));
        }
    }

    /// <returns>All of them; where one could not be, they are looked for again.</returns>
    private async Task<bool> ForgetAgain(IEnumerable<string> subjects, CancellationToken cancellation)
    {
        var all = true;
        foreach (var subject in subjects)
        {
            try
            {
                await using var transaction = await database.Begin(cancellation);
                await forget.Forget(transaction, subject, clock.GetUtcNow());
                await transaction.Commit();
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                all = false;
                log.LogError(failure, "Number {Subject} could not be forgotten again; it is tried again and the others go on", subject);
            }
        }

        return all;
    }

    /// <param name="At">Until when.</param>
    /// <param name="Subjects">Those of the last while, which the file has.</param>
    private sealed record Written(DateTimeOffset At, IReadOnlySet<string> Subjects);
}
