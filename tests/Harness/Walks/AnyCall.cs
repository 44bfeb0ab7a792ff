using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Participatory.Tests.Harness.Walks;

/// <summary>Calls any method of any service, as the contract describes it.</summary>
public static class AnyCall
{
    /// <summary>Calls with one message, and returns how it failed; null where it did not.</summary>
    public static async Task<RpcException?> Try(CallInvoker invoker, MethodDescriptor descriptor, IMessage? message = null) =>
        (await Ask(invoker, descriptor, message)).Failure;

    /// <summary>Calls with one message, and returns the last thing that was answered, or how it failed.</summary>
    public static async Task<(IMessage? Answer, RpcException? Failure)> Ask(
        CallInvoker invoker, MethodDescriptor descriptor, IMessage? message = null)
    {
        var (answers, failure) = await Hear(invoker, descriptor, message);
        return (answers.Count == 0 ? null : answers[^1], failure);
    }

    /// <summary>Calls with one message, and returns all that was answered, or how it failed.</summary>
    public static async Task<(IReadOnlyList<IMessage> Answers, RpcException? Failure)> Hear(
        CallInvoker invoker, MethodDescriptor descriptor, IMessage? message = null)
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var kind = (descriptor.IsClientStreaming, descriptor.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (true, false) => MethodType.ClientStreaming,
            (false, true) => MethodType.ServerStreaming,
            _ => MethodType.DuplexStreaming,
        };
        var method = new Method<byte[], byte[]>(kind, descriptor.Service.FullName, descriptor.Name, bytes, bytes);
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(60));
        try
        {
            var answers = await Complete(invoker, method, options, message?.ToByteArray() ?? []);
            return ([.. answers.Select(answer => descriptor.OutputType.Parser.ParseFrom(answer))], null);
        }
        catch (RpcException failure)
        {
            return ([], failure);
        }
    }

    /// <summary>The fields at fault, each with its reason.</summary>
    public static HashSet<(string Field, string Reason)> Faults(RpcException? failure) =>
        failure?.Trailers.GetValueBytes("grpc-status-details-bin") is not { } details ? []
            : [.. Google.Rpc.Status.Parser.ParseFrom(details).Details.Where(detail => detail.Is(BadRequest.Descriptor))
                .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations).Select(fault => (fault.Field, fault.Reason))];

    private static async Task<IReadOnlyList<byte[]>> Complete(
        CallInvoker invoker, Method<byte[], byte[]> method, CallOptions options, byte[] message)
    {
        switch (method.Type)
        {
            case MethodType.Unary:
                return [await invoker.AsyncUnaryCall(method, null, options, message)];
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await End(call.RequestStream, message);
                    return [await call];
                }

            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, message))
                {
                    return await All(call.ResponseStream);
                }

            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await End(call.RequestStream, message);
                    return await All(call.ResponseStream);
                }
        }
    }

    private static async Task<IReadOnlyList<byte[]>> All(IAsyncStreamReader<byte[]> stream)
    {
        List<byte[]> pieces = [];
        await foreach (var piece in stream.ReadAllAsync())
        {
            pieces.Add(piece);
        }

        return pieces;
    }

    private static async Task End(IClientStreamWriter<byte[]> stream, byte[] message)
    {
        try
        {
            if (message.Length > 0)
            {
                await stream.WriteAsync(message);
            }

            await stream.CompleteAsync();
        }
        catch (Exception tooLate) when (tooLate is RpcException or InvalidOperationException)
        {
            // The door was closed before we had said anything; what it said comes with the answer.
        }
    }
}
