using Participatory.Platform.Storage;

namespace Participatory.Platform.Messaging;

/// <summary>
/// Whose turn it is to send, where several processes share a database: whoever holds the application lock, for as long as
/// its connection lives. Lost with the connection, it is the next one's; what both have sent then, consumers know.
/// </summary>
internal sealed class RelayTurn(Database database) : IAsyncDisposable
{
    private static readonly Sql Take = new("{take-turn}");
    private static readonly Sql Has = new("{has-turn}");

    private Session? held;

    /// <summary>Takes the turn if nobody has it, and looks whether it is still ours.</summary>
    public async Task<bool> IsOurs(CancellationToken cancellation)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            return true;
        }

        try
        {
            if (held is not null)
            {
                return await held.One<string>(Has).ConfigureAwait(false) == "Exclusive" || await LetGo().ConfigureAwait(false);
            }

            // A pool would keep the connection, and with it the lock, after we have let go of it.
            held = await database.ReadAlone(cancellation).ConfigureAwait(false);
            return await held.One<int>(Take).ConfigureAwait(false) >= 0 || await LetGo().ConfigureAwait(false);
        }
        catch
        {
            await LetGo().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await LetGo().ConfigureAwait(false);

    private async Task<bool> LetGo()
    {
        if (held is { } session)
        {
            held = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }

        return false;
    }
}
