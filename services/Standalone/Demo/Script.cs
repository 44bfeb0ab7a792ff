using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Participatory.Standalone.Demo;

/// <summary>Everything that will happen in the demonstration, known beforehand, so that it can be taken up again anywhere.</summary>
internal sealed record Script
{
    public required string RoundId { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Not empty where it is a published election.</summary>
    public string ImportedFrom { get; init; } = "";

    public required IReadOnlyList<ScriptArea> Areas { get; init; }
    public required IReadOnlyList<ScriptIdea> Ideas { get; init; }

    /// <summary>What comes of an idea, by its title.</summary>
    public Func<string, Tale> TaleOf { get; init; } = Tales.Of;

    public bool Knapsack { get; init; }

    /// <summary>As a ballot paper names it.</summary>
    public string Rule { get; init; } = "greedy";

    /// <summary>0 is no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>When it was first played; everything that is dated counts from here.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>How many ballots there are.</summary>
    public required int Voters { get; init; }

    /// <summary>The ballots, each as the area of its voter and indexes into <see cref="Ideas"/>; the same each time.</summary>
    public required Func<IEnumerable<ScriptBallot>> Ballots { get; init; }

    /// <summary>A UUID for one step of the play: the same step always has the same, so that playing it twice does it once.</summary>
    public string Id(string step)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{RoundId}/{Start.UtcTicks}/{step}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    /// <summary>The script that <paramref name="options"/> ask for, taken up where <paramref name="data"/> has it begun.</summary>
    public static async Task<Script> Choose(DemoOptions options, string data, CancellationToken cancellation)
    {
        var script = options.Pb is null
            ? ElmPark.Write(options.Seed, options.Quick)
            : await PublishedElection.Read(options.Pb, cancellation);
        return script with { Start = await FirstStart(script.RoundId, data, cancellation) };
    }

    private static async Task<DateTimeOffset> FirstStart(string roundId, string data, CancellationToken cancellation)
    {
        var path = Path.Combine(data, "demo", $"{roundId}.json");
        if (File.Exists(path))
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(await File.ReadAllTextAsync(path, cancellation));
        }

        // Whole or not at all: a demonstration that is killed here begins again.
        var now = DateTimeOffset.UtcNow;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync($"{path}.new", JsonSerializer.Serialize(now), cancellation);
        File.Move($"{path}.new", path);
        return now;
    }
}

internal sealed record ScriptArea(string Code, string Name, long BudgetMinor);

/// <param name="Id">The project's id in a published election; empty where the round gives a number.</param>
/// <param name="CostMinor">What the officer finds it costs; null where it cannot be done.</param>
/// <param name="Infeasible">Why it cannot be done.</param>
internal sealed record ScriptIdea(
    string Id, string Area, string Title, string Words, string WhoBenefits, long EstimateMinor, long? CostMinor, string Infeasible,
        int Supporters);

internal readonly record struct ScriptBallot(string Area, int[] Choices);
