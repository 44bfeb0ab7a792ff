using System.Reflection;
using Google.Protobuf.Reflection;
using Participatory.Access.V1;

namespace Participatory.Platform.Calls;

/// <summary>What the protos state at each method.</summary>
public static class Statement
{
    /// <summary>
    /// Standard services, whose contract is not ours to write in: how a process is, and what it can be asked. Our contract is public.
    /// </summary>
    private static readonly ServiceDescriptor[] OpenToAnyone =
    [
        Grpc.Health.V1.Health.Descriptor, Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    /// <summary>
    /// Who may call <paramref name="services"/> and the standard ones beside them, by the full method name
    /// "/package.Service/Method". A method without a statement is not here.
    /// </summary>
    public static Dictionary<string, Access.V1.Access> WhoMayCall(params ServiceDescriptor[] services) =>
        Stated(services).Concat(
            from service in OpenToAnyone
            from method in service.Methods
            select KeyValuePair.Create($"/{service.FullName}/{method.Name}", new Access.V1.Access { Allow = { Role.Anyone } }))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Every service of our contract.</summary>
    public static IReadOnlyList<ServiceDescriptor> OurServices { get; } =
    [
        .. from type in typeof(AccessReflection).Assembly.GetTypes()
           let file = type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)
           where file?.PropertyType == typeof(FileDescriptor)
           from service in ((FileDescriptor)file!.GetValue(null)!).Services
           select service,
    ];

    /// <summary>How often one person may call it within an hour, as it stands at the method; 0 is any number of times.</summary>
    public static int PerHourOf(MethodDescriptor method) => method.GetOptions()?.GetExtension(AccessExtensions.Access)?.PerHour ?? 0;

    private static Dictionary<string, Access.V1.Access> Stated(IEnumerable<ServiceDescriptor> services) =>
        (from service in services
         from method in service.Methods
         let access = method.GetOptions()?.GetExtension(AccessExtensions.Access)
         where access is not null && access.Allow.Any(role => role != Role.Unspecified)
         select (Name: $"/{service.FullName}/{method.Name}", access))
        .ToDictionary(statement => statement.Name, statement => statement.access, StringComparer.Ordinal);

    /// <summary>
    /// A call can be sent again without harm: it only reads, or carries a request id. Streams from the caller cannot be
    /// sent again by the channel.
    /// </summary>
    public static bool IsSafeToRetry(MethodDescriptor method) =>
        !method.IsClientStreaming && IsSafeToRetry(method.Name, method.InputType);

    /// <summary>The same of a method with one message to it.</summary>
    public static bool IsSafeToRetry(string method, MessageDescriptor input) =>
        method.StartsWith("Get", StringComparison.Ordinal)
        || method.StartsWith("List", StringComparison.Ordinal)
        || input.FindFieldByName("request_id") is not null;
}
