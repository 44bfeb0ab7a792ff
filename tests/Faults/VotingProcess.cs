using System.Text;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using Participatory.Voting;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Faults;

/// <summary>The Voting service alone as a process, on one SQLite file and one port, to be killed and started again.</summary>
internal sealed class VotingProcess(string folder) : IDisposable
{
    public const string PollId = "killed";

    private readonly LoneService service = new(folder, "Voting", Participatory.Voting.V1.VotingService.Descriptor);

    public Client Public => new(service.As(Caller.Nobody, TimeSpan.FromSeconds(30)));

    private Client Grace => new(service.As(People.Grace, TimeSpan.FromMinutes(5)));

    private Client Femi => new(service.As(People.Femi, TimeSpan.FromMinutes(5)));

    /// <summary>Makes an open poll with as many voters, in this process, and returns the codes of their letters.</summary>
    public async Task<IReadOnlyList<string>> Prepare(int voters)
    {
        await using var app = await service.Here(builder => builder.AddVoting(), app => app.MapVoting(), TimeProvider.System);
        var codes = await PreparedPoll.Open(app.Services.GetRequiredService<Bus>(), Grace, Femi, PollId, voters);
        await app.StopAsync();
        return codes;
    }

    /// <inheritdoc cref="LoneService.Start"/>
    public Task<TimeSpan> Start() => service.Start();

    /// <inheritdoc cref="LoneService.Kill"/>
    public Task Kill() => service.Kill();

    public async Task<Poll> Close() =>
        await Grace.ClosePollAsync(
            new ClosePollRequest { RequestId = Guid.NewGuid().ToString(), PollId = PollId, Reason = "Everybody has voted." });

    public async Task<Result> Declare() =>
        await Grace.DeclareResultAsync(new DeclareResultRequest { RequestId = Guid.NewGuid().ToString(), PollId = PollId });

    public async Task<string> Bundle()
    {
        using var call = Public.ExportBundle(new ExportBundleRequest { PollId = PollId }, deadline: DateTime.UtcNow.AddMinutes(10));
        using var bytes = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            piece.Content.WriteTo(bytes);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public void Dispose() => service.Dispose();
}
