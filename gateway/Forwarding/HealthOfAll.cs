using Grpc.Core;
using Grpc.Health.V1;
using Participatory.Gateway.Calls;
using Participatory.Platform.Running;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Participatory.Gateway.Forwarding;

/// <summary>
/// grpc.health.v1 for the whole house: SERVING where all five services do.
/// Asked for one of them by its full name, it answers for that one; asked for "live", that the gateway itself answers.
/// </summary>
internal sealed class HealthOfAll(ServiceChannels channels) : Health.HealthBase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        new() { Status = await Look(request.Service, context.CancellationToken) };

    public override Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context) =>
        HealthWatch.Tell(cancellation => Look(request.Service, cancellation), responseStream, WatchInterval, context.CancellationToken);

    /// <summary>Which of the services are ready for calls, by their short names.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> Services(CancellationToken cancellation)
    {
        var names = OperationsClients.Services;
        var answers = await Task.WhenAll(names.Select(name => Ask(name, cancellation)));
        return names.Zip(answers, (name, answer) => (name, answer)).ToDictionary(pair => pair.name, pair => pair.answer == Status.Serving);
    }

    private async Task<Status> Look(string service, CancellationToken cancellation) => service.Length == 0
        ? (await Services(cancellation)).Values.All(serving => serving) ? Status.Serving : Status.NotServing
        : await Ask(service.Split('.') is ["participatory", var name, "v1", _] ? name : service, cancellation);

    private async Task<Status> Ask(string name, CancellationToken cancellation)
    {
        if (name == "live")
        {
            return Status.Serving;
        }

        var channel = name switch
        {
            "proposals" => channels.Proposals,
            "voting" => channels.Voting,
            "grants" => channels.Grants,
            "accountability" => channels.Accountability,
            "people" => channels.People,
            _ => throw new RpcException(new Grpc.Core.Status(StatusCode.NotFound, $"There is no service {name} here.")),
        };
        try
        {
            var answer = await new Health.HealthClient(channel).CheckAsync(
                new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
            return answer.Status;
        }
        catch (RpcException)
        {
            // Whatever the reason, it does not serve; that is the answer, not an error of ours.
            return Status.NotServing;
        }
    }
}
