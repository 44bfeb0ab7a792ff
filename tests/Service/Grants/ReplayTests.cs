using Google.Protobuf;
using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

public sealed class ReplayTests
{
    [Theory, EveryDatabase]
    public async Task Every_change_asked_for_again_gives_the_same_answer_and_changes_nothing(string engine)
    {
        await using var town = await Town.Start(engine);
        await Twice(town, new CreateFundRequest { RequestId = Id(), Fund = new() { Name = "Community fund", Currency = "GBP" } },
            async request => await town.Femi.CreateFundAsync(request));
        var fund = Assert.Single((await town.Femi.ListFundsAsync(new())).Funds);
        await Twice(
            town, new RecordIncomeRequest
            {
                RequestId = Id(), FundId = fund.FundId, Funder = "NHS", Amount = Pounds(2_000),
                Reference = "r"
            }, async request => await town.Femi.RecordIncomeAsync(request));

        await Twice(town, new ProposeReleaseRequest { RequestId = Id(), Release = Draft("autumn", fund.FundId, (North, 900)) },
            async request => await town.Grace.ProposeReleaseAsync(request));
        var release = Assert.Single((await town.Femi.ListReleasesAsync(new())).Releases);
        await Twice(town, new ApproveReleaseRequest { RequestId = Id(), ReleaseId = release.ReleaseId },
            async request => await town.Femi.ApproveReleaseAsync(request));
        var other = await town.Propose("autumn", fund.FundId, (North, 1));
        await Twice(town, new DeclineReleaseRequest { RequestId = Id(), ReleaseId = other.ReleaseId, Reason = "Not now" },
            async request => await town.Femi.DeclineReleaseAsync(request));

        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Amina));
        await town.Service.Deliver(Result("autumn", 400, 300));
        var awards = (await town.Amina.ListAwardsAsync(new() { RoundId = "autumn" })).Awards.OrderBy(award => award.ProjectId).ToList();
        await Twice(town, new AcceptAwardRequest { RequestId = Id(), AwardId = awards[0].AwardId, AgreementVersion = "2026-2" },
            async request => await town.Amina.AcceptAwardAsync(request));
        await Twice(town, new DeclineAwardRequest { RequestId = Id(), AwardId = awards[1].AwardId, Reason = "No time" },
            async request => await town.Amina.DeclineAwardAsync(request));

        var yes = awards[0].AwardId;
        await Twice(
            town, new ChooseHolderRequest
            {
                RequestId = Id(), AwardId = yes, Holder = Holder.Host, GroupName = "Walkers",
                HostName = "Elmstow Voluntary Action"
            }, async request => WithoutCode(await town.Amina.ChooseHolderAsync(request)));
        var code = (await town.Amina.GetPayeeAsync(new() { AwardId = yes })).HostCode;
        await Twice(
            town, new ConfirmHostingRequest
            {
                RequestId = Id(), AwardId = yes, HostCode = code, FeeBasisPoints = 500,
                SignedBy = "Ada Hill, treasurer", Words = "We hold it."
            }, async request => await town.Tom.ConfirmHostingAsync(request));
        await Twice(town, Details(awards[0]), async request => await town.Tom.GiveBankDetailsAsync(request));
        await Twice(
            town, new RecordPayeeCheckRequest { RequestId = Id(), AwardId = yes, DetailsVersion = 1, Result = PayeeCheckResult.Match },
            async request => await town.Femi.RecordPayeeCheckAsync(request));
        await Twice(town, Details(awards[0], "87654321"), async request => await town.Tom.GiveBankDetailsAsync(request));
        await Twice(
            town, new ConfirmChangeRequest
            {
                RequestId = Id(), AwardId = yes, DetailsVersion = 2, Channel = Channel.Phone,
                Note = "Rang Ada"
            }, async request => await town.Noor.ConfirmChangeAsync(request));
        await town.Femi.RecordPayeeCheckAsync(
            new() { RequestId = Id(), AwardId = yes, DetailsVersion = 2, Result = PayeeCheckResult.Match });

        await Twice(town, new InstructPaymentRequest { RequestId = Id(), AwardId = awards[0].AwardId },
            async request => await town.Grace.InstructPaymentAsync(request));
        var payment = Assert.Single((await town.Femi.ListPaymentsAsync(new())).Payments);
        await Twice(town, new CancelPaymentRequest { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "Wrong account" },
            async request => await town.Grace.CancelPaymentAsync(request));
        payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = awards[0].AwardId });
        await Twice(town, new ApprovePaymentRequest { RequestId = Id(), PaymentId = payment.PaymentId },
            async request => await town.Femi.ApprovePaymentAsync(request));
        await Twice(town, new ConfirmPaymentRequest { RequestId = Id(), PaymentId = payment.PaymentId, BankReference = "BACS 1" },
            async request => await town.Femi.ConfirmPaymentAsync(request));

        Assert.Equal((90_000, 0, 40_000, 50_000), await town.Pot());
        Assert.Single(await town.Service.Published<BudgetReleased>());
        Assert.Single(await town.Service.Published<AwardAccepted>());
        Assert.Single(await town.Service.Published<PaymentConfirmed>());
    }

    [Theory, EveryDatabase]
    public async Task A_request_id_used_for_something_else_is_refused(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.FundWith(100);
        var request = new RecordIncomeRequest
        {
            RequestId = Id(), FundId = "community-fund", Funder = "NHS", Amount = Pounds(5),
            Reference = "r"
        };
        await town.Femi.RecordIncomeAsync(request);

        request.Amount = Pounds(6);

        await Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", async () => await town.Femi.RecordIncomeAsync(request));
        Assert.Equal(Pounds(105), (await town.Femi.GetFundAsync(new() { FundId = "community-fund" })).PaidIn);
    }

    // The code is a secret that is not kept; it is shown where the payee is read.
    private static Payee WithoutCode(Payee payee)
    {
        payee.HostCode = "";
        return payee;
    }

    private static async Task Twice<TRequest, TAnswer>(Town town, TRequest request, Func<TRequest, Task<TAnswer>> call)
        where TRequest : IMessage
        where TAnswer : IMessage
    {
        var first = await call(request);
        var rows = await Rows(town);
        town.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first, await call(request));
        Assert.Equal(rows, await Rows(town));
    }

    private static async Task<long> Rows(Town town)
    {
        await using var session = await town.Service.Database.Read(CancellationToken.None);
        return await session.One<long>(new("""
            SELECT (SELECT COUNT(*) FROM fund) + (SELECT COUNT(*) FROM release) + (SELECT COUNT(*) FROM release_line) + (SELECT COUNT(*)
            FROM transfer)
                + (SELECT COUNT(*) FROM account) + (SELECT COUNT(*) FROM award) + (SELECT COUNT(*) FROM payment) + (SELECT COUNT(*)
                FROM outbox)
                + (SELECT COUNT(*) FROM request)
            """));
    }
}
