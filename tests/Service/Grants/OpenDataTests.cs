using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants;
using Participatory.Grants.OpenData;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>What the service publishes of its grants.</summary>
public sealed class OpenDataTests
{
    private const int Awards = 200;

    [Theory, EveryDatabase]
    public async Task A_round_with_200_awards_of_every_kind_is_published_without_an_error(string engine)
    {
        await using var town = await Town.Start(engine);
        var fund = await town.FundWith(100_000);
        await town.Released("autumn", fund.FundId, (North, 90_000));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Paper("autumn", [.. Enumerable.Repeat(People.Amina, Awards)]));
        await town.Service.Deliver(Result("autumn", [.. Enumerable.Range(0, Awards).Select(number => 100L + number)]));
        var awards = await All(town);
        await Parallel.ForEachAsync(awards.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (award, _) => await Play(town, award.Item, award.Index));

        var package = JsonNode.Parse(await Export(town, GrantsFormat.Json))!.AsObject();

        Assert.Equal(Awards, package["grants"]!.AsArray().Count);
        Assert.Empty(await OpenGrants.SchemaErrors(package.ToJsonString()));
        Assert.Empty(GrantChecks.OfPackage(package, OpenGrants.Today));
        var grants = package["grants"]!.AsArray();
        Assert.Equal(awards.Sum(award => award.Amount.AmountMinor) / 100m, grants.Sum(grant => (decimal)grant!["amountAwarded"]!));
        // What is promised and paid is what the ledger says.
        Assert.All(grants, grant => Assert.Equal(
            (decimal)grant!["amountAwarded"]!, grant["commitmentTransaction"]!.AsArray().Sum(moved => (decimal)moved!["value"]!)));
        var money = await town.Money();
        Assert.Equal(money.Total.Paid.AmountMinor / 100m, grants.Sum(grant => (decimal)grant!["amountDisbursed"]!));
        Assert.True(money.Total.Paid.AmountMinor > 0 && money.Total.Held.AmountMinor > 0);
        Assert.DoesNotContain("Ada Hill", package.ToJsonString(), StringComparison.Ordinal);

        var status = await town.Grace.GetGrantsStatusAsync(new());
        Assert.Equal((Awards, 0), (status.Published, status.Faults.Count));
        var sheet = await Export(town, GrantsFormat.Csv);
        Assert.Equal(Awards + 1, sheet.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(
            Awards + 1, (await Export(town, GrantsFormat.Transparency)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory, EveryDatabase]
    public async Task The_latest_name_of_an_area_is_published_in_whatever_order_corrections_are_heard(string engine)
    {
        await using var town = await Town.Start(engine);
        AreasRenamed Renamed(int number, string name) => new("autumn", number, [new RoundArea(North, name)]);
        await town.Service.Deliver(Renamed(2, "North and Quay"));
        await town.Service.Deliver(Opened("autumn"));
        await town.Service.Deliver(Renamed(1, "Norht"));
        await town.Accepted("autumn");
        Assert.Contains("North and Quay", await Export(town, GrantsFormat.Json), StringComparison.Ordinal);
        await town.Service.Deliver(Renamed(3, "North Quay"), "message-3");
        await town.Service.Deliver(Renamed(3, "North Quay"), "message-3");
        await town.Service.Deliver(Renamed(2, "North and Quay"));

        var package = await Export(town, GrantsFormat.Json);
        Assert.Contains("North Quay", package, StringComparison.Ordinal);
        Assert.DoesNotContain("North and Quay", package, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_must_not_be_published_is_left_out_and_officers_are_told(string engine)
    {
        await using var town = await Town.Start(engine);
        await Assert.ThrowsAsync<RpcException>(() => Export(town, GrantsFormat.Json));
        var good = await town.Accepted("autumn");
        var bad = await town.Accepted("winter");
        await town.Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = bad.AwardId, Holder = Holder.Group, GroupName = "Ask amina@example.org" });
        var unknown = await town.Offered("spring");
        await town.Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = unknown.AwardId, AgreementVersion = unknown.AgreementVersion });

        var package = JsonNode.Parse(await Export(town, GrantsFormat.Json))!;

        Assert.Equal($"360G-elmstow-{good.AwardId}", Assert.Single(package["grants"]!.AsArray())!["id"]!.ToString());
        var faults = (await town.Grace.GetGrantsStatusAsync(new())).Faults;
        Assert.Equal([(bad.AwardId, "EMAIL_IN_TEXT"), (unknown.AwardId, "RECIPIENT_NOT_KNOWN")],
            faults.Select(fault => (fault.AwardId, fault.Code)).Distinct());
        // Everybody may know how many there are, not whose grant has what fault.
        Assert.Equal(
            (1, 0), ((await town.Nobody.GetGrantsStatusAsync(new())).Published,
            (await town.Nobody.GetGrantsStatusAsync(new())).Faults.Count));
        var refusal = await Assert.ThrowsAsync<RpcException>(() => Export(town, GrantsFormat.Json, "winter"));
        Assert.Equal((StatusCode.NotFound, "NOTHING_PUBLISHED"), (refusal.StatusCode, refusal.Reason()));
    }

    [Theory, EveryDatabase]
    public async Task The_file_says_when_it_last_changed(string engine)
    {
        await using var town = await Town.Start(engine);
        var payment = await town.ApprovedPayment();
        var before = await Changed(town);
        town.Service.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(before, await Changed(town));

        await town.Confirm(payment);

        Assert.Equal(town.Service.Clock.Now, await Changed(town));
    }

    private static async Task<List<Award>> All(Town town)
    {
        var page = await town.Nobody.ListAwardsAsync(new() { RoundId = "autumn", PageSize = 200 });
        Assert.Equal(Awards, page.Awards.Count);
        return [.. page.Awards];
    }

    /// <summary>One of every kind of holder, in every register, and every state that a yes can lead to.</summary>
    private static async Task Play(Town town, Award award, int number)
    {
        await town.Amina.AcceptAwardAsync(new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        var holder = (Holder)(1 + (number % 4));
        var choice = new ChooseHolderRequest { RequestId = Id(), AwardId = award.AwardId, Holder = holder };
        switch (holder)
        {
            case Holder.Group:
                choice.GroupName = $"Group, the \"{number % 30}\"";
                choice.CharityNumber = (number / 4 % 4) switch { 1 => "1123456", 2 => "SC012345", 3 => "NIC100002", _ => "" };
                choice.CompanyNumber = number % 8 == 4 ? "09876543" : "";
                break;
            case Holder.Host:
                (choice.GroupName, choice.HostName) = ("Walkers", "Elmstow Voluntary Action");
                break;
            case Holder.CouncilBuys:
                (choice.GroupName, choice.Shopping) = (number % 8 == 3 ? "Menders" : "", "Things");
                break;
        }

        var payee = await town.Amina.ChooseHolderAsync(choice);
        if (holder == Holder.Host)
        {
            await town.Tom.ConfirmHostingAsync(new()
            {
                RequestId = Id(), AwardId = award.AwardId, HostCode = payee.HostCode, FeeBasisPoints = 500, CharityNumber = "1099999",
                SignedBy = "Ada Hill, treasurer", Words = "We hold it.",
            });
        }

        if (holder != Holder.CouncilBuys && number % 3 == 0)
        {
            payee = await (holder == Holder.Host ? town.Tom : town.Amina).GiveBankDetailsAsync(Details(award));
            await town.Femi.RecordPayeeCheckAsync(
                new()
                {
                    RequestId = Id(), AwardId = award.AwardId, DetailsVersion = payee.DetailsVersion,
                    Result = PayeeCheckResult.Match
                });
            await PayPart(town, award, inParts: number % 2 == 0);
        }
    }

    private static async Task PayPart(Town town, Award award, bool inParts)
    {
        if (inParts)
        {
            await town.Grace.PlanPaymentsAsync(new()
            {
                RequestId = Id(),
                AwardId = award.AwardId,
                Parts =
                {
                    new PaymentPart { Amount = Pounds(60), DueOn = "2026-04-01" },
                    new PaymentPart { Amount = new() { AmountMinor = award.Amount.AmountMinor - 6_000, Currency = "GBP" },
                        DueOn = "2026-05-01" },
                },
            });
        }

        var payment = await town.Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await town.Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await town.Confirm(payment);
    }

    internal static async Task<string> Export(Town town, GrantsFormat format, string roundId = "")
    {
        using var call = town.Nobody.ExportGrants(new() { Format = format, RoundId = roundId });
        var bytes = new List<byte>();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            bytes.AddRange(piece.Content);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static async Task<DateTimeOffset> Changed(Town town)
    {
        using var call = town.Nobody.ExportGrants(new() { Format = GrantsFormat.Json });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current.ChangeTime.ToDateTimeOffset();
    }
}
