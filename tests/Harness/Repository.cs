using Xunit;

namespace Participatory.Tests.Harness;

/// <summary>Where things are on this machine.</summary>
public static class Repository
{
    /// <summary>The folder of Participatory.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as this test was built.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";

    /// <summary>A folder of real data that lies beside the project, or the test is skipped.</summary>
    public static string Shared(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", name));
        Needs.That(Directory.Exists(path), $"No ../shared/{name} beside the project.");
        return path;
    }

    /// <summary>What a project of ours was built into.</summary>
    public static string Built(string project, string assembly) =>
        Path.Combine(Root, project, "bin", Configuration, "net10.0", assembly);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Participatory.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run inside the project's own folder.");
    }
}
