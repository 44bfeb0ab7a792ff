using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants.Awards;
using Participatory.Grants.Closes;
using Participatory.Grants.Groups;
using Participatory.Grants.OpenData;
using Participatory.Grants.Payees;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.Rights;
using Participatory.Grants.Rules;
using Participatory.Grants.Samples;
using Participatory.Grants.SignOffs;
using Participatory.Grants.Work;
using Participatory.Platform.Moderation;
using Participatory.Platform;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Rights;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants;

/// <summary>Funds, the pots of areas, the ledger, awards, agreements and payments.</summary>
public static class GrantsService
{
    private static readonly TimeSpan EveryMinute = TimeSpan.FromMinutes(1);

    /// <summary>How often we look whether what waits for officers and finance has changed.</summary>
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the service; where several share a process they are given the same <paramref name="bus"/>.</summary>
    public static void AddGrants(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(GrantsService).Assembly, V1.GrantsService.Descriptor, Listeners.All, bus);
        builder.Services.AddSingleton(new PersonalData(MyData.Read, ForgetPerson.Of));
        builder.AddPeriodicJob(EveryMinute, services => services.GetRequiredService<ExpireAwards>().Tick);
        builder.AddPeriodicJob(EveryMinute, services => services.GetRequiredService<CloseLedger>().Tick);
        builder.AddPeriodicJob(EveryMinute, services => services.GetRequiredService<DrawSamples>().Tick);
        builder.AddPeriodicJob(EveryMinute, services => services.GetRequiredService<MarkAccounts>().Tick);
        builder.AddPeriodicJob(CountEvery, services => services.GetRequiredService<CountWork>().Tick);
        builder.AddBankVault();
        var settings = builder.Configuration;
        builder.Services.AddSingleton(new CouncilSettings(
            Payer.Read(settings), Publisher.Read(settings), BankDays.Without(DaysOff.Read(settings))));
        var language = Language.Spoken(settings.GetSection("Council:Languages").Get<string[]>())[0];
        builder.Services.AddSingleton(services => new Awards.Agreement(language, services.GetRequiredService<ServiceWords>().Say));
        builder.Services.AddSingleton<Offer>();
    }

    /// <summary>Maps its methods and listens to what the other services say.</summary>
    public static void MapGrants(this WebApplication app)
    {
        app.MapPlatform();
        app.MapGrpcService<GrantsGrpc>();

        var services = app.Services;
        var bus = services.GetRequiredService<Bus>();
        var database = services.GetRequiredService<Database>();
        bus.On<RoundOpened>("grants.learn-terms", database, services.GetRequiredService<LearnTerms>().Apply);
        bus.On<RoundOpened>("grants.learn-places", database, LearnPlaces.Apply);
        bus.On<AreasRenamed>("grants.learn-names", database, LearnPlaces.Apply);
        bus.On<ProposalMade>("grants.learn-marks", database, LearnMarks.Apply);
        bus.On<BallotPaperPublished>("grants.learn-ideas", database, services.GetRequiredService<LearnIdeas>().Apply);
        bus.On<ProposalHidden>("grants.keep-hiding", database, (change, transaction) => HiddenTitle.Note(
            transaction, change.RoundId, change.ProposalId, change.Part, change.Number, change.State, change.Reason,
            change.ChangedAt));
        bus.On<ResultDeclared>("grants.offer-awards", database, services.GetRequiredService<OfferAwards>().Apply);
        bus.On<ResultDeclared>("grants.keep-result", database, KeepResult.Apply);
        bus.On<ReportAccepted>("grants.close-award", database, services.GetRequiredService<CloseAward>().Apply);
        bus.On<ReportExcused>("grants.close-excused", database, services.GetRequiredService<CloseAward>().Apply);
        bus.On<GroupChanged>("grants.keep-group", database, KeepGroup.Apply);
        bus.On<GroupSignersChanged>("grants.keep-signers", database, KeepGroup.Apply);
        bus.On<HolidaysChanged>("grants.keep-holidays", database, KeepHolidays.Apply);
        bus.On<SessionsEnded>(
            "grants.end-sessions", database, (ended, transaction) => EndedSessions.Note(transaction, ended.SessionIds, ended.EndedAt));
        bus.On<PersonForgotten>(
            "grants.forget-person", database, (gone, transaction) => Forgetting.Note(transaction, gone.PersonSubject, gone.ForgottenAt));
    }
}
