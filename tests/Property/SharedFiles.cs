using System.Text.Json;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;

namespace Participatory.Tests.Property;

/// <summary>Real elections and what independent programs say of them; they lie beside the repository and may be absent.</summary>
internal static class SharedFiles
{
    public static string? Folder { get; } = Find();

    public static string[] ElectionNames => Folder is null
        ? []
        : [.. Directory.EnumerateFiles(Folder, "*.pb", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path))
            .Order(StringComparer.Ordinal)];

    public static string NeedFolder()
    {
        Assert.SkipWhen(Folder is null, "The real elections in ../shared/pabulib are not here.");
        return Folder!;
    }

    public static PbReader Open(string name) => PbReader.Open(new MemoryStream(File.ReadAllBytes(Path.Combine(NeedFolder(), name))));

    public static Election Read(string name) => Open(name).ReadElection();

    /// <summary>All published outcomes: file, rule with tie order, winners, whether their order is known.</summary>
    public static List<PublishedOutcome> Outcomes()
    {
        var folder = NeedFolder();
        var all = new List<PublishedOutcome>();
        using var real = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "outcomes.json")));
        foreach (var file in real.RootElement.EnumerateArray())
        {
            foreach (var outcome in file.GetProperty("outcomes").EnumerateObject())
            {
                var ties = outcome.Value.GetProperty("ties");
                all.Add(new PublishedOutcome(
                    file.GetProperty("file").GetString()!,
                    outcome.Name,
                    Texts(outcome.Value.GetProperty("winners")),
                    outcome.Value.GetProperty("ordered").GetBoolean(),
                    ties.ValueKind == JsonValueKind.Number ? ties.GetInt32() : null,
                    outcome.Value.TryGetProperty("endowment", out var endowment) ? endowment.GetString() : null));
            }
        }

        using var worked = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "worked", "outcomes.json")));
        foreach (var file in worked.RootElement.EnumerateObject())
        {
            foreach (var outcome in file.Value.EnumerateObject())
            {
                // Phragmén's winners are published as a set everywhere.
                all.Add(new PublishedOutcome(
                    Path.Combine("worked", file.Name),
                    outcome.Name,
                    Texts(outcome.Value.GetProperty("order")),
                    !outcome.Name.StartsWith("phragmen", StringComparison.Ordinal),
                    outcome.Value.GetProperty("ties").GetInt32(),
                    null));
            }
        }

        return all;
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Participatory.sln")))
            {
                var shared = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "pabulib"));
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}

internal sealed record PublishedOutcome(string File, string Key, string[] Winners, bool Ordered, int? Ties, string? Endowment)
{
    public string RuleKey => Key[..Key.IndexOf('@', StringComparison.Ordinal)];

    public string TieKey => Key[(Key.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
