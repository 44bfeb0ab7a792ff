using System.Xml.Linq;

namespace Participatory.Tests.Unit.Architecture;

public sealed class ReferenceTests
{
    private const string Protos = "Participatory.Protos";
    private const string Contracts = "Participatory.Contracts";
    private const string Words = "Participatory.Words";
    private const string Platform = "Participatory.Platform";
    private const string Counting = "Participatory.Counting";
    private const string Gateway = "Participatory.Gateway";
    private const string Standalone = "Participatory.Standalone";


    private static readonly string[] OwnServices = OurCode.Services.Select(service => $"Participatory.{service.Name[..^"Service".Length]}")
        .ToArray();

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        var projects = OurCode.Projects("services", "gateway", "protos").ToList();

        Assert.True(projects.Count >= 5, "The projects were not found.");
        Assert.All(projects, project => Assert.Empty(project.References.Except(MayReference(project.Name))));
    }

    [Fact]
    public void Assemblies_reference_only_what_they_may()
    {
        Assert.True(OurCode.Assemblies.Count >= 5, "The assemblies were not found.");
        Assert.All(OurCode.Assemblies, assembly =>
        {
            var ours = assembly.GetReferencedAssemblies().Select(name => name.Name!)
                .Where(name => name.StartsWith("Participatory.", StringComparison.Ordinal));
            var project = assembly.GetName().Name == "participatory" ? "Participatory.Cli" : assembly.GetName().Name!;
            Assert.Empty(ours.Except(MayReference(project)));
        });
    }

    [Fact]
    public void Counting_needs_nothing_but_the_language()
    {
        var project = Assert.Single(OurCode.Projects("services"), project => project.Name == Counting);
        Assert.DoesNotContain(XDocument.Load(project.Path).Descendants(), element => element.Name.LocalName is "PackageReference"
            or "FrameworkReference" or "ProjectReference");

        var assembly = Assert.Single(OurCode.Assemblies, assembly => assembly.GetName().Name == Counting);
        Assert.All(assembly.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name!, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_standalone_house_and_tests_reference_services()
    {
        var referencing = OurCode.Projects("services", "gateway", "protos", "eng")
            .Where(project => project.References.Any(OwnServices.Contains))
            .Select(project => project.Name);

        Assert.All(referencing, name => Assert.Equal(Standalone, name));
    }

    [Fact]
    public void A_service_shows_nothing_but_how_to_add_and_map_it()
    {
        foreach (var assembly in OurCode.Assemblies.Where(assembly => OwnServices.Contains(assembly.GetName().Name)))
        {
            // The compiler makes Program public; it has no namespace, and nothing to call but its start.
            var shown = Assert.Single(assembly.GetExportedTypes(), type => type.FullName != "Program");
            var name = assembly.GetName().Name!["Participatory.".Length..];

            Assert.Equal($"{name}Service", shown.Name);
            Assert.Equal([$"Add{name}", $"Map{name}"], shown.GetMethods().Where(method => method.IsStatic).Select(method => method.Name)
                .Order(StringComparer.Ordinal));
        }
    }

    private static string[] MayReference(string project) => project switch
    {
        Contracts or Counting => [],
        // The reasons that events carry are said in words there, and nowhere else.
        Words => [Contracts],
        Protos => [],
        // Why an idea lost is kept and told in one way; the events that bring it are Contracts.
        Platform => [Protos, Contracts, Words],
        // The gateway reads published elections, and what rules and ballots there are, from the library that has them; it counts nothing.
        // It hears no events; why an idea lost is told to the builder of sentences as the events tell it.
        Gateway => [Protos, Contracts, Platform, Counting, Words],
        Standalone => [Protos, Contracts, Platform, Counting, Words, Gateway, .. OwnServices],
        // The command line says of a rule, and of a loss, what everybody says of it.
        "Participatory.Cli" => [Protos, Contracts, Counting, Words],
        // Proposals reads what rules and ballots there are; it counts nothing either.
        "Participatory.Voting" or "Participatory.Proposals" => [Protos, Contracts, Platform, Counting, Words],
        _ => [Protos, Contracts, Platform, Words],
    };
}
