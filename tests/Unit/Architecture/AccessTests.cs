using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.Operations.V1;
using Participatory.Platform;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using Participatory.Tests.Unit.Calls;
using Participatory.Tests.Unit.Calls.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Participatory.Tests.Unit.Architecture;

public sealed class AccessTests
{
    private static readonly Caller[] Everybody = [People.Nobody, People.Amina, People.Grace, People.Olu, People.Femi, People.Noor];

    public static TheoryData<string> Services => [.. OurCode.Services.Select(service => service.FullName)];

    [Theory, MemberData(nameof(Services))]
    public async Task A_service_lets_in_whom_its_contract_names_and_nobody_else(string name)
    {
        var descriptor = OurCode.Services.Single(service => service.FullName == name);
        await using var service = await Start(descriptor, _ => { });
        foreach (var method in descriptor.Methods)
        {
            var allowed = method.GetOptions().GetExtension(AccessExtensions.Access).Allow;
            foreach (var caller in Everybody)
            {
                var (status, reason) = await Call(service.As(caller), method);
                var expected = allowed.Any(caller.Is) ? "" : caller.IsSignedIn ? "NOT_ALLOWED" : "SIGN_IN_NEEDED";
                Assert.True(
                    expected == (reason is "NOT_ALLOWED" or "SIGN_IN_NEEDED" ? reason : ""),
                    $"{method.Name} answered {status} {reason} to \"{caller.Subject}\"; expected "
                        + $"{(expected.Length == 0 ? "to be let in" : expected)}.");
                Assert.NotEqual(StatusCode.Unimplemented, status);
            }
        }
    }

    [Theory, MemberData(nameof(Services))]
    public async Task Without_its_statements_a_service_refuses_everybody(string name)
    {
        var descriptor = OurCode.Services.Single(service => service.FullName == name);
        await using var service = await Start(
            descriptor, services => services.AddSingleton(new WhoMayCall(new Dictionary<string, Access.V1.Access>())));
        foreach (var method in descriptor.Methods)
        {
            foreach (var caller in Everybody)
            {
                Assert.Equal((StatusCode.PermissionDenied, "NOT_ALLOWED"), await Call(service.As(caller), method));
            }
        }
    }

    [Fact]
    public async Task A_contract_that_states_nothing_refuses_everybody()
    {
        await using var service = await RunningService.Start(
            "sqlite",
            builder =>
            {
                builder.AddPlatform(typeof(AccessTests).Assembly, Echo.Descriptor, new Dictionary<string, Type>(), bus: null);
                builder.Services.AddSingleton<Observed>();
            },
            app =>
            {
                app.MapPlatform();
                app.MapGrpcService<EchoService>();
            },
            Echo.Descriptor);

        foreach (var method in Echo.Descriptor.Methods)
        {
            foreach (var caller in Everybody)
            {
                Assert.Equal((StatusCode.PermissionDenied, "NOT_ALLOWED"), await Call(service.As(caller), method));
            }
        }
    }

    private static Task<RunningService> Start(ServiceDescriptor descriptor, Action<IServiceCollection> change)
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
                change(builder.Services);
            },
            app => Invoke(rooms, $"Map{name}", app),
            descriptor);
    }

    private static void Invoke(Type type, string method, params object[] arguments) =>
        type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);

    /// <summary>Calls with an empty message and returns how it ended: after the door, an empty message gets nowhere.</summary>
    private static async Task<(StatusCode Status, string Reason)> Call(CallInvoker invoker, MethodDescriptor descriptor)
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
            await Complete(invoker, method, options);
            return (StatusCode.OK, "");
        }
        catch (RpcException failure)
        {
            return (failure.StatusCode, failure.Reason());
        }
    }

    private static async Task Complete(CallInvoker invoker, Method<byte[], byte[]> method, CallOptions options)
    {
        switch (method.Type)
        {
            case MethodType.Unary:
                await invoker.AsyncUnaryCall(method, null, options, []);
                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await End(call.RequestStream);
                    await call;
                }

                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, []))
                {
                    await foreach (var _ in call.ResponseStream.ReadAllAsync())
                    {
                    }
                }

                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await End(call.RequestStream);
                    await foreach (var _ in call.ResponseStream.ReadAllAsync())
                    {
                    }
                }

                break;
        }
    }

    private static async Task End(IClientStreamWriter<byte[]> stream)
    {
        try
        {
            await stream.CompleteAsync();
        }
        catch (Exception tooLate) when (tooLate is RpcException or InvalidOperationException)
        {
            // The door was closed before we had said anything; what it said comes with the answer.
        }
    }
}
