using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Participatory.Platform;

/// <summary>
/// How operations are wired: by being there. A class with a public <c>Handle</c> answers a call, one with <c>Apply</c> hears an event,
/// one with <c>Tick</c> does what is due; each is made once and gets what its constructor asks for. What several of them share stands in
/// the few lines of <c>Add…</c>.
/// </summary>
public static class Wiring
{
    /// <summary>The operations of a service.</summary>
    public static IEnumerable<Type> OperationsOf(Assembly service) =>
        service.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }
        && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Any(method => method.Name is "Handle" or "Apply" or "Tick"));

    internal static void AddOperations(this IServiceCollection services, Assembly service)
    {
        foreach (var operation in OperationsOf(service))
        {
            services.AddSingleton(operation);
        }
    }
}
