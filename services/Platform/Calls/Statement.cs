using Google.Protobuf.Reflection;
using Participatory.Access.V1;

namespace Participatory.Platform.Calls;

/// <summary>What the protos state at each method.</summary>
public static class Statement
{
    /// <summary>Who may call, by the full method name "/package.Service/Method". A method without a statement is not here.</summary>
    public static Dictionary<string, Access.V1.Access> WhoMayCall(IEnumerable<ServiceDescriptor> services) =>
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
        !method.IsClientStreaming
        && (method.Name.StartsWith("Get", StringComparison.Ordinal)
            || method.Name.StartsWith("List", StringComparison.Ordinal)
            || method.InputType.FindFieldByName("request_id") is not null);
}
