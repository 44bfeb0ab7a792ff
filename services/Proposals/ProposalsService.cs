using Participatory.Contracts;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Contracts.Voting;
using Participatory.Platform;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.Budgets;
using Participatory.Proposals.Drafts;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Groups;
using Participatory.Proposals.Opera;
using Participatory.Proposals.Priorities;
using Participatory.Proposals.Results;
using Participatory.Proposals.Rights;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Voices.Listeners;
using Participatory.Proposals.Work;

namespace Participatory.Proposals;

/// <summary>Rounds, ideas, what officers found out about them, and the ballot paper, as a service.</summary>
/// <remarks>
/// Settings beside the platform's: <c>Data</c>, the folder in which secrets are kept, and <c>Choosing:Keys</c>, the folder of the keys of
/// what people choose until it is counted (else <c>keys/choosing</c> in <c>Data</c>). Several processes on one database need that folder
/// between them.
/// </remarks>
public static class ProposalsService
{
    private static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(2);

    /// <summary>How often we look whether what waits for officers has changed, and whether a room was left open.</summary>
    private static readonly TimeSpan CountInterval = TimeSpan.FromMinutes(5);

    /// <summary>How often we look whether a listener's notes, or what nobody finished, are over.</summary>
    private static readonly TimeSpan RemoveInterval = TimeSpan.FromHours(1);

    /// <summary>Adds the service; <paramref name="bus"/> is the one that it shares with others in the same process.</summary>
    public static void AddProposals(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(ProposalsService).Assembly, V1.ProposalsService.Descriptor, Listeners.All, bus);
        builder.Services.AddSingleton<ForgetPerson>().AddSingleton(services => new PersonalData(
            MyData.Read, services.GetRequiredService<ForgetPerson>().Of));
        builder.AddPeriodicJob(ClockInterval, services => services.GetRequiredService<MoveByClock>().Tick);
        builder.AddPeriodicJob(CountInterval, services => services.GetRequiredService<CountWork>().Tick);
        builder.AddPeriodicJob(RemoveInterval, services => services.GetRequiredService<RemoveUnconfirmed>().Tick);
        builder.AddPeriodicJob(RemoveInterval, services => services.GetRequiredService<RemoveDrafts>().Tick);
        builder.AddPeriodicJob(CountInterval, services => services.GetRequiredService<CloseOldRooms>().Tick);
        builder.AddPeriodicJob(ClockInterval, services => services.GetRequiredService<CountChoices>().Tick);
        builder.AddPeriodicJob(CountInterval, services => services.GetRequiredService<TellOfEnquiries>().Tick);
        builder.AddPeriodicJob(CountInterval, services => services.GetRequiredService<IndexIdeas>().Tick);
        builder.Services.AddSingleton<UploadGate>();
        builder.Services.AddSingleton(_ => new ChoiceKeys(builder.Configuration["Choosing:Keys"] ?? Path.Combine(
            builder.Configuration["Data"]
                ?? throw new InvalidOperationException("Please set Data to the folder in which secrets are kept."), "keys", "choosing")));
    }

    /// <summary>Maps its methods and listens to the bus.</summary>
    public static void MapProposals(this WebApplication app)
    {
        app.MapPlatform();
        app.MapGrpcService<ProposalsGrpc>();
        var bus = app.Services.GetRequiredService<Bus>();
        var database = app.Services.GetRequiredService<Database>();
        bus.On<BudgetReleased>("proposals.keep-release", database, KeepRelease.Apply);
        bus.On<BudgetClawedBack>("proposals.keep-clawback", database, KeepClawback.Apply);
        bus.On<PollExtended>("proposals.apply-extension", database, ApplyExtension.Apply);
        bus.On<ResultDeclared>("proposals.apply-result", database, app.Services.GetRequiredService<ApplyResult>().Apply);
        bus.On<WinnersKnown>("proposals.apply-winners", database, ApplyResult.Apply);
        bus.On<GroupChanged>("proposals.keep-group", database, KeepGroup.Apply);
        bus.On<GroupMembersChanged>("proposals.keep-members", database, KeepGroup.Apply);
        bus.On<SessionsEnded>(
            "proposals.end-sessions", database, (ended, transaction) => EndedSessions.Note(transaction, ended.SessionIds, ended.EndedAt));
        bus.On<PersonForgotten>(
            "proposals.forget-person", database, (gone, transaction) => Forgetting.Note(transaction, gone.PersonSubject, gone.ForgottenAt));
    }
}
