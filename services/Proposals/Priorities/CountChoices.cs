using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>
/// Counts what people chose when its end has come, once, and destroys the key with which it was opened. Nobody has to do anything, and
/// nobody can look before.
/// </summary>
internal sealed class CountChoices(Database database, ChoiceKeys keys, TimeProvider clock, ILogger<CountChoices> log)
{
    private const int BatchSize = 100;

    private static readonly Sql SelectDue = new($$"""
        SELECT {{ThemeChoiceRow.Columns}} FROM theme_choice c
        WHERE c.state = 'OPEN' AND c.closes_at <= @now ORDER BY c.closes_at, c.round_id, c.area_code {limit @limit}
        """);

    private static readonly Sql SelectNeeded = new("SELECT key_id FROM theme_choice WHERE state = 'OPEN'");

    /// <summary>Counts everything that is due.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<ThemeChoiceRow> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await session.Many<ThemeChoiceRow>(SelectDue, new { now = clock.Now(), limit = BatchSize });
        }

        foreach (var choice in due)
        {
            try
            {
                await Count(choice, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // One that cannot be counted must not keep the others waiting; what people chose stays sealed, and the next tick tries
                // again.
                log.LogError(failure, "What people of {Area} chose in {Round} could not be counted", choice.AreaCode, choice.RoundId);
            }
        }

        await DestroyLeftOver(cancellation);
    }

    private async Task Count(ThemeChoiceRow choice, CancellationToken cancellation)
    {
        IReadOnlyList<byte[]> closed;
        await using (var session = await database.Read(cancellation))
        {
            closed = await SealedChoice.Load(session, choice);
        }

        // Nothing comes after its end, and opening takes its time: nobody waits for it.
        List<ushort[]> choices;
        using (var key = keys.Load(choice.KeyId))
        {
            choices = [.. closed.Select(one => SealedChoice.Open(key, one))];
        }

        await using (var transaction = await database.Begin(cancellation))
        {
            if (await ThemeChoiceRow.LockOrNull(transaction, choice.RoundId, choice.AreaCode) is not { } locked
                || locked.StateNow != ThemeChoiceState.Open || locked.KeyId != choice.KeyId)
            {
                // Another process was quicker, and nobody needs the key any more.
                keys.Destroy(choice.KeyId);
                return;
            }

            if (await SealedChoice.LoadCount(transaction, choice) != choices.Count)
            {
                throw new InvalidOperationException("Somebody chose while it was counted; it is counted again.");
            }

            var themes = await ChoiceThemeRow.Load(transaction, choice.RoundId, [choice.AreaCode]);
            var (decided, all, inOrder) = Decide(locked, themes, choices, clock.Now());
            await SealedChoice.Remove(transaction, choice);
            await ChoiceThemeRow.Decided(transaction, all);
            await decided.Decided(transaction);
            if (inOrder.Count > 0)
            {
                await PriorityRow.Keep(transaction, decided, inOrder);
            }

            await transaction.Commit();
        }

        keys.Destroy(choice.KeyId);
    }

    /// <summary>The choice as it is decided, its themes with what became of them, and the priorities in their order. Pure.</summary>
    internal static (ThemeChoiceRow Decided, IReadOnlyList<ChoiceThemeRow> All, IReadOnlyList<ChoiceThemeRow> InOrder) Decide(
        ThemeChoiceRow choice, IReadOnlyList<ChoiceThemeRow> themes, IReadOnlyList<ushort[]> choices, DateTimeOffset now)
    {
        if (choices.Count == 0)
        {
            return (choice with { State = StateText.Of(ThemeChoiceState.NobodyChose), DecidedAt = now }, [], []);
        }

        var counted = CountedThemes.Of(choice.RuleName, choice.Places, themes.Count, choices);
        var all = themes.Select(theme => theme with
        {
            Chosen = counted.Chosen?[theme.Position],
            Outcome = StateText.Of(counted.Outcomes[theme.Position]),
        }).ToList();
        return (
            choice with { State = StateText.Of(ThemeChoiceState.Decided), People = choices.Count, DecidedAt = now },
            all, [.. counted.InOrder.Select(at => all[at])]);
    }

    // A process that ends between the commit and the destroying leaves a key, and so does one whose commit fails.
    private async Task DestroyLeftOver(CancellationToken cancellation)
    {
        var old = keys.Old(DateTime.UtcNow);
        if (old.Count > 0)
        {
            await using var session = await database.Read(cancellation);
            foreach (var keyId in old.Except(await session.Many<string>(SelectNeeded), StringComparer.Ordinal))
            {
                keys.Destroy(keyId);
            }
        }
    }
}
