using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Client = Participatory.Grants.V1.GrantsService.GrantsServiceClient;

namespace Participatory.Tests.Service.Grants;

/// <summary>The grants service with the people of a town around it, and the steps that most tests begin with.</summary>
internal sealed class Town : IAsyncDisposable
{
    public const string North = "E05000001";
    public const string South = "E05000002";

    /// <summary>What the council says about itself.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Payer:Name"] = "Elmstow Council",
        ["Payer:SortCode"] = "20-15-30",
        ["Payer:AccountNumber"] = "00112233",
        ["Payer:ServiceUserNumber"] = "654321",
        ["Publisher:Name"] = "Elmstow Council",
        ["Publisher:OrgId"] = "GB-LAE-ELM",
        ["Publisher:GrantPrefix"] = "360G-elmstow",
        ["Publisher:Department"] = "Neighbourhoods",
        ["Publisher:Pages"] = "https://grants.elmstow.example",
    };

    private Town(RunningService service)
    {
        Service = service;
        // Which of two came first is told by the clock, and must not be told by ids that happen to be in order.
        service.Clock.BetweenCalls = TimeSpan.FromMicroseconds(1);
        Nobody = new Client(service.As(People.Nobody));
        Amina = new Client(service.As(People.Amina));
        Tom = new Client(service.As(People.Tom));
        Grace = new Client(service.As(People.Grace));
        Olu = new Client(service.As(People.Olu));
        Femi = new Client(service.As(People.Femi));
        Noor = new Client(service.As(People.Noor));
    }

    public RunningService Service { get; }
    public Client Nobody { get; }
    public Client Amina { get; }
    public Client Tom { get; }
    public Client Grace { get; }
    public Client Olu { get; }
    public Client Femi { get; }
    public Client Noor { get; }

    /// <param name="engine">Of its database.</param>
    /// <param name="more">What else the service is told.</param>
    /// <param name="zone">Where the council is.</param>
    public static async Task<Town> Start(
        string engine, Action<WebApplicationBuilder>? more = null, string zone = "Europe/London") => new(await RunningService.Start(
        engine,
        builder =>
        {
            builder.Configuration["Council:TimeZone"] = zone;
            AddGrants(builder);
            more?.Invoke(builder);
        },
        app => app.MapGrants(), Participatory.Grants.V1.GrantsService.Descriptor));

    private static void AddGrants(WebApplicationBuilder builder)
    {
        foreach (var (name, value) in Settings)
        {
            builder.Configuration[name] = value;
        }

        builder.AddGrants();
    }

    public static string Id() => Guid.NewGuid().ToString();

    public static Money Pounds(long pounds) => new() { AmountMinor = pounds * 100, Currency = "GBP" };

    /// <summary>The call is refused, for that reason; what it says comes back.</summary>
    public static async Task<RpcException> Refused(StatusCode status, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((status, reason), (refusal.StatusCode, refusal.Reason()));
        return refusal;
    }

    /// <summary>The call is refused because of exactly these fields.</summary>
    public static async Task RefusedFields(Func<Task> call, params string[] fields)
    {
        var refusal = await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", call);
        Assert.Equal(fields, refusal.FieldFaults().Select(fault => fault.Name));
    }

    /// <summary>A fund into which the council has paid.</summary>
    public async Task<Fund> FundWith(long pounds, string fundId = "community-fund", string budgetCode = "CC-1204")
    {
        await Femi.CreateFundAsync(
            new()
            {
                RequestId = Id(), Fund =
            new() { FundId = fundId, Name = "Community fund", Currency = "GBP", BudgetCode = budgetCode }
            });
        return await Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = fundId, Funder = "Elmstow Council", Amount = Pounds(pounds), Reference = "BACS 0001" });
    }

    public static Release Draft(string roundId, string fundId, params (string Area, long Pounds)[] lines)
    {
        var release = new Release { FundId = fundId, RoundId = roundId, Note = "For the autumn round" };
        release.Lines.AddRange(lines.Select(line => new ReleaseLine { AreaCode = line.Area, Amount = Pounds(line.Pounds) }));
        return release;
    }

    public async Task<Release> Propose(string roundId, string fundId, params (string Area, long Pounds)[] lines) =>
        await Grace.ProposeReleaseAsync(new() { RequestId = Id(), Release = Draft(roundId, fundId, lines) });

    /// <summary>Grace proposes and Femi approves.</summary>
    public async Task<Release> Released(string roundId, string fundId, params (string Area, long Pounds)[] lines)
    {
        var release = await Propose(roundId, fundId, lines);
        return await Femi.ApproveReleaseAsync(new() { RequestId = Id(), ReleaseId = release.ReleaseId });
    }

    public static RoundOpened Opened(string roundId) =>
        new(roundId, "Autumn round", "GBP", [new(North, "North"), new(South, "South")], PayWithinDays: 14, AnswerWithinDays: 14,
            StoryAfterDays: 90);

    /// <summary>A ballot paper with ideas p1, p2, … of the given people, all in the north.</summary>
    public static BallotPaperPublished Paper(string roundId, params Caller[] proposers) => new(
        roundId, "Autumn round", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "",
        [new(North, "North", 100_000,
            proposers.Select((who, index) => new BallotPaperProject($"p{index + 1}", $"Idea {index + 1}", 10_000, who.Subject)).ToList())]);

    /// <summary>A result in which p1, p2, … of the north win these amounts, in the order of their votes; p99 does not win.</summary>
    public static ResultDeclared Result(string roundId, params long[] pounds) => new(
        roundId, roundId, "GBP", DateTimeOffset.UnixEpoch, new string('0', 64),
        [
            new(North, 100_000, 500,
            [
                new("p99", "Idea 99", 9_900, 3, false, new(LossReasons.NotEnoughLeft, "GBP", 3, 9_900, MoreVotes: 12)),
                .. pounds.Select((cost, index) => new ProjectDeclared($"p{index + 1}", $"Idea {index + 1}", cost * 100, 400 - index, true)),
            ]),
        ]);

    public static ReportAccepted Story(Award award) => new(
        $"report-{award.AwardId}", award.AwardId, award.RoundId, award.ProjectId, award.Title, People.Amina.Subject,
            "Grace Bell, neighbourhood officer", DateTimeOffset.UnixEpoch);

    /// <summary>
    /// A round in which Amina's idea p1 has won <paramref name="pounds"/> of the 1,000 released to the north, and is
    /// offered them.
    /// </summary>
    public async Task<Award> Offered(string roundId = "autumn", long pounds = 400)
    {
        var fund = await FundWith(5_000, $"fund-{roundId}");
        await Released(roundId, fund.FundId, (North, 1_000), (South, 500));
        await Service.Deliver(Opened(roundId));
        await Service.Deliver(Paper(roundId, People.Amina));
        await Service.Deliver(Result(roundId, pounds));
        return await TheAward(roundId);
    }

    /// <summary>The same of an idea that stands under the name of a group, for which Amina and Tom may say yes to money.</summary>
    public async Task<Award> OfferedToGroup(string roundId = "autumn", long pounds = 400, params string[] signers)
    {
        await Signers(roundId, 1, signers.Length > 0 ? signers : [People.Amina.Subject, People.Tom.Subject]);
        var fund = await FundWith(5_000, $"fund-{roundId}");
        await Released(roundId, fund.FundId, (North, 1_000), (South, 500));
        await Service.Deliver(Opened(roundId));
        var paper = Paper(roundId, People.Amina);
        await Service.Deliver(paper with
        {
            Contests = [paper.Contests[0] with { Projects = [paper.Contests[0].Projects[0] with { GroupId = GroupOf(roundId) }] }],
        });
        await Service.Deliver(Result(roundId, pounds));
        return await TheAward(roundId);
    }

    public static string GroupOf(string roundId) => $"group-{roundId}";

    /// <summary>Who may say yes to money for the group of a round from now on.</summary>
    public async Task Signers(string roundId, int number, params string[] signers)
    {
        await Service.Deliver(new GroupChanged(GroupOf(roundId), "Friends of Mill Lane", IsClosed: false, number));
        await Service.Deliver(new GroupSignersChanged(GroupOf(roundId), number, signers));
    }

    public async Task<Award> Accepted(string roundId = "autumn", long pounds = 400)
    {
        var award = await Offered(roundId, pounds);
        award = await Amina.AcceptAwardAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        await Checked(award);
        return award;
    }

    /// <summary>Amina's group has an account of its own, and the bank knows it.</summary>
    public async Task<Payee> Checked(Award award)
    {
        await Amina.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.Group, GroupName = "Mill Lane Residents" });
        var payee = await Amina.GiveBankDetailsAsync(Details(award));
        return await Femi.RecordPayeeCheckAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, DetailsVersion = payee.DetailsVersion, Result = PayeeCheckResult.Match });
    }

    public static GiveBankDetailsRequest Details(Award award, string accountNumber = "12345678") =>
        new()
        {
            RequestId = Id(), AwardId = award.AwardId, AccountName = "Mill Lane Residents", SortCode = "20-00-00",
            AccountNumber = accountNumber
        };

    /// <summary>Amina's award is accepted, Grace has asked for it to be paid and Femi has agreed.</summary>
    public async Task<Payment> ApprovedPayment(string roundId = "autumn")
    {
        var award = await Accepted(roundId);
        var payment = await Grace.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        return await Femi.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
    }

    public async Task<Payment> Confirm(Payment payment) =>
        await Femi.ConfirmPaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId, BankReference = "BACS 7781" });

    public async Task<Award> TheAward(string roundId = "autumn") =>
        Assert.Single((await Nobody.ListAwardsAsync(new() { RoundId = roundId })).Awards);

    public async Task<RoundMoney> Money(string roundId = "autumn") => await Nobody.GetRoundMoneyAsync(new() { RoundId = roundId });

    /// <summary>Released, held, paid and left, in minor units; the identity that they must satisfy is checked on the way.</summary>
    public async Task<(long Released, long Held, long Paid, long Left)> Pot(string roundId = "autumn", string? area = North)
    {
        var money = await Money(roundId);
        foreach (var one in money.Areas.Append(money.Total))
        {
            Assert.Equal(
                one.Released.AmountMinor + one.RolledIn.AmountMinor,
                one.Held.AmountMinor + one.Paid.AmountMinor + one.Left.AmountMinor + one.ClawedBack.AmountMinor + one.SentOn.AmountMinor);
        }

        var asked = area is null ? money.Total : money.Areas.Single(one => one.AreaCode == area);
        return (asked.Released.AmountMinor, asked.Held.AmountMinor, asked.Paid.AmountMinor, asked.Left.AmountMinor);
    }

    /// <summary>Every running balance is what the transfers say.</summary>
    public async Task TheLedgerAddsUp()
    {
        await using var session = await Service.Database.Read(CancellationToken.None);
        Assert.Empty(await Ledger.LoadDifferences(session));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await TheLedgerAddsUp();
        }
        finally
        {
            await Service.DisposeAsync();
        }
    }
}
