using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Contracts.Voting;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>Many want the same money at the same moment.</summary>
public sealed class RivalTests
{
    private const int Rivals = 100;

    /// <summary>How often what can only be seen when two meet is tried.</summary>
    private const int Rounds = 50;

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
    public async Task Officers_who_write_the_rules_and_marks_of_a_round_at_once_are_all_heard(string engine)
    {
        await using var town = await Town.Start(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var id = $"round-{round}";
            await Publish(town, id);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => at % 2 == 0 ? Publish(town, id) : Mark(town, id))));
            var rules = await town.Nobody.GetMoneyRulesAsync(new() { RoundId = id });
            Assert.Equal("young", Assert.Single(rules.RingFences).Mark);
            Assert.Equal("young", Assert.Single(rules.Marks).Mark);
        }

        static Task Publish(Town town, string round) => town.Grace.PublishMoneyRulesAsync(new()
        {
            RequestId = Id(),
            Rules = new()
            {
                RoundId = round,
                Contact = "Grace",
                RingFences = { new RingFence { Mark = "young", Title = "Young people", Percentage = 30 } },
            },
        }).ResponseAsync;

        static Task Mark(Town town, string round) => town.Grace.MarkIdeaAsync(
            new() { RequestId = Id(), RoundId = round, ProjectId = "1", AreaCode = North, Marks = { "young" } }).ResponseAsync;
    }

    [Theory, EveryDatabase]
    public async Task While_money_moves_what_is_read_of_a_round_adds_up_at_every_moment(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(10_000);
        await town.Released("autumn", fund.FundId, (North, 5_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", [.. Enumerable.Repeat(People.Amina, Rounds)]));
        await town.Service.Deliver(Result("autumn", [.. Enumerable.Repeat(100L, Rounds)]));
        var awards = (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn", PageSize = 200 })).Awards;
        Assert.Equal((500_000, 500_000, 0, 0), await town.Pot());

        var moving = Task.WhenAll(awards.Select(award => Task.Run(() => town.Amina.DeclineAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId }, deadline: DateTime.UtcNow.AddMinutes(2)).ResponseAsync)));
        var read = 0;
        while (!moving.IsCompleted)
        {
            // Looks whether it adds up.
            await town.Pot();
            read++;
        }

        await moving;
        Assert.True(read > 5, $"It was read {read} times.");
        Assert.Equal((500_000, 0, 0, 500_000), await town.Pot());
    }

    [Theory, EveryDatabase]
    public async Task Money_that_goes_both_ways_at_once_arrives(string engine)
    {
        await using var town = await Town.Start(engine);
        var accounts = (string[])["a", "b"];
        await Change(async transaction =>
        {
            foreach (var account in accounts)
            {
                await Ledger.Open(transaction, Account.OfFunder(account, "GBP"));
            }
        });
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(
                () => Change(transaction => Ledger.PostCovered(transaction, Moved($"t-{round}-{at}", at))))));
        }

        await using var session = await town.Service.Database.Read(CancellationToken.None);
        Assert.Empty(await Ledger.LoadDifferences(session));

        TransferRow Moved(string id, int at) => new()
        {
            TransferId = id,
            DebitAccount = Account.OfFunder(accounts[at % 2], "GBP").AccountId,
            CreditAccount = Account.OfFunder(accounts[1 - (at % 2)], "GBP").AccountId,
            AmountMinor = at + 1,
            Currency = "GBP",
            Code = TransferCode.Income,
            Actor = "subject",
            TransferredAt = DateTimeOffset.UnixEpoch,
        };

        async Task Change(Func<Transaction, Task> change)
        {
            await using var transaction = await town.Service.Database.Begin(CancellationToken.None);
            await change(transaction);
            await transaction.Commit();
        }
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
