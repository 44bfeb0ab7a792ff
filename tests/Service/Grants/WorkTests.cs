using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Grants;
using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Grants.Work;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Grants;

/// <summary>What money waits for is counted, step by step, with whom it is not for.</summary>
public sealed class WorkTests
{
    [Theory, EveryDatabase]
    public async Task Each_step_on_the_way_of_a_grant_waits_for_somebody(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000, "fund-autumn");
        Assert.Empty(await Counted(town));
        var release = await town.Propose("autumn", fund.FundId, (Town.North, 1_000));
        var declined = await town.Propose("autumn", fund.FundId, (Town.South, 1_000));
        Assert.Equal(
            [new WorkLine(WorkKinds.ReleasesToApprove, "autumn", "", 2, NotForSubject: People.Grace.Subject)], await Counted(town));
        await town.Femi.ApproveReleaseAsync(new() { RequestId = Town.Id(), ReleaseId = release.ReleaseId });
        await town.Femi.DeclineReleaseAsync(new() { RequestId = Town.Id(), ReleaseId = declined.ReleaseId, Reason = "Too early." });
        var refused = new WorkLine(WorkKinds.ReleasesDeclined, "", "", 1, OnlyForSubject: People.Grace.Subject);
        Assert.Equal([refused], await Counted(town));

        await town.Service.Deliver(Town.Opened("autumn"));
        await town.Service.Deliver(Town.Paper("autumn", People.Amina));
        await town.Service.Deliver(Town.Result("autumn", 400));
        Assert.Equal([Line(WorkKinds.OffersUnanswered), refused], await Counted(town));
        var award = await town.TheAward();
        await town.Amina.AcceptAwardAsync(
            new() { RequestId = Town.Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        Assert.Equal([refused], await Counted(town));

        await town.Amina.ChooseHolderAsync(
            new() { RequestId = Town.Id(), AwardId = award.AwardId, Holder = Holder.Group, GroupName = "Mill Lane Residents" });
        await town.Amina.GiveBankDetailsAsync(Town.Details(award));
        Assert.Equal(
            [refused, Line(WorkKinds.PayeesToCheck, Town.North), Line(WorkKinds.PaymentsToRequest, Town.North)], await Counted(town));
        await town.Checked(award);
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Town.Id(), AwardId = award.AwardId });
        Assert.Equal([Line(WorkKinds.PaymentsToApprove) with { NotForSubject = People.Grace.Subject }, refused], await Counted(town));

        await town.Femi.CancelPaymentAsync(new() { RequestId = Town.Id(), PaymentId = payment.PaymentId, Reason = "Other account." });
        Assert.Equal(
            [
                refused, new WorkLine(WorkKinds.PaymentStopped, "", award.Title, 1, OnlyForSubject: People.Grace.Subject),
                Line(WorkKinds.PaymentsToRequest, Town.North) with { NotForSubject = People.Grace.Subject },
            ],
            await Counted(town));
        payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Town.Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Town.Id(), PaymentId = payment.PaymentId });
        Assert.Equal([Line(WorkKinds.PaymentsForRun), refused], await Counted(town));
        await town.Confirm(payment);
        town.Service.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Empty(await Counted(town));
    }

    [Theory, EveryDatabase]
    public async Task Money_to_take_back_waits_for_somebody_else_than_who_proposed_it(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(5_000, "fund-autumn");
        await town.Released("autumn", fund.FundId, (Town.North, 1_000));
        await town.Grace.ProposeClawbackAsync(new()
        {
            RequestId = Town.Id(),
            Clawback = new()
            {
                FundId = fund.FundId, RoundId = "autumn", AreaCode = Town.North, Amount = Town.Pounds(100), Reason = "The roof leaks.",
            },
        });
        Assert.Equal([Line(WorkKinds.ClawbacksToDecide) with { NotForSubject = People.Grace.Subject }], await Counted(town));
    }

    [Fact]
    public void Payees_of_an_area_are_counted_together() => Assert.Equal(
        [new WorkLine(WorkKinds.ChangesToConfirm, "", "", 2, "N"), new WorkLine(WorkKinds.PaymentsToRequest, "", "", 1, "N")],
        CountWork.Decide([Changed(askedMinor: 0), Changed(askedMinor: 100)]));

    private static PayeeRow Changed(long askedMinor) => new()
    {
        AreaCode = "N", State = "ACCEPTED", Holder = "GROUP", DetailsVersion = 2, FrozenAt = DateTimeOffset.UnixEpoch, AmountMinor = 100,
        AskedMinor = askedMinor,
    };

    private static WorkLine Line(string kind, string area = "") => new(kind, "", "", 1, area);

    /// <summary>What a process that has said nothing yet says now; nothing where nothing waits.</summary>
    internal static async Task<IReadOnlyList<WorkLine>> Counted(Town town)
    {
        var before = (await town.Service.Published<WorkCounted>()).Count;
        await ActivatorUtilities.CreateInstance<CountWork>(town.Service.Services).Tick(TestContext.Current.CancellationToken);
        return (await town.Service.Published<WorkCounted>()).Skip(before).SelectMany(counted => counted.Lines).ToList();
    }
}
