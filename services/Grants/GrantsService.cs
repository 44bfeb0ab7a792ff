using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Platform;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>Funds, the pots of areas, the ledger, awards, agreements and payments.</summary>
public static class GrantsService
{
    private static readonly TimeSpan EveryMinute = TimeSpan.FromMinutes(1);

    /// <summary>Adds the service; where several share a process they are given the same <paramref name="bus"/>.</summary>
    public static void AddGrants(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(GrantsService).Assembly, V1.GrantsService.Descriptor, Listeners.All, bus);
        builder.Services.AddSingleton<CloseLedger>().AddSingleton<ExpireAwards>().AddSingleton<DrawSamples>();
        builder.AddClockwork(EveryMinute, services => services.GetRequiredService<ExpireAwards>().Tick);
        builder.AddClockwork(EveryMinute, services => services.GetRequiredService<CloseLedger>().Tick);
        builder.AddClockwork(EveryMinute, services => services.GetRequiredService<DrawSamples>().Tick);
        builder.AddBankVault();
        builder.Services.AddSingleton(new CouncilSettings(Payer.Read(builder.Configuration), Publisher.Read(builder.Configuration), BankDays.Read(builder.Configuration)));
    }

    /// <summary>Maps its methods and listens to what the other services say.</summary>
    public static void MapGrants(this WebApplication app)
    {
        app.MapPlatform();
        app.MapGrpcService<GrantsGrpc>();

        var bus = app.Services.GetRequiredService<Bus>();
        var database = app.Services.GetRequiredService<Database>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        bus.On<RoundOpened>("grants.learn-terms", database, new LearnTerms(clock).Apply);
        bus.On<RoundOpened>("grants.learn-places", database, LearnPlaces.Apply);
        bus.On<ProposalMade>("grants.learn-marks", database, LearnMarks.Apply);
        bus.On<BallotPaperPublished>("grants.learn-ideas", database, new LearnIdeas(clock).Apply);
        bus.On<ResultDeclared>("grants.offer-awards", database, new OfferAwards(clock).Apply);
        bus.On<ResultDeclared>("grants.keep-result", database, KeepResult.Apply);
        bus.On<ReportAccepted>("grants.close-award", database, new CloseAward(clock).Apply);
        bus.On<ReportExcused>("grants.close-excused", database, new CloseAward(clock).Apply);
    }
}
