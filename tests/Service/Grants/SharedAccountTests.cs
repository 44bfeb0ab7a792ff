using Microsoft.Extensions.DependencyInjection;
using Participatory.Grants.Payees;
using Participatory.Grants.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>What finance sees of many payees at once: who shares an account, and what can be requested.</summary>
public sealed class SharedAccountTests
{
    [Theory, EveryDatabase]
    public async Task Two_people_who_give_one_account_are_seen_and_the_account_is_not(string engine)
    {
        await using var town = await Town.Start(engine);
        var (first, second, third) = await ThreeAccepted(town);
        await town.Amina.GiveBankDetailsAsync(Details(first));
        await town.Amina.GiveBankDetailsAsync(Details(second));
        Assert.Empty((await town.Femi.GetPayeeAsync(new() { AwardId = first.AwardId })).SameAccount);

        await town.Tom.GiveBankDetailsAsync(Details(third));

        var seen = await town.Femi.GetPayeeAsync(new() { AwardId = third.AwardId });
        Assert.Equal([first.AwardId, second.AwardId], seen.SameAccount.Select(other => other.AwardId).Order(StringComparer.Ordinal));
        Assert.All(seen.SameAccount, other => Assert.DoesNotContain("••", other.ToString(), StringComparison.Ordinal));
        Assert.Equal(third.Title, Assert.Single((await town.Grace.GetPayeeAsync(new() { AwardId = first.AwardId })).SameAccount).Title);
        Assert.Empty((await town.Tom.GetPayeeAsync(new() { AwardId = third.AwardId })).SameAccount);
        Assert.All((await town.Femi.ListPayeesAsync(new())).Payees, payee => Assert.NotEmpty(payee.SameAccount));
        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = third.AwardId });
        Assert.Equal(2, Assert.Single((await town.Femi.ListPaymentsAsync(new())).Payments).SameAccount.Count);
        Assert.Equal(2, (await town.Femi.GetPaymentAsync(new() { PaymentId = payment.PaymentId })).SameAccount.Count);

        // What was given before there were marks gets them.
        await using (var transaction = await town.Service.Database.Begin(CancellationToken.None))
        {
            Assert.Equal(3, await transaction.Execute(new("DELETE FROM payee_mark")));
            await transaction.Commit();
        }

        Assert.Empty((await town.Femi.GetPayeeAsync(new() { AwardId = third.AwardId })).SameAccount);
        await town.Service.Services.GetRequiredService<MarkAccounts>().Tick(CancellationToken.None);
        Assert.Equal(2, (await town.Femi.GetPayeeAsync(new() { AwardId = third.AwardId })).SameAccount.Count);

        await town.Tom.GiveBankDetailsAsync(Details(third, "87654321"));
        Assert.Empty((await town.Femi.GetPayeeAsync(new() { AwardId = first.AwardId })).SameAccount);
    }

    [Theory, EveryDatabase]
    public async Task What_can_be_requested_is_listed_with_its_area_and_group_until_it_is_on_its_way(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        var toRequest = new ListPayeesRequest { ToRequest = true };

        var payee = Assert.Single((await town.Grace.ListPayeesAsync(toRequest)).Payees);
        Assert.Equal((North, "North", "Mill Lane Residents"), (payee.AreaCode, payee.AreaName, payee.GroupName));
        Assert.NotNull(payee.AcceptTime);

        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        Assert.Equal((North, "North", "Mill Lane Residents", Holder.Group),
            (payment.AreaCode, payment.AreaName, payment.GroupName, payment.Holder));
        Assert.Empty((await town.Grace.ListPayeesAsync(toRequest)).Payees);
        await town.Femi.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "Wrong month" });
        payee = Assert.Single((await town.Grace.ListPayeesAsync(toRequest)).Payees);
        Assert.Equal((true, "Wrong month"), (payee.StoppedMine, payee.StopReason));
        Assert.False(Assert.Single((await town.Noor.ListPayeesAsync(toRequest)).Payees).StoppedMine);
        payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        Assert.Equal("", Assert.Single((await town.Grace.ListPayeesAsync(new())).Payees).StopReason);
        await town.Grace.CancelPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, Reason = "My own mistake" });
        Assert.False(Assert.Single((await town.Grace.ListPayeesAsync(toRequest)).Payees).StoppedMine);
    }

    /// <summary>Two grants of Amina's and one of Tom's, accepted, each for a group with an account of its own.</summary>
    private static async Task<(Award First, Award Second, Award Third)> ThreeAccepted(Town town)
    {
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", People.Amina, People.Amina, People.Tom));
        await town.Service.Deliver(Result("autumn", 100, 100, 100));
        List<Award> accepted = [];
        foreach (var award in (await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn" })).Awards
            .OrderBy(one => one.ProjectId, StringComparer.Ordinal))
        {
            var group = award.ProjectId == "p3" ? town.Tom : town.Amina;
            await group.AcceptAwardAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
            await group.ChooseHolderAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Group, GroupName = $"Group {award.ProjectId}" });
            accepted.Add(award);
        }

        return (accepted[0], accepted[1], accepted[2]);
    }
}
