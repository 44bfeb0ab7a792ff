using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability.Work;
using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Where the council owes groups a word is counted.</summary>
public sealed class WorkTests
{
    private static readonly Sql InsertScore = new("""
        INSERT INTO score (score_id, round_id, step, listened_to, trusted, equal, worth_our_time, why, shown_as, shown)
        VALUES ('one', @round, 'VOTE', 3, 3, 3, 3, '', '', 1)
        """);

    [Theory, EveryDatabase]
    public async Task Stories_and_late_promises_and_what_groups_think_of_us_wait_for_a_reply(string engine)
    {
        await using var groups = await AskedGroups.Start(engine);
        Assert.Empty(await Counted(groups));
        var report = await groups.Ask(People.Amina, "award-1");
        await groups.Tell(People.Amina, report.ReportId);
        Assert.Contains(new WorkLine(WorkKinds.StoriesToReply, "", "", 1, AskedGroups.Ward), await Counted(groups));

        await groups.Service.Deliver(groups.Accepted("award-2", People.Tom));
        Assert.Contains(
            new WorkLine(WorkKinds.PromisesLate, AskedGroups.Round, "Neighbourhood money 2026", 1, AskedGroups.Ward),
            await Counted(groups));

        await groups.As(People.Grace).AnswerStoryAsync(AskedGroups.Answer(report.ReportId));
        await using (var transaction = await groups.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await transaction.Execute(InsertScore, new { round = AskedGroups.Round });
            await transaction.Commit();
        }

        var lines = await Counted(groups);
        Assert.DoesNotContain(lines, line => line.Kind == WorkKinds.StoriesToReply);
        Assert.Contains(new WorkLine(WorkKinds.ScoresToReply, AskedGroups.Round, "Neighbourhood money 2026", 1), lines);
    }

    [Theory, EveryDatabase]
    public async Task Priorities_wait_until_they_are_answered(string engine)
    {
        await using var groups = await AskedGroups.Start(engine);
        var run = new Answering.AnsweredRound(groups);
        await Answering.DecidedRound.Decide(run);
        Assert.Contains(
            new WorkLine(WorkKinds.PrioritiesToAnswer, AskedGroups.Round, "Neighbourhood money 2026", 2, AskedGroups.Ward),
            await Counted(groups));
        groups.Service.Clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain(await Counted(groups), line => line.Kind == WorkKinds.PromisesLate);
        foreach (var priority in new[] { "p1", "p2" })
        {
            await run.As(People.Grace).AnswerPriorityAsync(Answering.PriorityTests.Answering(priority));
        }

        Assert.DoesNotContain(await Counted(groups), line => line.Kind == WorkKinds.PrioritiesToAnswer);
    }

    /// <summary>What a process that has said nothing yet says now; nothing where nothing waits.</summary>
    private static async Task<IReadOnlyList<WorkLine>> Counted(AskedGroups groups)
    {
        var before = (await groups.Service.Published<WorkCounted>()).Count;
        await ActivatorUtilities.CreateInstance<CountWork>(groups.Service.Services).Tick(TestContext.Current.CancellationToken);
        return (await groups.Service.Published<WorkCounted>()).Skip(before).SelectMany(counted => counted.Lines).ToList();
    }
}
