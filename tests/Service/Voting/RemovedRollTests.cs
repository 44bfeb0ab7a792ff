using Microsoft.Extensions.DependencyInjection;
using Participatory.Operations.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>Who could vote and that they did goes when nobody can object to the result any more; what it takes to check it stays.</summary>
public sealed class RemovedRollTests
{
    private static readonly Sql CountEntries = new("SELECT COUNT(*) FROM roll_entry");
    private static readonly Sql CountTurnout = new("SELECT COUNT(*) FROM turnout");
    private static readonly Sql DeleteTurnout = new("DELETE FROM turnout");
    private static readonly Sql BeginRemoving = new("""
        INSERT INTO removed_roll (poll_id, area_code, voted) SELECT poll_id, area_code, 0 FROM contest
        """);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_roll_goes_when_the_time_to_object_is_over_and_the_bundle_stays_the_same(string engine)
    {
        var (polling, _) = await VotedPoll.Declared(engine);
        await using var _1 = polling;
        var (bundle, poll) = (Unsigned(await polling.Bundle()), await polling.Get());

        await Remove(polling, days: 41);
        Assert.Equal((79, 66), await Left(polling));
        await Remove(polling, days: 1);
        Assert.Equal((0, 0), await Left(polling));
        Assert.Equal(bundle, Unsigned(await polling.Bundle()));
        Assert.Null(await VotedPoll.Fault(await polling.Bundle(), poll.LogKey));
        Assert.Equal(poll, await polling.Get());
        var removals = await new OperationsService.OperationsServiceClient(polling.Service.As(People.Grace)).GetRemovalsAsync(new());
        Assert.Equal(79, Assert.Single(removals.Removals, removal => removal.Kind == "VoterLists").Total);

        // Again it does nothing.
        await Remove(polling, days: 700);
        Assert.Equal(bundle, Unsigned(await polling.Bundle()));
    }

    [Theory, EveryDatabase]
    public async Task Without_a_result_a_roll_stays_however_long_it_takes(string engine)
    {
        var (polling, _) = await VotedPoll.Cast(engine);
        await using var _1 = polling;
        await polling.Close();

        await Remove(polling, days: 800);
        Assert.Equal((79, 66), await Left(polling));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Change(polling, BeginRemoving));
        await polling.Declare();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Change(polling, DeleteTurnout));
        await Remove(polling, days: 42);
        Assert.Equal((0, 0), await Left(polling));
        Assert.Null(await VotedPoll.Fault(await polling.Bundle()));
    }

    private static async Task Remove(Polling polling, int days)
    {
        polling.Service.Clock.Advance(TimeSpan.FromDays(days));
        await polling.Service.Services.GetRequiredService<RemoveRolls>().Tick(Cancellation);
    }

    // Signatures are made anew each time.
    private static IEnumerable<string> Unsigned(byte[] bundle) =>
        [.. VotedPoll.Lines(bundle).Where(line => !line.StartsWith("{\"signature\"", StringComparison.Ordinal))];

    private static async Task Change(Polling polling, Sql change)
    {
        await using var transaction = await polling.Service.Database.Begin(Cancellation);
        await transaction.Execute(change, new { });
        await transaction.Commit();
    }

    private static async Task<(long Entries, long Turnout)> Left(Polling polling)
    {
        await using var session = await polling.Service.Database.Read(Cancellation);
        return (await session.One<long>(CountEntries), await session.One<long>(CountTurnout));
    }
}
