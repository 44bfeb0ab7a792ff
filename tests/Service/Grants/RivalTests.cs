using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Contracts.Voting;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>Many want the same money at the same moment.</summary>
public sealed class RivalTests
{
    private const int Rivals = 100;

    [Theory, EveryDatabase]
    public async Task Of_a_hundred_awards_at_once_on_a_pot_worth_ten_ten_are_held_and_ninety_wait_in_sight(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(10_000);
        await town.Released("autumn", fund.FundId, (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", Enumerable.Repeat(People.Amina, Rivals).ToArray()));

        await Task.WhenAll(Enumerable.Range(1, Rivals).Select(at => Task.Run(() => town.Service.Deliver(new ResultDeclared(
            $"poll-{at}", "autumn", "GBP", DateTimeOffset.UnixEpoch, new string('0', 64),
            [new(North, 100_000, 500, [new($"p{at}", $"Idea {at}", 10_000, 500 - at, true)])])))));

        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn", PageSize = 200 })).Awards;
        Assert.Equal(
            (10, 90), (awards.Count(award => award.State == AwardState.Offered), awards.Count(award => award.State == AwardState.Waiting)));
        Assert.Equal((100_000, 100_000, 0, 0), await town.Pot());
        var refusal = await Refused(
            StatusCode.FailedPrecondition, "AWARD_NOT_PAYABLE", async () => await town.Grace.InstructPaymentAsync(new()
            {
                RequestId = Id(), AwardId = awards.First(award => award.State == AwardState.Waiting).AwardId,
            }));
        Assert.Contains("has not been offered yet", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Of_a_hundred_releases_at_once_from_a_fund_worth_ten_ten_go_out_and_ninety_are_told_how_much_there_is(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(1_000);
        var proposed = new List<string>();
        for (var at = 0; at < Rivals; at++)
        {
            proposed.Add((await town.Propose("autumn", fund.FundId, (North, 100))).ReleaseId);
        }

        var refusals = new ConcurrentBag<RpcException>();
        await Task.WhenAll(proposed.Select(releaseId => Task.Run(async () =>
        {
            try
            {
                await town.Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = releaseId });
            }
            catch (RpcException refusal)
            {
                refusals.Add(refusal);
            }
        })));

        Assert.Equal(90, refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal(
            (StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY"), (refusal.StatusCode, refusal.Reason())));
        Assert.All(refusals, refusal => Assert.Contains(
            "Community fund has £0 and this release is £100", refusal.Status.Detail, StringComparison.Ordinal));
        Assert.Equal((100_000, 0, 0, 100_000), await town.Pot());
    }
}
