using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed partial class ComposeTests
{
    /// <summary>Its container writes nowhere else, and what lay there would be gone with each new version.</summary>
    [Fact]
    public void Whatever_keeps_something_under_its_data_folder_has_a_volume_there_of_its_own()
    {
        foreach (var service in Services)
        {
            var folder = Path.Combine(Repository.Root, "services", $"{char.ToUpperInvariant(service[0])}{service[1..]}");
            var keeps = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
                .Any(file => System.IO.File.ReadAllText(file).Contains("Configuration[\"Data\"]", StringComparison.Ordinal));
            Assert.Equal(keeps, File.Containers[service].List("volumes").Contains($"{service}:/data"));
        }
    }
}
