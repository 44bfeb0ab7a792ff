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

    [Theory, EveryDatabase]
    public async Task Codes_wait_for_a_second_person_and_votes_on_paper_until_they_are_cast_or_it_is_too_late(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await polling.ImportRoll(Polling.Csv([$"V1,{Polling.Elm}", $"V2,{Polling.Elm}"]));
        var export = await polling.Grace.AskForLettersAsync(new()
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = Polling.Elm, Reason = "The letters are printed.",
        });
        Assert.Equal([WorkKinds.CodesToApprove], await Counted(polling));
        Assert.Equal(Tests.People.Grace.Subject, (await polling.Service.Published<WorkCounted>())[^1].Lines.Single().NotForSubject);
        await polling.Femi.AgreeToLettersAsync(new() { RequestId = Polling.NewId(), PollId = Polling.PollId, ExportId = export.ExportId });
        Assert.Empty(await Counted(polling));

        await polling.Open();
        await polling.Grace.OpenPaperBatchAsync(new()
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = Polling.Elm, VoterIds = { "V1" }, NoMoreComing = true,
        });
        Assert.Equal([WorkKinds.PaperToEnter], await Counted(polling));
        await polling.Close();
        Assert.Equal([WorkKinds.ResultToDeclare], await Counted(polling));
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
