using Participatory.Contracts;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Moderation;
using Participatory.Platform;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Letters;
using Participatory.Voting.Log;
using Participatory.Voting.Mixing;
using Participatory.Voting.Polls;
using Participatory.Voting.Results;
using Participatory.Voting.Rights;
using Participatory.Voting.Roll;
using Participatory.Voting.Work;

namespace Participatory.Voting;

/// <summary>Polls, the voter roll, ballots and results.</summary>
/// <remarks>
/// Settings beside the platform's: <c>Data</c>, the folder in which <c>keys/voter-codes.key</c> and <c>keys/voting-log.pem</c> are kept
/// or made, <c>Mixing:Keys</c>, the folder of the keys of ballots that wait to be mixed (else <c>keys/mixing</c> in <c>Data</c>), and
/// <c>Log:Name</c>, the name under which the log signs (the council's host name). Several Voting processes on one database need the same
/// key files, and that folder between them.
/// </remarks>
public static class VotingService
{
    private static readonly TimeSpan EverySecond = TimeSpan.FromSeconds(1);

    /// <summary>How often we look for rolls that nobody needs any more.</summary>
    private static readonly TimeSpan RemoveEvery = TimeSpan.FromHours(1);

    /// <summary>How often we look whether what waits for officers has changed.</summary>
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the service. Where several services share a process they are given the same <paramref name="bus"/>.</summary>
    public static void AddVoting(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(VotingService).Assembly, V1.VotingService.Descriptor, Listeners.All, bus);
        builder.Services.AddSingleton<MyData>().AddSingleton<ForgetPerson>().AddSingleton(services => new PersonalData(
            services.GetRequiredService<MyData>().Read, services.GetRequiredService<ForgetPerson>().Of));
        var data = builder.Configuration["Data"]
            ?? throw new InvalidOperationException("Please set Data to the folder in which secrets are kept.");
        var keys = Path.Combine(data, "keys");
        builder.Services.AddSingleton(_ => CodeKey.LoadOrCreate(keys));
        builder.Services.AddSingleton(_ => LogKey.LoadOrCreate(keys, builder.Configuration["Log:Name"] ?? "participatory"));

        builder.Services.AddSingleton(_ => new MixKeys(builder.Configuration["Mixing:Keys"] ?? Path.Combine(keys, "mixing")));

        builder.Services.AddSingleton<Mixer>().AddSingleton<BallotPapers>().AddSingleton<PollLog>().AddSingleton<Promises>()
            .AddSingleton<WrongCodes>().AddSingleton<SlowLane>();
        builder.Services.AddSingleton(_ => Country.Read(builder.Configuration)).AddSingleton<PabulibMeta>();
        builder.Services.AddSingleton<Bundle>().AddSingleton<Settlement>().AddSingleton<BallotBox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BallotBox>());
        builder.Services.AddHostedService(services => services.GetRequiredService<SlowLane>());
        builder.AddPeriodicJob(EverySecond, services => services.GetRequiredService<PollClock>().Tick);
        builder.AddPeriodicJob(EverySecond, services => services.GetRequiredService<LogClock>().Tick);
        builder.AddPeriodicJob(EverySecond, services => services.GetRequiredService<MixClock>().Tick);
        builder.AddPeriodicJob(EverySecond, services => services.GetRequiredService<ForgetVoters>().Tick);
        builder.AddPeriodicJob(RemoveEvery, services => services.GetRequiredService<RemoveRolls>().Tick);
        builder.AddPeriodicJob(CountEvery, services => services.GetRequiredService<CountWork>().Tick);
    }

    /// <summary>Maps its methods and begins to listen to the bus.</summary>
    public static void MapVoting(this WebApplication app)
    {
        // The keys are made on the first start and not with the first letter, so that whoever sets the service up can keep a copy.
        _ = app.Services.GetRequiredService<CodeKey>();
        _ = app.Services.GetRequiredService<LogKey>();
        app.MapPlatform();
        app.MapGrpcService<VotingGrpc>();
        var (bus, database) = (app.Services.GetRequiredService<Bus>(), app.Services.GetRequiredService<Database>());
        bus.On<BallotPaperPublished>("voting.schedule-poll", database, app.Services.GetRequiredService<SchedulePoll>().Apply);
        bus.On<LetterWordsChanged>("voting.keep-letter-words", database, KeepLetterWords.Apply);
        bus.On<ProposalHidden>("voting.keep-hiding", database, (change, transaction) => HiddenTitle.Note(
            transaction, change.RoundId, change.ProposalId, change.Part, change.Number, change.State, change.Reason,
            change.ChangedAt));
        bus.On<SessionsEnded>(
            "voting.end-sessions", database, (ended, transaction) => EndedSessions.Note(transaction, ended.SessionIds, ended.EndedAt));
        bus.On<PersonForgotten>(
            "voting.forget-person", database, (gone, transaction) => Forgetting.Note(transaction, gone.PersonSubject, gone.ForgottenAt));
    }
}
