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
using Participatory.Tests.Harness.Walks;
using Participatory.Tests.Unit.Calls;
using Participatory.Tests.Unit.Calls.V1;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Participatory.Tests.Unit.Architecture;

public sealed class AccessTests
{
    public static TheoryData<string> Services => [.. OurCode.Services.Select(service => service.FullName)];

    [Theory, MemberData(nameof(Services))]
    public async Task A_service_lets_in_whom_its_contract_names_and_nobody_else(string name)
    {
        var descriptor = OurCode.Services.Single(service => service.FullName == name);
        await using var service = await Start(descriptor, _ => { });
        foreach (var method in descriptor.Methods)
        {
            var allowed = method.GetOptions().GetExtension(AccessExtensions.Access).Allow;
            foreach (var caller in AnyMethod.Everybody)
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
            foreach (var caller in AnyMethod.Everybody)
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
            foreach (var caller in AnyMethod.Everybody)
            {
                Assert.Equal((StatusCode.PermissionDenied, "NOT_ALLOWED"), await Call(service.As(caller), method));
            }
        }
    }

    private static Task<RunningService> Start(ServiceDescriptor descriptor, Action<IServiceCollection> change) =>
        AnyMethod.Start(descriptor, change);

    /// <summary>Calls with an empty message and returns how it ended: after the door, an empty message gets nowhere.</summary>
    private static async Task<(StatusCode Status, string Reason)> Call(CallInvoker invoker, MethodDescriptor method) =>
        await AnyCall.Try(invoker, method) is { } failure ? (failure.StatusCode, failure.Reason()) : (StatusCode.OK, "");
}
