using System.Reflection;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Operations.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Rights.V1;
using Participatory.Tests.Harness;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>Starts any service, as its contract names it.</summary>
internal static class AnyMethod
{
    /// <summary>One caller of each role, and nobody.</summary>
    public static readonly Caller[] Everybody =
        [People.Nobody, People.Amina, People.Grace, People.Olu, People.Femi, People.Noor, People.Nia];

    /// <summary>A server of the service that has these methods.</summary>
    public static Task<RunningService> Start(ServiceDescriptor descriptor, Action<IServiceCollection>? change = null)
    {
        // Every service answers for its own operations, and for what it holds; one of them stands for all.
        var name = descriptor == OperationsService.Descriptor || descriptor == RightsService.Descriptor ? "Proposals"
            : descriptor.Name[..^"Service".Length];
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
}
