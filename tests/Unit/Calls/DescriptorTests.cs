using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Participatory.Access.V1;

namespace Participatory.Tests.Unit.Calls;

/// <summary>The first callers of a process may come together.</summary>
public sealed class DescriptorTests
{
    [Fact]
    public async Task Many_that_ask_for_their_first_descriptor_together_all_get_it()
    {
        for (var process = 0; process < 25; process++)
        {
            // Nothing of what another has loaded is there: as in a process that has just started.
            var fresh = new AssemblyLoadContext($"fresh-{process}");
            fresh.LoadFromAssemblyPath(typeof(IMessage).Assembly.Location);
            var files = fresh.LoadFromAssemblyPath(typeof(AccessReflection).Assembly.Location).GetTypes()
                .Where(type => type.GetProperty("Descriptor")?.PropertyType.Name == nameof(FileDescriptor)).ToArray();
            // Four at a time: more wait for each other, and then nobody is alone with what two share.
            new Random(process).Shuffle(files);
            files = files[..4];
            using var together = new Barrier(files.Length);
            var threads = Array.ConvertAll(files, file => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    RuntimeHelpers.RunClassConstructor(file.TypeHandle);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            await Task.WhenAll(threads);
        }
    }
}
