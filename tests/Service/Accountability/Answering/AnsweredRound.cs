using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.People;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Client = Participatory.Accountability.V1.AccountabilityService.AccountabilityServiceClient;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>The service, running, with what the others tell it about a round.</summary>
internal sealed class AnsweredRound(AskedGroups asked) : IAsyncDisposable
{
    public const string Round = AskedGroups.Round;
    public const string Ward = AskedGroups.Ward;

    public const string OtherWard = AskedGroups.OtherWard;

    public RunningService Service => asked.Service;

    public AskedGroups Asked => asked;

    public DateTimeOffset Now => Service.Clock.Now;

    public static async Task<AnsweredRound> Start(string engine) => new(await AskedGroups.Start(engine));

    public Client As(Caller caller) => asked.As(caller);

    public static Task<RpcException> Refused(StatusCode status, string reason, Func<Task> call) =>
        AskedGroups.Refused(status, reason, call);

    public static string Request() => Guid.NewGuid().ToString();

    public Task Made(string project, Caller proposer, string area = Ward, string round = Round) =>
        Service.Deliver(new ProposalMade(round, project, area, $"Idea {project}", proposer.Subject, Now));

    public Task Reviewed(string project, Caller proposer, bool feasible, string reason = "", string round = Round) =>
        Service.Deliver(new ProposalReviewed(
        round, project, $"Idea {project}", proposer.Subject, feasible, feasible ? 100_000 : null, "GBP", feasible ? "" : reason, feasible
            ? reason : "", "Grace Bell, neighbourhood officer", Now));

    public Task Paper(string imported = "", params (string Project, Caller Proposer)[] ideas) => Service.Deliver(new BallotPaperPublished(
        Round, "Neighbourhood money 2026", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, Now, Now.AddDays(10), imported,
        [new BallotPaperContest(Ward, "Elm Park", 1_000_000,
            [.. ideas.Select(idea => new BallotPaperProject(idea.Project, $"Idea {idea.Project}", 100_000, idea.Proposer.Subject))])]));

    /// <summary>The result of the vote, which no ring-fence changes.</summary>
    public async Task Declared(params (string Project, bool Won)[] ideas)
    {
        await Counted(ideas);
        await Service.Deliver(new WinnersKnown(Round, Now, []));
    }

    public Task Counted(params (string Project, bool Won)[] ideas) => Service.Deliver(new ResultDeclared(
        Round, Round, "GBP", Now, "ab12",
        [new ContestDeclared(Ward, 1_000_000, 40, [.. ideas.Select(idea => new ProjectDeclared(
            idea.Project, $"Idea {idea.Project}", 100_000, 12, idea.Won, idea.Won ? null : NotEnoughLeft))])]));

    /// <summary>Why whoever did not win did not.</summary>
    public static LossDeclared NotEnoughLeft { get; } =
        new(LossReasons.NotEnoughLeft, "GBP", Votes: 12, CostMinor: 100_000, LeftMinor: 50_000, BudgetMinor: 1_000_000, MoreVotes: 3,
            VotesNotEnough: 2);

    public Task Told(string project) => Service.Deliver(new ProposerTold(Round, project, Now));

    public Task Accepted(string project, Caller group) =>
        Service.Deliver(
            new AwardAccepted($"award-{project}", Round, project, Ward, $"Idea {project}", group.Subject, 100_000, "GBP", "2026-2", Now));

    public Task Paid(string project, Caller group) =>
        Service.Deliver(new PaymentConfirmed(
            $"payment-{project}", $"award-{project}", Round, project, Ward, $"Idea {project}", group.Subject, 100_000, "GBP", Now));

    public Task Withdrawn(string project, Caller group, string reason = "The land was sold.") => Service.Deliver(new AwardWithdrawn(
        $"award-{project}", Round, project, Ward, $"Idea {project}", group.Subject, 100_000, "GBP", reason, "Olu Ade, ward officer", Now));

    /// <summary>Pays, and sends a story for everybody; what the service says about it reaches its own consumers.</summary>
    public async Task<Report> TellStory(
        string project, Caller group, string words = "It went well. We danced.", Audience audience = Audience.Everybody)
    {
        await Paid(project, group);
        var report = (await As(group).ListMyReportsAsync(new ListMyReportsRequest { PageSize = 100 })).Reports.Single(
            one => one.ProjectId == project);
        return await asked.Tell(group, report.ReportId, words, audience);
    }

    public async Task<IReadOnlyList<Commitment>> Commitments(params CommitmentState[] states)
    {
        var request = new ListCommitmentsRequest { RoundId = Round };
        request.States.AddRange(states);
        return (await As(People.Nobody).ListCommitmentsAsync(request)).Commitments;
    }

    /// <summary>Until the service has passed on what it says to itself.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        for (var patience = 0; ; patience++)
        {
            var seen = await look();
            if (holds(seen) || patience == 200)
            {
                return seen;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public async Task<long> Count(string table) => await asked.Count(table);

    /// <summary>Every row of a table, its values as text.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Rows(string table)
    {
        await using var session = await Service.Database.Read(TestContext.Current.CancellationToken);
        return (await session.Many<dynamic>(new Sql($"SELECT * FROM {table}")))
            .Select(row => (IReadOnlyDictionary<string, string>)((IDictionary<string, object?>)row).ToDictionary(
                cell => cell.Key, cell => cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : $"{cell.Value}"))
            .ToList();
    }

    public ValueTask DisposeAsync() => asked.DisposeAsync();
}
