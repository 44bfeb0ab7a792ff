using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>Nothing lies where no build finds it, and the tests of a service build that service and no other.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Participatory.sln")).Replace('\\', '/');
        var projects = OurCode.Sources("*.csproj", "protos", "services", "gateway", "tests")
            .Select(path => Path.GetRelativePath(Repository.Root, path)).ToList();

        Assert.True(projects.Count > 15, "The projects were not found.");
        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_source_file_lies_in_a_project()
    {
        var folders = OurCode.Sources("*.csproj", "protos", "services", "gateway", "tests")
            .Select(path => Path.GetDirectoryName(path)! + Path.DirectorySeparatorChar).ToList();

        Assert.All(
            OurCode.Sources("*.cs", "protos", "services", "gateway", "tests"),
            file => Assert.Contains(folders, folder => file.StartsWith(folder, StringComparison.Ordinal)));
    }

    [Fact]
    public void Tests_of_a_service_build_that_service_and_no_other()
    {
        var services = OurCode.WithDatabase.Select(assembly => assembly.GetName().Name!)
            .Where(name => name != "Participatory.Gateway").ToList();
        var tests = OurCode.Projects(Path.Combine("tests", "Service")).ToDictionary(
            project => project.Name["Participatory.Tests.Service.".Length..], project => project.References.Intersect(services).ToList(),
                StringComparer.Ordinal);

        Assert.True(services.Count >= 4, "The services were not found.");
        Assert.All(services, service => Assert.Equal([service], tests[service["Participatory.".Length..]]));
        Assert.Empty(tests["Gateway"]);
    }
}
