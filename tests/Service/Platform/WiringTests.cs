using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability;
using Participatory.Grants;
using Participatory.Operations.V1;
using Participatory.Platform;
using Participatory.Proposals;
using Participatory.Tests.Harness;
using Participatory.Voting;

namespace Participatory.Tests.Service.Platform;

/// <summary>Every operation is found, is made once, and gets all that it asks for.</summary>
public sealed class WiringTests
{
    [Fact]
    public Task Proposals_is_wired() =>
        Wired(typeof(ProposalsService).Assembly, builder => builder.AddProposals(), app => app.MapProposals());

    [Fact]
    public Task Voting_is_wired() => Wired(typeof(VotingService).Assembly, builder => builder.AddVoting(), app => app.MapVoting());

    [Fact]
    public Task Grants_is_wired() => Wired(typeof(GrantsService).Assembly, builder => builder.AddGrants(), app => app.MapGrants());

    [Fact]
    public Task Accountability_is_wired() =>
        Wired(typeof(AccountabilityService).Assembly, builder => builder.AddAccountability(), app => app.MapAccountability());

    private static async Task Wired(Assembly assembly, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        await using var service = await RunningService.Start("sqlite", add, map, OperationsService.Descriptor);
        var operations = Wiring.OperationsOf(assembly).ToList();

        Assert.True(operations.Count > 10, "The operations were not found.");
        Assert.All(operations, operation => Assert.Same(
            service.Services.GetRequiredService(operation), service.Services.GetRequiredService(operation)));
    }
}
