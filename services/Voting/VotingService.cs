using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.Platform;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Participatory.Voting.Results;
using Participatory.Voting.Roll;

namespace Participatory.Voting;

/// <summary>Polls, the voter roll, ballots and results.</summary>
/// <remarks>
/// Settings beside the platform's: <c>Data</c>, the folder in which <c>keys/voter-codes.key</c> is kept or made. Several
/// Voting processes on one database need the same key file.
/// </remarks>
public static class VotingService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Adds the service. Where several services share a process they are given the same <paramref name="bus"/>.</summary>
    public static void AddVoting(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(VotingService).Assembly, V1.VotingService.Descriptor, Listeners.All, bus);
        builder.Services.AddSingleton(_ => CodeKey.LoadOrCreate(Path.Combine(
            builder.Configuration["Data"] ?? throw new InvalidOperationException("Please set Data to the folder in which secrets are kept."), "keys")));

        builder.Services.AddSingleton<SchedulePoll>();
        builder.Services.AddSingleton<GetPoll>();
        builder.Services.AddSingleton<ListPolls>();
        builder.Services.AddSingleton<OpenPoll>();
        builder.Services.AddSingleton<ClosePoll>();
        builder.Services.AddSingleton<PollClock>();
        builder.Services.AddSingleton<ImportRoll>();
        builder.Services.AddSingleton<ExportLetters>();
        builder.Services.AddSingleton<LookUpCode>();
        builder.Services.AddSingleton<CastBallot>();
        builder.Services.AddSingleton<ImportBallots>();
        builder.Services.AddSingleton<DeclareResult>();
        builder.Services.AddSingleton<GetResult>();
        builder.Services.AddSingleton<ExportElection>();
        builder.AddClockwork(Tick, services => services.GetRequiredService<PollClock>().MoveWhatIsDue);
    }

    /// <summary>Maps its methods and begins to listen to the bus.</summary>
    public static void MapVoting(this WebApplication app)
    {
        // The key is made on the first start and not with the first letter, so that whoever sets the service up can keep a copy.
        _ = app.Services.GetRequiredService<CodeKey>();
        app.MapPlatform();
        app.MapGrpcService<VotingGrpc>();
        app.Services.GetRequiredService<Bus>().On<BallotPaperPublished>(
            "voting.schedule-poll", app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<SchedulePoll>().Apply);
    }
}
