using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Operations.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>Starts any service and calls any of its methods, as the contract describes them.</summary>
internal static class AnyMethod
{
    /// <summary>One caller of each role, and nobody.</summary>
    public static readonly Caller[] Everybody = [People.Nobody, People.Amina, People.Grace, People.Olu, People.Femi, People.Noor];

    /// <summary>A server of the service that has these methods.</summary>
    public static Task<RunningService> Start(ServiceDescriptor descriptor, Action<IServiceCollection>? change = null)
    {
        // Every service answers for its own operations; one of them stands for all.
        var name = descriptor == OperationsService.Descriptor ? "Proposals" : descriptor.Name[..^"Service".Length];
        var rooms = OurCode.Assemblies.Single(assembly => assembly.GetName().Name == $"Participatory.{name}")
            .GetType($"Participatory.{name}.{name}Service")!;
        return RunningService.Start(
            "sqlite",
            builder =>
            {
                Invoke(rooms, $"Add{name}", builder, new InProcessBus());
                change?.Invoke(builder.Services);
            },
            app => Invoke(rooms, $"Map{name}", app),
            descriptor);
    }

    private static void Invoke(Type type, string method, params object[] arguments) =>
        type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);

    /// <summary>Calls with one message, and returns how it failed; null where it did not.</summary>
    public static async Task<RpcException?> Call(CallInvoker invoker, MethodDescriptor descriptor, IMessage? message = null)
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
            await Complete(invoker, method, options, message?.ToByteArray() ?? []);
            return null;
        }
        catch (RpcException failure)
        {
            return failure;
        }
    }

    private static async Task Complete(CallInvoker invoker, Method<byte[], byte[]> method, CallOptions options, byte[] message)
    {
        switch (method.Type)
        {
            case MethodType.Unary:
                await invoker.AsyncUnaryCall(method, null, options, message);
                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await End(call.RequestStream, message);
                    await call;
                }

                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, message))
                {
                    await foreach (var _ in call.ResponseStream.ReadAllAsync())
                    {
                    }
                }

                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await End(call.RequestStream, message);
                    await foreach (var _ in call.ResponseStream.ReadAllAsync())
                    {
                    }
                }

                break;
        }
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
