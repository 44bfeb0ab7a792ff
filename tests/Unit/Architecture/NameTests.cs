using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

public sealed partial class NameTests
{
    // "Utility" is not among them: it is what a voting rule maximises.
    private static readonly string[] SayNothing = ["Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Impl", "Common"];

    [Fact]
    public void No_file_or_folder_has_a_name_that_says_nothing()
    {
        var names = OurCode.Sources("*", "services", "tests").Select(path => Path.GetRelativePath(Repository.Root, path)).ToList();

        Assert.True(names.Count > 100, "The files were not found.");
        Assert.DoesNotContain(names, name => SaysNothing(name));
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        var types = OurCode.Assemblies
            .Where(assembly => assembly != typeof(Access.V1.Access).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
                && !type.Name.Contains('<', StringComparison.Ordinal));

        Assert.DoesNotContain(types.Select(type => type.Name), name => SaysNothing(name));
    }

    [Fact]
    public void A_namespace_is_the_room_of_its_file()
    {
        var files = OurCode.Projects("services", "gateway")
            .SelectMany(project => OurCode.Sources("*.cs", Path.GetDirectoryName(project.Path)!)
            .Select(path => (
                Path: Path.GetRelativePath(Repository.Root, path),
                Stated: Namespace().Match(File.ReadAllText(path)).Groups["room"].Value,
                Room: string.Join(
                    '.', [project.Name, .. Path.GetRelativePath(project.Path, path).Split(Path.DirectorySeparatorChar)[1..^1]])))
            // Program has none.
            .Where(file => file.Stated.Length > 0)).ToList();

        Assert.True(files.Count > 500, "The files were not found.");
        Assert.DoesNotContain(files, file => file.Stated != file.Room);
    }

    // A tag helper is what the framework calls a tag that we made.
    private static bool SaysNothing(string name) =>
        Word().Matches(name.Replace("TagHelper", "", StringComparison.Ordinal)).Select(match => match.Value).Any(SayNothing.Contains);

    [GeneratedRegex(@"^namespace (?<room>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex("[A-Z][a-z]*|[a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
