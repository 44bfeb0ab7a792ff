using Participatory.Accountability.Commitments;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.Funders;
using Participatory.Accountability.Ideas;
using Participatory.Accountability.Learning;
using Participatory.Accountability.Outcomes;
using Participatory.Accountability.Scores;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.Accountability;

/// <summary>The operations with which the council answers back.</summary>
internal sealed record Answering(
    ListCommitments ListCommitments,
    MakeCommitment MakeCommitment,
    SettleCommitment SettleCommitment,
    ListOutcomes ListOutcomes,
    ListMySteps ListMySteps,
    SendScore SendScore,
    SendMinutes SendMinutes,
    GetRelationship GetRelationship,
    ReplyToScores ReplyToScores,
    GetTimeAsked GetTimeAsked,
    TagStory TagStory,
    GetTags GetTags,
    GetLearning GetLearning,
    SayAboutMe SayAboutMe,
    GetFairness GetFairness,
    MakeFunderLink MakeFunderLink,
    EndFunderLink EndFunderLink,
    ListFunderLinks ListFunderLinks,
    GetFunderPage GetFunderPage)
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(30);

    public static void Add(WebApplicationBuilder builder)
    {
        var data = builder.Configuration["Data"] ?? throw new InvalidOperationException("Please set Data to the folder in which secrets are kept.");
        builder.Services
            .AddSingleton(_ => Keyed.LoadOrCreate(Path.Combine(data, "keys", "funder-links.key")))
            .AddSingleton(_ => new RoundKeys(Path.Combine(data, "keys", "fairness")))
            .AddSingleton<AnnounceOutcomes>()
            .AddSingleton<KeepIdea>()
            .AddSingleton<KeepReview>()
            .AddSingleton<KeepPaper>()
            .AddSingleton<KeepResult>()
            .AddSingleton<PublishOutcome>()
            .AddSingleton<ListCommitments>()
            .AddSingleton<MakeCommitment>()
            .AddSingleton<SettleCommitment>()
            .AddSingleton<ListOutcomes>()
            .AddSingleton<ListMySteps>()
            .AddSingleton<SendScore>()
            .AddSingleton<SendMinutes>()
            .AddSingleton<GetRelationship>()
            .AddSingleton<ReplyToScores>()
            .AddSingleton<GetTimeAsked>()
            .AddSingleton<TagStory>()
            .AddSingleton<GetTags>()
            .AddSingleton<GetLearning>()
            .AddSingleton<SayAboutMe>()
            .AddSingleton<CountRound>()
            .AddSingleton<GetFairness>()
            .AddSingleton<MakeFunderLink>()
            .AddSingleton<EndFunderLink>()
            .AddSingleton<ListFunderLinks>()
            .AddSingleton<GetFunderPage>()
            .AddSingleton<Answering>();
        builder.AddClockwork(CountEvery, services => services.GetRequiredService<CountRound>().WhatIsDue);
    }

    public static void Listen(IServiceProvider services, Bus bus, Database database)
    {
        bus.On<ProposalMade>("accountability.keep-idea", database, services.GetRequiredService<KeepIdea>().Apply);
        bus.On<ProposalWithdrawn>("accountability.drop-idea", database, services.GetRequiredService<KeepIdea>().Apply);
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
    }
}
