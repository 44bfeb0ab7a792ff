using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability;
using Participatory.Operations.V1;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Platform;

/// <summary>What goes by itself is counted.</summary>
public sealed class RemovalsTests
{
    private static readonly Sql AddAnswer = new("""
        INSERT INTO request (caller, method, request_id, body_hash, answer, answered_at)
        VALUES (@id, 'Test', @id, @nothing, @nothing, @at)
        """);

    private static readonly Sql Refuse = new(
        "CREATE TRIGGER nobody_notes BEFORE INSERT ON removal BEGIN SELECT RAISE(ABORT, 'not today'); END");
    private static readonly Sql CountAnswers = new("SELECT COUNT(*) FROM request");

    [Theory, EveryDatabase]
    public async Task What_goes_by_itself_is_counted_for_officers_in_the_transaction_that_removes_it(string engine)
    {
        await using var service = await RunningService.Start(
            engine, builder => builder.AddAccountability(), app => app.MapAccountability(), OperationsService.Descriptor);
        var operations = new OperationsService.OperationsServiceClient(service.As(People.Grace));
        var now = service.Clock.Now;
        await Add(service, 3, now.AddDays(-31));
        Assert.Empty((await operations.GetRemovalsAsync(new())).Removals);

        await Kept.Forget(service.Database, Retention.Unset, now, CancellationToken.None);
        await Add(service, 2, now.AddDays(-31));
        await Kept.Forget(service.Database, Retention.Unset, now.AddDays(1), CancellationToken.None);

        service.Clock.Advance(TimeSpan.FromDays(1));
        var removal = Assert.Single((await operations.GetRemovalsAsync(new())).Removals);
        Assert.Equal(("Answers", 5, now.AddDays(1)), (removal.Kind, removal.Total, removal.LastTime.ToDateTimeOffset()));
        // It is told for a month, and noted for a little more than a year.
        service.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty((await operations.GetRemovalsAsync(new())).Removals);
    }

    [Fact]
    public async Task What_cannot_be_counted_does_not_go()
    {
        await using var service = await RunningService.Start(
            "sqlite", builder => builder.AddAccountability(), app => app.MapAccountability(), OperationsService.Descriptor);
        await Add(service, 1, service.Clock.Now.AddDays(-31));
        await using (var transaction = await service.Database.Begin(CancellationToken.None))
        {
            await transaction.Execute(Refuse, new { });
            await transaction.Commit();
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => Kept.Forget(service.Database, Retention.Unset, service.Clock.Now, CancellationToken.None));
        await using var session = await service.Database.Read(CancellationToken.None);
        Assert.Equal(1, await session.One<long>(CountAnswers));
    }

    private static async Task Add(RunningService service, int count, DateTimeOffset at)
    {
        await using var transaction = await service.Database.Begin(CancellationToken.None);
        for (var number = 0; number < count; number++)
        {
            await transaction.Execute(AddAnswer, new { id = Guid.NewGuid().ToString(), nothing = new byte[32], at });
        }

        await transaction.Commit();
    }
}
