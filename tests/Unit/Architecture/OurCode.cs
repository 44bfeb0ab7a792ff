using System.Reflection;
using System.Xml.Linq;
using Google.Protobuf.Reflection;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>Everything that the architecture tests look at: found, not listed, so that what comes later is looked at too.</summary>
internal static class OurCode
{
    /// <summary>Every assembly of ours that is not a test.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => name == "participatory"
            || (name.StartsWith("Participatory.", StringComparison.Ordinal)
            && !name.StartsWith("Participatory.Tests.", StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal)
        .Select(Assembly.Load)
        .ToList();

    /// <summary>The assemblies that own a database.</summary>
    public static IReadOnlyList<Assembly> WithDatabase { get; } =
        Assemblies.Where(assembly => assembly != typeof(Migrator).Assembly && Migrator.Scripts(assembly).Any()).ToList();

    /// <summary>The gRPC services of our own contract.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
        Files.SelectMany(file => file.Services).OrderBy(service => service.FullName, StringComparer.Ordinal).ToList();

    /// <summary>The files of our own contract.</summary>
    public static IReadOnlyList<FileDescriptor> Files => typeof(Access.V1.AccessReflection).Assembly.GetTypes()
        .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
        .Where(property => property?.PropertyType == typeof(FileDescriptor))
        .Select(property => (FileDescriptor)property!.GetValue(null)!)
        .Where(file => file.Package.StartsWith("participatory.", StringComparison.Ordinal))
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .ToList();

    /// <summary>Every project in these folders, with the names of the projects that it references.</summary>
    public static IEnumerable<(string Name, string Path, List<string> References)> Projects(params string[] folders) =>
        from path in Sources("*.csproj", folders)
        select (Path.GetFileNameWithoutExtension(path), path, References(path));

    /// <summary>Every file in these folders that somebody wrote.</summary>
    public static IEnumerable<string> Sources(string pattern, params string[] folders)
    {
        string[] made = ["bin", "obj", "node_modules", "wwwroot"];
        return folders
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Where(path => !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar)
                .Any(part => made.Contains(part)));
    }

    private static List<string> References(string project) => XDocument.Load(project)
        .Descendants("ProjectReference")
        .Select(reference => reference.Attribute("Include")!.Value)
        .SelectMany(include => include.Contains('*', StringComparison.Ordinal) ? [$"wildcard {include}"]
            : (string[])[Path.GetFileNameWithoutExtension(include)])
        .ToList();
}
