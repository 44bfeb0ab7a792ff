using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Area = Participatory.Proposals.V1.Area;
using Client = Participatory.Proposals.V1.ProposalsService.ProposalsServiceClient;

namespace Participatory.Tests.Service.Proposals;

/// <summary>A running Proposals service and short words for what people do with it.</summary>
internal sealed class Council : IAsyncDisposable
{
    public const string RoundId = "elm-park-2026";
    public const string Elm = "E05000001";
    public const string Oak = "E05000002";

    private Council(RunningService service) => Service = service;

    public RunningService Service { get; }

    /// <param name="engine">Of its database.</param>
    /// <param name="demonstration">One account stands for many people.</param>
    /// <param name="more">What else the service is told.</param>
    public static async Task<Council> Start(
        string engine, bool demonstration = true, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null) =>
        new(await RunningService.Start(
        engine,
        builder =>
        {
            builder.Configuration["Demo"] = demonstration ? "true" : "false";
            builder.AddProposals();
            more?.Invoke(builder);
        },
        app => app.MapProposals(),
        Participatory.Proposals.V1.ProposalsService.Descriptor));

    /// <summary>A round whose dates are ten days apart, from today.</summary>
    public static Round Draft(string roundId = RoundId, string importedFrom = "") => new()
    {
        RoundId = roundId,
        Title = "Greener Elm Park",
        Description = "£18,000 for the two wards.",
        Currency = "GBP",
        Areas = { new Area { AreaCode = Elm, Name = "Elm Park" }, new Area { AreaCode = Oak, Name = "Oak Hill" } },
        Dates = new PhaseDates
        {
            ListeningFrom = Day(0),
            AcceptingFrom = Day(10),
            ReviewingFrom = Day(20),
            BallotingFrom = Day(30),
            FinishedFrom = Day(40),
        },
        Voting = new VotingRules
        {
            VoteType = VoteType.Approval, MaxLength = 3, Rule = "greedy", Utility = "cost", Ties = "es",
            MinVotes = 2
        },
        Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 14, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        ImportedFrom = importedFrom,
    };

    public static Timestamp Day(double days) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddDays(days).ToTimestamp();

    public static Money Pounds(long pounds) => new() { AmountMinor = pounds * 100, Currency = "GBP" };

    public static string NewRequest() => Guid.NewGuid().ToString();

    public static Proposal Idea(string title = "Benches by the pond", string area = Elm, string roundId = RoundId) => new()
    {
        RoundId = roundId,
        AreaCode = area,
        Title = title,
        Words = "Three benches, so that my nan can rest on the way to the shop.",
        WhoBenefits = "Everybody who walks there",
        Estimate = Pounds(1200),
        ShownAs = "Amina from Pond Street",
    };

    public Client As(Caller caller) => new(Service.As(caller));

    public async Task<Round> Make(Round? round = null) =>
        await As(People.Grace).CreateRoundAsync(new CreateRoundRequest { RequestId = NewRequest(), Round = round ?? Draft() });

    public async Task<Round> Advance(Phase to, string roundId = RoundId) => await As(People.Grace).AdvanceRoundAsync(
        new AdvanceRoundRequest { RequestId = NewRequest(), RoundId = roundId, ToPhase = to, Reason = "Everybody is ready." });

    /// <summary>A round that takes ideas.</summary>
    public async Task MakeAccepting(Round? round = null)
    {
        var made = await Make(round);
        await Advance(Phase.Accepting, made.RoundId);
    }

    public async Task<Proposal> Propose(Caller? caller = null, Proposal? idea = null) =>
        await As(caller ?? People.Amina)
            .CreateProposalAsync(new CreateProposalRequest { RequestId = NewRequest(), Proposal = idea ?? Idea() });

    public async Task<Proposal> Cost(string proposalId, long pounds, Caller? caller = null) =>
        await As(caller ?? People.Grace).ValueProposalAsync(
        new ValueProposalRequest
        {
            RequestId = NewRequest(), RoundId = RoundId, ProposalId = proposalId,
            Valuation = new Valuation { Cost = Pounds(pounds) }
        });

    public async Task<Proposal> TurnDown(string proposalId, string reason = "The pond belongs to the water company.") =>
        await As(People.Grace).ValueProposalAsync(
        new ValueProposalRequest
        {
            RequestId = NewRequest(), RoundId = RoundId, ProposalId = proposalId,
            Valuation = new Valuation { InfeasibleReason = reason }
        });

    public async Task<Proposal> Support(Caller caller, string proposalId) => await As(caller).SupportProposalAsync(
        new SupportProposalRequest { RequestId = NewRequest(), RoundId = RoundId, ProposalId = proposalId });

    /// <summary>An officer decides about the words of an idea, as abuse.</summary>
    /// <param name="judgement">What they decide.</param>
    /// <param name="officer">Grace where nothing else is said.</param>
    /// <param name="id">Of the idea.</param>
    /// <param name="version">Of the words that they have read; 0 where they do not say.</param>
    public async Task<Proposal> Judge(HidingJudgement judgement, Caller? officer = null, string id = "1", int version = 0) =>
        await As(officer ?? People.Grace).JudgeProposalAsync(
        new JudgeProposalRequest
        {
            RequestId = NewRequest(), RoundId = RoundId, ProposalId = id, Part = IdeaPart.Words, Judgement = judgement,
            Reason = HidingReason.Abuse, Version = version,
        });

    public async Task<Proposal> Withdraw(Caller caller, string proposalId) => await As(caller).WithdrawProposalAsync(
        new WithdrawProposalRequest { RequestId = NewRequest(), RoundId = RoundId, ProposalId = proposalId });

    public async Task<Proposal> Get(Caller caller, string proposalId) =>
        await As(caller).GetProposalAsync(new GetProposalRequest { RoundId = RoundId, ProposalId = proposalId });

    public async Task<Round> GetRound(string roundId = RoundId) =>
        await As(People.Nobody).GetRoundAsync(new GetRoundRequest { RoundId = roundId });

    public async Task<Round> Publish(Caller? caller = null, Timestamp? finishedFrom = null) =>
        await As(caller ?? People.Grace).PublishBallotPaperAsync(
        new PublishBallotPaperRequest
        {
            RequestId = NewRequest(), RoundId = RoundId, Reason = "All ideas are reviewed.",
            FinishedFrom = finishedFrom
        });

    public Task Release(string area, long pounds, string? releaseId = null, string roundId = RoundId, string currency = "GBP") =>
        Service.Deliver(new BudgetReleased(
        releaseId ?? Guid.NewGuid().ToString(), roundId, "fund-1", currency, Service.Clock.Now, [new ReleasedToArea(area, pounds * 100)]));

    public Task Declare(params ProjectDeclared[] projects) => Service.Deliver(new ResultDeclared(
        RoundId, RoundId, "GBP", Service.Clock.Now, new string('a', 64), [new ContestDeclared(Elm, 500_000, 12, projects)]));

    /// <summary>Somebody has left, and nothing of them is to stay.</summary>
    public async Task Forget(Caller who)
    {
        await Service.Deliver(new PersonForgotten(who.Subject, Service.Clock.Now));
        await ((Forgetting)Service.Services.GetService(typeof(Forgetting))!).Tick(TestContext.Current.CancellationToken);
    }

    /// <summary>What the clock does every two seconds, now.</summary>
    public Task Tick() => ((MoveByClock)Service.Services.GetService(typeof(MoveByClock))!).Tick(TestContext.Current.CancellationToken);

    public async Task<T?> Ask<T>(string sql)
    {
        await using var session = await Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.One<T>(new Sql(sql));
    }

    /// <summary>What somebody might try with the database itself.</summary>
    public async Task Run(string sql)
    {
        await using var transaction = await Service.Database.Begin(TestContext.Current.CancellationToken);
        await transaction.Execute(new Sql(sql));
        await transaction.Commit();
    }

    /// <summary>Expects a refusal with this reason, naming every one of these fields, and returns its sentence.</summary>
    public static async Task<string> Refused(string reason, Func<Task> call, params string[] fields)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(reason, failure.Reason());
        Assert.Equal(fields.Order(), failure.FieldFaults().Select(fault => fault.Name).Distinct().Order());
        return failure.Status.Detail;
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
