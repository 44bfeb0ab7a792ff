using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Voting;
using Participatory.Tests.Harness;
using Participatory.Voting.Work;

namespace Participatory.Tests.Service.Voting;

/// <summary>What votes wait for is counted.</summary>
public sealed class WorkTests
{
    [Theory, EveryDatabase]
    public async Task A_vote_waits_for_its_voters_and_once_it_is_over_for_its_result(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        Assert.Equal([WorkKinds.VotersToUpload], await Counted(polling));
        await polling.ImportRoll(Polling.Csv([$"V1,{Polling.Elm}"]));
        Assert.Empty(await Counted(polling));
        await polling.Open();
        await polling.Close();
        Assert.Equal([WorkKinds.ResultToDeclare], await Counted(polling));
        await polling.Declare();
        Assert.Empty(await Counted(polling));
    }

    /// <summary>Kinds that a process that has said nothing yet says now; nothing where nothing waits.</summary>
    private static async Task<IReadOnlyList<string>> Counted(Polling polling)
    {
        var before = (await polling.Service.Published<WorkCounted>()).Count;
        await ActivatorUtilities.CreateInstance<CountWork>(polling.Service.Services).Tick(TestContext.Current.CancellationToken);
        return (await polling.Service.Published<WorkCounted>()).Skip(before).SelectMany(counted => counted.Lines)
            .Select(line => line.Kind).ToList();
    }
}
