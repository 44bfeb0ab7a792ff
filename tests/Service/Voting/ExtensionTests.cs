using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Voting;
using Participatory.Tests.Harness;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;
using static Participatory.Tests.Service.Voting.Polling;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;
using Sql = Participatory.Platform.Storage.Sql;

namespace Participatory.Tests.Service.Voting;

/// <summary>Two people keep a vote open for longer, once.</summary>
public sealed class ExtensionTests
{
    private static readonly string[] Decided =
    [
        "INSERT INTO extension (poll_id, number, state, was, becomes, reason, asked_by, asked_as, asked_at) "
            + "SELECT poll_id, 9, 'ASKED', closes_at, opens_at, 'Earlier.', 'g', 'Grace', opens_at FROM poll",
        "UPDATE extension SET agreed_by = asked_by, state = 'AGREED', agreed_as = asked_as, agreed_at = asked_at WHERE state = 'ASKED'",
        "UPDATE extension SET becomes = asked_at WHERE state = 'AGREED'",
        "UPDATE extension SET reason = 'Another one.'",
        "DELETE FROM extension",
        "UPDATE poll SET closes_at = opens_at",
    ];

    [Theory, EveryDatabase]
    public async Task People_vote_until_the_new_end_and_the_fingerprint_stays(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 3, more: WithoutClock);
        await using var _ = polling;
        var before = await polling.Get();
        var asked = await Ask(polling, days: 2);
        Assert.Equal(before.CloseTime, asked.CloseTime);
        Assert.Equal(
            (ExtensionState.Asked, People.Grace.ShownAs, ""),
            (asked.Extension.State, asked.Extension.AskedBy, asked.Extension.AgreedBy));
        Assert.True(asked.Extension.Mine);
        Assert.False((await polling.Femi.GetPollAsync(new() { PollId = PollId })).Extension.Mine);
        Assert.True((await polling.Grace.GetPollAsync(new() { PollId = PollId })).Extension.Mine);
        var agreed = await Agree(polling);

        Assert.Equal(before.CloseTime.ToDateTimeOffset().AddDays(2), agreed.CloseTime.ToDateTimeOffset());
        Assert.Equal((before.CloseTime, agreed.CloseTime), (agreed.Extension.BeforeTime, agreed.Extension.AfterTime));
        Assert.Equal((before.FrozenHash, People.Femi.ShownAs), (agreed.FrozenHash, agreed.Extension.AgreedBy));
        var said = Assert.Single(await polling.Service.Published<PollExtended>());
        Assert.Equal(
            (PollId, before.CloseTime.ToDateTimeOffset(), agreed.CloseTime.ToDateTimeOffset(), "The post is late."),
            (said.PollId, said.WasClosingAt, said.ClosesAt, said.Reason));

        At(polling, before);
        await Tick(polling);
        Assert.Equal(PollState.Open, (await polling.Get()).State);
        await polling.Cast(codes[0], "bench");
        At(polling, agreed);
        await Refused(StatusCode.FailedPrecondition, "POLL_IS_OVER", () => polling.Cast(codes[1], "bench"));
        await Tick(polling);
        var closed = await polling.Get();
        Assert.Equal((PollState.Closed, agreed.CloseTime), (closed.State, closed.Decisions[^1].Time));
        Assert.Equal(closed, (await polling.Public.ListPollsAsync(new())).Polls.Single());
        await polling.Declare();
        Assert.Null(await VotedPoll.Fault(await polling.Bundle(), closed.LogKey));
    }

    [Theory, EveryDatabase]
    public async Task Asking_again_takes_the_place_of_what_nobody_agreed_to(string engine)
    {
        await using var polling = await Open(engine);
        await Ask(polling, days: 20);
        Assert.Equal(
            [(WorkKinds.ExtensionToApprove, People.Grace.Subject)],
            (await Counted(polling)).Select(line => (line.Kind, line.NotForSubject)));
        var second = await Ask(polling, days: 1);
        Assert.Equal(2, second.Extension.Number);
        Assert.Single(await Counted(polling));
        await Refused(StatusCode.NotFound, "EXTENSION_NOT_ASKED", () => Agree(polling));

        Assert.Equal(second.Extension.AfterTime, (await Agree(polling, number: 2)).CloseTime);
        Assert.Empty(await Counted(polling));
        await Refused(StatusCode.FailedPrecondition, "EXTENDED_BEFORE", () => Ask(polling, days: 3));
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_again_gets_the_same_answer(string engine)
    {
        await using var polling = await Open(engine);
        var asks = await Asking(polling, days: 2);
        Assert.Equal(await polling.Grace.AskForExtensionAsync(asks), await polling.Grace.AskForExtensionAsync(asks));
        var agrees = new AgreeToExtensionRequest { RequestId = NewId(), PollId = PollId, Number = 1 };
        Assert.Equal(await polling.Femi.AgreeToExtensionAsync(agrees), await polling.Femi.AgreeToExtensionAsync(agrees));
        Assert.Single(await polling.Service.Published<PollExtended>());
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_agree_at_once_one_does(string engine)
    {
        await using var polling = await Open(engine);
        await Ask(polling, days: 2);
        var reasons = await Race.Reasons(Enumerable.Range(0, 4).Select(_ => (Func<Task>)(() => Agree(polling))));
        Assert.Equal(3, reasons.Count(reason => reason == "EXTENDED_BEFORE"));
        Assert.Single(await polling.Service.Published<PollExtended>());
    }

    [Theory, EveryDatabase]
    public async Task What_is_missing_is_asked_for_beside_its_field(string engine)
    {
        await using var polling = await Open(engine);
        Assert.Equal(
            ["close_time", "reason"],
            (await Faults(() => polling.Grace.AskForExtensionAsync(new() { RequestId = NewId(), PollId = PollId }).ResponseAsync))
                .Select(fault => fault.Name).Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task The_database_keeps_who_decided_it_and_lets_nothing_else_move_the_end(string engine)
    {
        await using var polling = await Open(engine);
        await Ask(polling, days: 2);
        foreach (var statement in Decided.Where(one => !one.EndsWith("'AGREED'", StringComparison.Ordinal)))
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Execute(polling, statement));
        }

        await Agree(polling);
        foreach (var statement in Decided)
        {
            if (!statement.EndsWith("'ASKED'", StringComparison.Ordinal))
            {
                await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Execute(polling, statement));
            }
        }
    }

    private static async Task<Polling> Open(string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 1, more: WithoutClock);
        return polling;
    }

    private static async Task<AskForExtensionRequest> Asking(Polling polling, int days) => new()
    {
        RequestId = NewId(), PollId = PollId, Reason = "The post is late.",
        CloseTime = (await polling.Get()).CloseTime.ToDateTimeOffset().AddDays(days).ToTimestamp(),
    };

    private static async Task<Poll> Ask(Polling polling, int days) =>
        await polling.Grace.AskForExtensionAsync(await Asking(polling, days));

    private static async Task<Poll> Agree(Polling polling, int number = 1) =>
        await polling.Femi.AgreeToExtensionAsync(new() { RequestId = NewId(), PollId = PollId, Number = number });

    private static void At(Polling polling, Poll end) =>
        polling.Service.Clock.Advance(end.CloseTime.ToDateTimeOffset() - polling.Service.Clock.Now);

    private static Task Tick(Polling polling) =>
        polling.Service.Services.GetRequiredService<PollClock>().Tick(TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<WorkLine>> Counted(Polling polling)
    {
        var before = (await polling.Service.Published<WorkCounted>()).Count;
        await ActivatorUtilities.CreateInstance<Participatory.Voting.Work.CountWork>(polling.Service.Services)
            .Tick(TestContext.Current.CancellationToken);
        return [.. (await polling.Service.Published<WorkCounted>()).Skip(before).SelectMany(counted => counted.Lines)];
    }

    private static async Task Execute(Polling polling, string statement)
    {
        await using var transaction = await polling.Service.Database.Begin(TestContext.Current.CancellationToken);
        await transaction.Execute(new Sql(statement));
        await transaction.Commit();
    }
}
