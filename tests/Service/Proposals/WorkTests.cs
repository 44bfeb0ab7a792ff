using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.Proposals.V1;
using Participatory.Proposals.Work;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What rounds wait for an officer to do is counted, and said when it has changed.</summary>
public sealed class WorkTests
{
    [Theory, EveryDatabase]
    public async Task A_round_waits_for_its_ideas_to_be_checked_then_for_money_then_for_its_ballot_paper(string engine)
    {
        await using var council = await Council.Start(engine);
        Assert.Empty(await Counted(council));
        await council.Make();
        await council.Make(Council.Draft("imported", importedFrom: "Warszawa 2024"));
        Assert.Equal([Line(WorkKinds.MoneyToRelease)], await Counted(council));

        await council.Advance(Phase.Accepting);
        await council.Propose();
        await council.Propose(People.Tom);
        await council.Propose(idea: Council.Idea("A tree", Council.Oak));
        Assert.Equal(
            [Line(WorkKinds.IdeasToCheck, 2, Council.Elm), Line(WorkKinds.IdeasToCheck, 1, Council.Oak)], await Counted(council));

        await council.Advance(Phase.Reviewing);
        await council.Cost("1", 100);
        await council.TurnDown("2");
        await council.TurnDown("3");
        await council.Release(Council.Elm, 100);
        Assert.Equal([Line(WorkKinds.MoneyToRelease)], await Counted(council));
        await council.Release(Council.Oak, 100);
        Assert.Equal([Line(WorkKinds.PaperToPublish)], await Counted(council));
        await council.Publish();
        Assert.Empty(await Counted(council));
    }

    [Theory, EveryDatabase]
    public async Task What_has_not_changed_is_said_again_within_the_hour_and_what_is_nothing_once(string engine)
    {
        await using var council = await Council.Start(engine);
        var count = ActivatorUtilities.CreateInstance<CountWork>(council.Service.Services);
        async Task<int> Said()
        {
            await count.Tick(TestContext.Current.CancellationToken);
            return (await council.Service.Published<WorkCounted>()).Count;
        }

        Assert.Equal(0, await Said());
        await council.Make();
        Assert.Equal(1, await Said());
        Assert.Equal(1, await Said());
        council.Service.Clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(2, await Said());
        await council.Release(Council.Elm, 100);
        await council.Release(Council.Oak, 100);
        Assert.Equal(3, await Said());
        council.Service.Clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(3, await Said());
    }

    [Fact]
    public void One_thing_of_a_round_waits_at_a_time() => Assert.Equal(
        [new WorkLine(WorkKinds.IdeasToCheck, "elm", "Elm", 4, "E1"), new WorkLine(WorkKinds.PaperToPublish, "oak", "Oak", 1)],
        CountWork.Decide(
            [new() { RoundId = "elm", Title = "Elm", AreaCode = "E1", Many = 4 }],
            [
                new() { RoundId = "elm", Title = "Elm", Phase = "REVIEWING", Many = 1 },
                new() { RoundId = "oak", Title = "Oak", Phase = "REVIEWING" },
                new() { RoundId = "ash", Title = "Ash", Phase = "ACCEPTING" },
            ], []));

    private static WorkLine Line(string kind, int count = 1, string area = "") =>
        new(kind, Council.RoundId, "Greener Elm Park", count, area);

    /// <summary>What a process that has said nothing yet says now; nothing where nothing waits.</summary>
    private static async Task<IReadOnlyList<WorkLine>> Counted(Council council)
    {
        var before = (await council.Service.Published<WorkCounted>()).Count;
        await ActivatorUtilities.CreateInstance<CountWork>(council.Service.Services).Tick(TestContext.Current.CancellationToken);
        return (await council.Service.Published<WorkCounted>()).Skip(before).SelectMany(counted => counted.Lines).ToList();
    }
}
