using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Grants.V1;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>A person is forgotten whose grant is not over, and one to whom nothing was offered yet.</summary>
public sealed class ForgetTests
{
    private static readonly Sql SelectSealed = new("SELECT sealed FROM payee_details");

    [Theory, EveryDatabase]
    public async Task Bank_details_go_when_nothing_is_left_to_pay_and_not_before(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.ApprovedPayment("autumn");
        await Forget(town);
        Assert.Equal(1, await Sealed(town));

        var run = await town.Femi.MakeRunAsync(new() { RequestId = Id() });
        var file = await town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv });
        Assert.Contains("12345678", file.Content.ToStringUtf8(), StringComparison.Ordinal);
        await town.Femi.ImportConfirmationsAsync(new()
        {
            RequestId = Id(), Csv = $"Date,Description,Amount\n09/03/2026,BACS {run.Lines[0].Reference},-400.00\n",
        });
        await Forget(town);

        Assert.Equal(0, await Sealed(town));
        await Refused(
            StatusCode.FailedPrecondition, "FILE_NOT_WRITABLE",
            () => town.Femi.ExportRunAsync(new() { RunId = run.RunId, Format = RunFormat.Csv }).ResponseAsync);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_offered_to_nobody(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000), (South, 500));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina));
        await Forget(town);
        await town.Service.Deliver(Result("autumn", 400));

        // Officers see it waiting.
        Assert.Equal(AwardState.Waiting, (await town.TheAward()).State);
    }

    private static async Task<int> Sealed(Town town)
    {
        await using var session = await town.Service.Database.Read(TestContext.Current.CancellationToken);
        return (await session.Many<byte[]>(SelectSealed)).Count(content => content.Length > 0);
    }

    private static async Task Forget(Town town)
    {
        await town.Service.Deliver(new PersonForgotten(People.Amina.Subject, town.Service.Clock.Now));
        town.Service.Clock.Advance(TimeSpan.FromDays(1));
        await town.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
    }
}
