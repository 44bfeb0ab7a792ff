using System.Collections.Concurrent;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Participatory.Tests.Unit.Calls.V1;

namespace Participatory.Tests.Unit.Calls;

/// <summary>What the server saw, for the test to look at.</summary>
internal sealed class Observed
{
    public ConcurrentQueue<string> Steps { get; } = new();

    public int Attempts;

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Says back what it is told; some words make it misbehave.</summary>
internal sealed class EchoService(Observed observed) : Echo.EchoBase
{
    public override async Task<EchoMessage> Say(EchoMessage request, ServerCallContext context)
    {
        switch (request.Text)
        {
            case "wait":
                return await Wait(context);
            case "fail":
                var trailers = new Metadata { { "reason", "asked-for" }, { "detail-bin", new byte[] { 0, 255, 7 } } };
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "You asked for it: à."), trailers);
            case "third time" when Interlocked.Increment(ref observed.Attempts) < 3:
                throw new RpcException(new Status(StatusCode.Unavailable, "Not yet."));
            case "encoding":
                return new EchoMessage { Text = context.GetHttpContext().Request.Headers["grpc-encoding"].ToString() };
            case "token":
                return new EchoMessage { Text = context.RequestHeaders.GetValue("authorization") ?? "" };
            case "host":
                return new EchoMessage { Text = $"{context.Host} {context.Method} {context.Peer.Split(':')[0]}" };
            case "headers":
                await context.WriteResponseHeadersAsync(new Metadata { { "early", "yes" } });
                context.ResponseTrailers.Add("late", "yes");
                return request;
            default:
                return request;
        }
    }

    public override async Task<EchoMessage> Join(IAsyncStreamReader<EchoMessage> requestStream, ServerCallContext context)
    {
        var joined = "";
        while (await requestStream.MoveNext())
        {
            joined += requestStream.Current.Text;
        }

        return new EchoMessage { Text = joined };
    }

    public override async Task Split(EchoMessage request, IServerStreamWriter<EchoMessage> responseStream, ServerCallContext context)
    {
        foreach (var word in request.Text.Split(' '))
        {
            await responseStream.WriteAsync(new EchoMessage { Text = word }, context.CancellationToken);
        }
    }

    public override async Task Talk(
        IAsyncStreamReader<EchoMessage> requestStream, IServerStreamWriter<EchoMessage> responseStream, ServerCallContext context)
    {
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(message);
        }
    }

    private async Task<EchoMessage> Wait(ServerCallContext context)
    {
        using var ended = context.CancellationToken.Register(observed.Ended.SetResult);
        observed.Started.SetResult();
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new EchoMessage();
    }
}
