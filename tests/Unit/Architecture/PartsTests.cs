using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>eng/PARTS.md says of every package that we name what it is for; of none that we do not.</summary>
public sealed partial class PartsTests
{
    [Fact]
    public void The_page_of_parts_speaks_of_every_package_and_of_no_other()
    {
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(version => version.Attribute("Include")!.Value)
            .Concat(NpmPackages())
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(packages.Count > 30, "The packages were not found.");
        Assert.Equal(packages, Described().Order(StringComparer.Ordinal));
    }

    /// <summary>The times in CONTRIBUTING run from a warning, so nothing keeps it quiet.</summary>
    [Fact]
    public void Every_restore_warns_of_weak_packages_and_of_those_that_they_bring_along()
    {
        var all = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Equal("true", Assert.Single(all.Descendants("NuGetAudit")).Value);
        Assert.Equal("all", Assert.Single(all.Descendants("NuGetAuditMode")).Value);

        var projects = Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.Root, "Directory.*.props", SearchOption.AllDirectories)).ToList();
        Assert.True(projects.Count > 20, "The projects were not found.");
        var quiet = projects.Select(XDocument.Load).SelectMany(project =>
            project.Descendants("NoWarn").Where(quiet => quiet.Value.Contains("NU19", StringComparison.Ordinal))
                .Concat(project.Descendants("NuGetAuditSuppress")).Concat(project.Descendants("NuGetAuditLevel"))).ToList();
        Assert.Empty(quiet);
    }

    /// <summary>The tool and the projects that the page names are there to make the list with.</summary>
    [Fact]
    public void The_page_says_how_the_list_of_all_parts_is_made()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "eng", "PARTS.md"));
        var project = ListOf().Match(page).Groups["project"].Value;
        Assert.True(File.Exists(Path.Combine(Repository.Root, project)), project);
        Assert.Contains("npm sbom --prefix gateway", page, StringComparison.Ordinal);
        // Without a version npm makes none.
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "gateway", "package.json")));
        Assert.True(package.RootElement.TryGetProperty("version", out _));
    }

    private static IEnumerable<string> NpmPackages()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "gateway", "package.json")));
        return [.. from list in (string[])["dependencies", "devDependencies"]
                   from dependency in package.RootElement.GetProperty(list).EnumerateObject()
                   select dependency.Name];
    }

    /// <summary>The names before the first colon of every entry.</summary>
    private static IEnumerable<string> Described()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "eng", "PARTS.md"));
        return from Match entry in Entry().Matches(page)
               from Match name in Name().Matches(entry.Groups["names"].Value)
               select name.Groups["name"].Value;
    }

    [GeneratedRegex("^dotnet-CycloneDX (?<project>[\\w./]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListOf();

    [GeneratedRegex("^- (?<names>`[^:]*):", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
