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

    [GeneratedRegex("^- (?<names>`[^:]*):", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
