using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Tests.EndToEnd;

/// <content>What comes after the count: the money, the stories, the books.</content>
internal sealed partial class WholeRound
{
    private async Task TheWinnerIsPaidByTwoPeople()
    {
        var awards = await Eventually(
            async () => (await volunteer.Grants.ListMyAwardsAsync(new ListMyAwardsRequest { PageSize = 200 })).Awards.Where(
                award => award.RoundId == round).ToList(),
            found => found.Count == 2);
        Assert.Equal([200_000, 320_000], awards.Select(award => award.Amount.AmountMinor).Order());

        foreach (var award in awards)
        {
            var yes = new AcceptAwardRequest { RequestId = NewId(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion };
            await Assert.ThrowsAsync<RpcException>(async () => await resident.Grants.AcceptAwardAsync(yes));
            await Refused(StatusCode.FailedPrecondition, "AWARD_NOT_PAYABLE", async () => await officer.Grants.InstructPaymentAsync(
                new InstructPaymentRequest { RequestId = NewId(), AwardId = award.AwardId }));
            await volunteer.Grants.AcceptAwardAsync(yes);
            await Refused(StatusCode.FailedPrecondition, "PAYEE_NOT_READY", async () => await officer.Grants.InstructPaymentAsync(
                new InstructPaymentRequest { RequestId = NewId(), AwardId = award.AwardId }));
            await TheBankKnowsTheGroup(award.AwardId);

            var payment = await officer.Grants.InstructPaymentAsync(
                new InstructPaymentRequest { RequestId = NewId(), AwardId = award.AwardId });
            await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await officer.Grants.ApprovePaymentAsync(
                new ApprovePaymentRequest { RequestId = NewId(), PaymentId = payment.PaymentId }));
            await finance.Grants.ApprovePaymentAsync(new ApprovePaymentRequest { RequestId = NewId(), PaymentId = payment.PaymentId });
            var confirm = new ConfirmPaymentRequest { RequestId = NewId(), PaymentId = payment.PaymentId, BankReference = "FT 1" };
            Assert.Equal(await finance.Grants.ConfirmPaymentAsync(confirm), await finance.Grants.ConfirmPaymentAsync(confirm));
        }
    }

    private async Task TheBankKnowsTheGroup(string awardId)
    {
        await volunteer.Grants.ChooseHolderAsync(
            new ChooseHolderRequest { RequestId = NewId(), AwardId = awardId, Holder = Holder.Group, GroupName = "Mill Lane Residents" });
        var payee = await volunteer.Grants.GiveBankDetailsAsync(new GiveBankDetailsRequest
        {
            RequestId = NewId(),
            AwardId = awardId,
            AccountName = "Mill Lane Residents",
            SortCode = "20-00-00",
            AccountNumber = "12345678",
        });
        await finance.Grants.RecordPayeeCheckAsync(new RecordPayeeCheckRequest
        {
            RequestId = NewId(),
            AwardId = awardId,
            DetailsVersion = payee.DetailsVersion,
            Result = PayeeCheckResult.Match,
        });
    }

    private async Task TheGroupTellsAndTheCouncilAnswers()
    {
        var reports = await Eventually(
            async () => (await volunteer.Accountability.ListMyReportsAsync(new ListMyReportsRequest { PageSize = 100 })).Reports.Where(
                report => report.RoundId == round).ToList(),
            found => found.Count == 2);
        foreach (var report in reports)
        {
            const string words = "It rained, and they came anyway. “Næste år igen!” said Mrs Møller.";
            await volunteer.Accountability.SendStoryAsync(new SendStoryRequest
            {
                RequestId = NewId(), ReportId = report.ReportId, Words = words, Audience = Audience.Everybody,
            });
            await officer.Accountability.AnswerStoryAsync(
                new AnswerStoryRequest
                {
                    RequestId = NewId(), ReportId = report.ReportId,
                    Answer = "Thank you. We will be there next time."
                });
            var story = await anyone.Accountability.GetStoryAsync(new GetStoryRequest { ReportId = report.ReportId });
            Assert.Equal(words, story.Words);
            Assert.NotEmpty(story.AnsweredBy);
        }
    }

    private async Task TheBooksBalance()
    {
        var awards = await Eventually(
            async () => (await anyone.Grants.ListAwardsAsync(new ListAwardsRequest { RoundId = round })).Awards.ToList(),
            found => found.Count == 2 && found.All(award => award.State == AwardState.Closed));
        Assert.All(awards, award => Assert.False(award.Mine));

        var money = (await anyone.Grants.GetRoundMoneyAsync(new GetRoundMoneyRequest { RoundId = round })).Total;
        Assert.Equal(800_000, money.Released.AmountMinor);
        Assert.Equal(520_000, money.Paid.AmountMinor);
        Assert.Equal(0, money.Held.AmountMinor);
        Assert.Equal(280_000, money.Left.AmountMinor);
        var finished = await anyone.Proposals.GetRoundAsync(new GetRoundRequest { RoundId = round });
        Assert.Equal(Phase.Finished, finished.Phase);
    }
}
