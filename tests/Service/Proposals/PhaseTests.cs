using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

public sealed class PhaseTests
{
    [Theory, EveryDatabase]
    public async Task A_decision_is_recorded_with_its_name_and_reason_and_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var request = new AdvanceRoundRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ToPhase = Phase.Accepting,
            Reason = "People are asking."
        };
        var first = await council.As(People.Noor).AdvanceRoundAsync(request);
        Assert.Equal(first, await council.As(People.Noor).AdvanceRoundAsync(request));
        // As everybody reads it.
        var change = (await council.GetRound()).PhaseChanges[^1];
        Assert.Equal((Phase.Accepting, "Noor Khan, clerk", "People are asking.", Council.Day(0)),
            (change.Phase, change.DecidedBy, change.Reason, change.Time));
        Assert.Equal(2, (await council.GetRound()).PhaseChanges.Count);
        await Council.Refused("NEXT_IS_REVIEWING", () => council.Advance(Phase.Accepting), "to_phase");
        await Council.Refused("NEXT_IS_REVIEWING", () => council.Advance(Phase.Listening), "to_phase");
        await Council.Refused("NEXT_IS_REVIEWING", () => council.Advance(Phase.Finished), "to_phase");
    }

    [Theory, EveryDatabase]
    public async Task A_decision_needs_a_reason_and_a_phase(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var grace = council.As(People.Grace);
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await grace.AdvanceRoundAsync(
                new AdvanceRoundRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId }),
            "to_phase",
            "reason");
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await grace.AdvanceRoundAsync(new AdvanceRoundRequest
            {
                RequestId = Council.NewRequest(), RoundId = Council.RoundId, ToPhase = (Phase)99, Reason = new string('a', 1001),
            }),
            "to_phase",
            "reason");
    }

    [Theory, EveryDatabase]
    public async Task The_clock_moves_a_round_when_its_dates_come(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        council.Service.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromTicks(10));
        await council.Tick();
        Assert.Equal(Phase.Listening, (await council.GetRound()).Phase);

        council.Service.Clock.Advance(TimeSpan.FromTicks(10));
        await council.Tick();
        var accepting = await council.GetRound();
        Assert.Equal(Phase.Accepting, accepting.Phase);
        var change = accepting.PhaseChanges[^1];
        Assert.Equal((Phase.Accepting, Council.Day(10), "", ""), (change.Phase, change.Time, change.DecidedBy, change.Reason));

        council.Service.Clock.Advance(TimeSpan.FromDays(10));
        await council.Tick();
        Assert.Equal(Phase.Reviewing, (await council.GetRound()).Phase);

        council.Service.Clock.Advance(TimeSpan.FromDays(100));
        await council.Tick();
        var reviewing = await council.GetRound();
        Assert.Equal(Phase.Reviewing, reviewing.Phase);
        Assert.Equal(3, reviewing.PhaseChanges.Count);
    }

    [Theory, EveryDatabase]
    public async Task The_clock_runs_by_itself(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        council.Service.Clock.Advance(TimeSpan.FromDays(15));
        for (var wait = 0; wait < 100 && (await council.GetRound()).Phase == Phase.Listening; wait++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Phase.Accepting, (await council.GetRound()).Phase);
    }

    [Theory, EveryDatabase]
    public async Task A_round_whose_dates_are_past_takes_every_step_on_record(string engine)
    {
        await using var council = await Council.Start(engine);
        for (var n = 0; n < 120; n++)
        {
            await council.Make(Council.Draft($"old-{n}"));
        }

        council.Service.Clock.Advance(TimeSpan.FromDays(365));
        await council.Tick();
        Assert.Equal(120, await council.Ask<long>("SELECT COUNT(*) FROM round WHERE phase = 'REVIEWING'"));
        Assert.Equal(
            [Phase.Listening, Phase.Accepting, Phase.Reviewing],
            (await council.GetRound("old-119")).PhaseChanges.Select(change => change.Phase));
    }

    [Theory, EveryDatabase]
    public async Task The_clock_never_moves_a_round_back_behind_a_decision(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await council.Advance(Phase.Accepting);
        await council.Advance(Phase.Reviewing);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            council.Service.Clock.Advance(TimeSpan.FromDays(9));
            await council.Tick();
            Assert.Equal(Phase.Reviewing, (await council.GetRound()).Phase);
        }

        Assert.Equal(3, (await council.GetRound()).PhaseChanges.Count);
    }

    [Theory, EveryDatabase]
    public async Task Two_officers_who_move_a_round_at_once_move_it_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        Caller[] officers = [People.Grace, People.Noor];
        var outcomes = await Task.WhenAll(officers.Select(async officer =>
        {
            try
            {
                await council.As(officer).AdvanceRoundAsync(new AdvanceRoundRequest
                {
                    RequestId = Council.NewRequest(), RoundId = Council.RoundId, ToPhase = Phase.Accepting, Reason = "Ready.",
                });
                return "moved";
            }
            catch (Grpc.Core.RpcException refused)
            {
                return refused.Reason();
            }
        }));
        Assert.Equal(["NEXT_IS_REVIEWING", "moved"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await council.GetRound()).PhaseChanges.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_change_of_phase_stays_on_record(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("UPDATE phase_change SET decided_by = 'Nobody'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("DELETE FROM phase_change"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => council.Run("INSERT INTO phase_change SELECT * FROM phase_change"));
        Assert.Equal("Grace Bell, neighbourhood officer", (await council.GetRound()).PhaseChanges[0].DecidedBy);
    }
}
