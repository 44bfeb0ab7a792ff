using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;

namespace Participatory;

/// <summary>Makes the descriptors of all files before anybody asks for one.</summary>
/// <remarks>
/// Google.Protobuf 3.36 keeps the extensions of files it has seen in a dictionary that two threads may break when each asks for a
/// descriptor for the first time (protocolbuffers/protobuf#29696). The type initializer that failed then fails for as long as the
/// process lives. A module initializer runs once, and whoever comes meanwhile waits. Goes when the library has mended it.
/// </remarks>
internal static class Descriptors
{
    [ModuleInitializer]
    internal static void MakeAll()
    {
        foreach (var file in typeof(Descriptors).Assembly.GetTypes())
        {
            if (file.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.PropertyType == typeof(FileDescriptor))
            {
                RuntimeHelpers.RunClassConstructor(file.TypeHandle);
            }
        }
    }
}
