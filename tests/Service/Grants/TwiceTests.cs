using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>What counts where something happens twice, in both orders and with time between.</summary>
public sealed class TwiceTests
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(1);

    [Theory, EveryDatabase]
    public async Task Of_two_checks_of_the_bank_the_later_one_counts(string engine)
    {
        await using var town = await Town.Start(engine);
        foreach (var (first, second, step) in ((PayeeCheckResult, PayeeCheckResult, PayeeStep)[])
        [
            (PayeeCheckResult.NoMatch, PayeeCheckResult.Match, PayeeStep.Ready),
            (PayeeCheckResult.Match, PayeeCheckResult.NoMatch, PayeeStep.Correct),
        ])
        {
            var award = await town.Accepted($"{first}-{second}".ToLowerInvariant());
            foreach (var result in (PayeeCheckResult[])[first, second])
            {
                town.Service.Clock.Advance(Later);
                await town.Femi.RecordPayeeCheckAsync(new()
                {
                    RequestId = Id(), AwardId = award.AwardId, DetailsVersion = 1, Result = result, Note = "Rang the bank.",
                });
            }

            var payee = await town.Femi.GetPayeeAsync(new() { AwardId = award.AwardId });
            Assert.Equal((step, second), (payee.Step, payee.Check.Result));
        }
    }

    [Theory, EveryDatabase]
    public async Task Of_two_payments_that_were_stopped_the_later_one_says_why(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        foreach (var reason in (string[])["B: the amount was wrong.", "A: the day was wrong."])
        {
            town.Service.Clock.Advance(Later);
            var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
            await town.Femi.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = reason });
            Assert.Equal(reason, (await town.Grace.GetPayeeAsync(new() { AwardId = award.AwardId })).StopReason);
        }
    }

    [Theory, EveryDatabase]
    public async Task Of_two_choices_of_evidence_the_later_one_holds_and_both_are_kept(string engine)
    {
        await using var town = await Town.Start(engine);
        foreach (var (first, second) in ((Evidence, Evidence)[])[(Evidence.Keep, Evidence.None), (Evidence.None, Evidence.Keep)])
        {
            var fund = await town.FundWith(1_000, $"{first}-{second}".ToLowerInvariant());
            foreach (var evidence in (Evidence[])[first, second])
            {
                town.Service.Clock.Advance(Later);
                await town.Femi.ChooseEvidenceAsync(
                    new() { RequestId = Id(), FundId = fund.FundId, Evidence = evidence, Reason = "Small amounts" });
            }

            var history = await town.Grace.GetEvidenceHistoryAsync(new() { FundId = fund.FundId });
            Assert.Equal(second, (await town.Grace.GetFundAsync(new() { FundId = fund.FundId })).Evidence);
            Assert.Equal([second, first], history.Choices.Take(2).Select(choice => choice.Evidence));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_comes_back_a_second_time_goes_to_the_fund_that_has_not_got_all_of_its_own_back(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(1_000, "a");
        await town.FundWith(1_000, "b");
        await town.Released("autumn", "a", (North, 300));
        await town.Released("autumn", "b", (North, 700));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina));
        await town.Service.Deliver(Result("autumn", 400));
        var award = await town.TheAward();
        await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        await town.Checked(award);
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Confirm(await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId }));
        Assert.Equal((Pounds(0), Pounds(600)), (await InPots("a"), await InPots("b")));

        foreach (var (fromA, fromB) in ((long, long)[])[(0, 660), (20, 700), (80, 700)])
        {
            town.Service.Clock.Advance(Later);
            await town.Femi.RecordReturnAsync(new() { RequestId = Id(), AwardId = award.AwardId, Amount = Pounds(60) });

            Assert.Equal((Pounds(fromA), Pounds(fromB)), (await InPots("a"), await InPots("b")));
        }

        async Task<Participatory.Types.V1.Money> InPots(string fund) =>
            Assert.Single((await town.Nobody.GetFundSharesAsync(new() { FundId = fund })).Shares).InPots;
    }
}
