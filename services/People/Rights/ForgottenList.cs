using Participatory.Platform.Storage;

namespace Participatory.People.Rights;

/// <summary>
/// Keeps the file of who was forgotten in line with the table, and the table with the file: whom the file knows and the table does not came
/// back with a backup, and is forgotten again.
/// </summary>
internal sealed class ForgottenList(ForgottenFile file, Database database, TimeProvider clock)
{
    private static readonly Sql SelectAll = new("SELECT subject FROM forgotten ORDER BY subject");

    public async Task Tick(CancellationToken cancellation)
    {
        HashSet<string> known;
        await using (var session = await database.Read(cancellation))
        {
            known = [.. await session.Many<string>(SelectAll)];
        }

        var listed = await file.Read(cancellation);
        if (known.Except(listed).ToList() is { Count: > 0 } missing)
        {
            await file.Add(missing, cancellation);
        }

        foreach (var subject in listed.Except(known))
        {
            await using var transaction = await database.Begin(cancellation);
            await ForgetMe.Forget(transaction, subject, clock.GetUtcNow());
            await transaction.Commit();
        }
    }
}
