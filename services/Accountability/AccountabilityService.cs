using Participatory.Accountability.Commitments;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.Funders;
using Participatory.Accountability.Ideas;
using Participatory.Accountability.Outcomes;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Rights;
using Participatory.Accountability.Stories;
using Participatory.Accountability.Work;
using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform.Moderation;
using Participatory.Platform;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability;

/// <summary>The service that asks how it went, keeps what people tell, and answers.</summary>
/// <remarks>
/// Setting beside the platform's: <c>Data</c>, the folder in which <c>keys/funder-links.key</c> and, until a round is
/// counted, its key under <c>keys/fairness</c> are kept or made. Several processes on one database need the same files.
/// </remarks>
public static class AccountabilityService
{
    /// <summary>How often we look for groups whose money has been used.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);

    /// <summary>How often we look for rounds of which the answers about people can be counted.</summary>
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(30);

    /// <summary>How often we look whether what waits for officers has changed.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the service. Services that share a process are given the same <paramref name="bus"/>.</summary>
    public static void AddAccountability(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(AccountabilityService).Assembly, V1.AccountabilityService.Descriptor, Listeners.All, bus);
        builder.Services.AddSingleton<MyData>().AddSingleton<ForgetPerson>().AddSingleton(services => new PersonalData(
            services.GetRequiredService<MyData>().Read, services.GetRequiredService<ForgetPerson>().Of));
        var keys = Path.Combine(
            builder.Configuration["Data"]
                ?? throw new InvalidOperationException("Please set Data to the folder in which secrets are kept."), "keys");
        builder.Services.AddSingleton(_ => Keyed.LoadOrCreate(Path.Combine(keys, "funder-links.key")));
        builder.Services.AddSingleton(_ => new RoundKeys(Path.Combine(keys, "fairness")));
        builder.Services.AddSingleton<AnnounceOutcomes>().AddSingleton<UploadGate>();
        builder.AddPeriodicJob(AskEvery, services => services.GetRequiredService<AskAndRemind>().Tick);
        builder.AddPeriodicJob(CountEvery, services => services.GetRequiredService<CountRound>().Tick);
        builder.AddPeriodicJob(LookEvery, services => services.GetRequiredService<CountWork>().Tick);
        builder.AddPeriodicJob(LookEvery, services => services.GetRequiredService<FoldStories>().Tick);
    }

    /// <summary>Maps its methods and begins to listen to the others.</summary>
    public static void MapAccountability(this WebApplication app)
    {
        app.MapPlatform();
        app.MapGrpcService<AccountabilityGrpc>();

        var services = app.Services;
        var bus = services.GetRequiredService<Bus>();
        var database = services.GetRequiredService<Database>();
        bus.On<RoundOpened>("accountability.keep-round", database, services.GetRequiredService<KeepRound>().Apply);
        bus.On<AwardAccepted>("accountability.keep-award", database, services.GetRequiredService<KeepAward>().Apply);
        bus.On<GroupDrawn>("accountability.invite-group", database, services.GetRequiredService<InviteGroup>().Apply);
        bus.On<PaymentConfirmed>("accountability.request-report", database, services.GetRequiredService<RequestReport>().Apply);
        bus.On<ProposalMade>("accountability.keep-idea", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalWithdrawn>("accountability.drop-idea", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalsJoined>("accountability.keep-joined", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalsSplit>("accountability.keep-split", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalEdited>("accountability.keep-edit", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalPassedOn>("accountability.keep-proposer", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalHidden>("accountability.keep-hiding", database, (change, transaction) => HiddenTitle.Note(
            transaction, change.RoundId, change.ProposalId, change.Part, change.Number, change.State, change.Reason,
            change.ChangedAt));
        bus.On<ProposalReviewed>("accountability.keep-review", database, services.GetRequiredService<KeepReview>().Apply);
        bus.On<BallotPaperPublished>("accountability.keep-paper", database, services.GetRequiredService<KeepPaper>().Apply);
        bus.On<ResultDeclared>("accountability.keep-result", database, services.GetRequiredService<KeepResult>().Apply);
        bus.On<WinnersKnown>("accountability.keep-winners", database, services.GetRequiredService<KeepResult>().Apply);
        bus.On<ProposerTold>("accountability.publish-outcome", database, services.GetRequiredService<PublishOutcome>().Apply);
        bus.On<AwardAccepted>("accountability.promise-payment", database, PromisesFromEvents.Apply);
        bus.On<PaymentConfirmed>("accountability.settle-payment", database, PromisesFromEvents.Apply);
        bus.On<AwardWithdrawn>("accountability.break-payment", database, PromisesFromEvents.Apply);
        bus.On<AwardExpired>("accountability.end-offer", database, PromisesFromEvents.Apply);
        bus.On<BudgetClawedBack>("accountability.show-clawback", database, PromisesFromEvents.Apply);
        bus.On<BudgetReleased>("accountability.keep-fund", database, KeepFund.Apply);
        bus.On<StoryShared>("accountability.promise-answer", database, PromisesFromEvents.Apply);
        bus.On<ReportAccepted>("accountability.settle-answer", database, PromisesFromEvents.Apply);
        bus.On<PrioritiesDecided>("accountability.promise-answers", database, PrioritiesToAnswer.Apply);
        bus.On<SessionsEnded>(
            "accountability.end-sessions", database,
            (ended, transaction) => EndedSessions.Note(transaction, ended.SessionIds, ended.EndedAt));
        bus.On<PersonForgotten>(
            "accountability.forget-person", database,
            (gone, transaction) => Forgetting.Note(transaction, gone.PersonSubject, gone.ForgottenAt));
    }
}
