using Xunit;

namespace Participatory.Tests.Harness;

/// <summary>What a test needs that not every machine has.</summary>
public static class Needs
{
    private static readonly bool IsCi = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    /// <summary>PARTICIPATORY_TEST_FULL=1: what is a sample in every test run is to be gone through to its end.</summary>
    public static bool FullRuns { get; } = Environment.GetEnvironmentVariable("PARTICIPATORY_TEST_FULL") == "1";

    /// <summary>Skips the test where something is not there; in CI, where it should be, that is a failure.</summary>
    public static void That(bool isThere, string otherwise)
    {
        if (!isThere && IsCi)
        {
            Assert.Fail(otherwise);
        }

        Assert.SkipUnless(isThere, otherwise);
    }

    /// <summary>Chromium on the PATH or where PARTICIPATORY_TEST_CHROMIUM says, or the test is skipped.</summary>
    public static string Chromium()
    {
        var named = Environment.GetEnvironmentVariable("PARTICIPATORY_TEST_CHROMIUM");
        var path = named is { Length: > 0 } ? named : OnPath("chromium") ?? OnPath("chromium-browser") ?? OnPath("google-chrome");
        That(path is not null && File.Exists(path), "No Chromium: install it, or set PARTICIPATORY_TEST_CHROMIUM to where it is.");
        return path!;
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
