using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Participatory.Tests.Harness;
using Participatory.Voting.Log;

namespace Participatory.Tests.Service.Voting;

/// <summary>A bundle to change, and the keys of a council that does not stop at signing what it changed.</summary>
internal sealed class TamperingBench(List<string> lines, LogKey council) : IDisposable
{
    private readonly LogKey stranger = LogKey.LoadOrCreate(
        Directory.CreateTempSubdirectory("participatory-stranger-").FullName, council.Name);

    public IReadOnlyList<string> Lines => lines;

    public string StrangersKey => stranger.Verifier;

    public void Dispose() => stranger.Dispose();

    /// <summary>The lines with a signature of the council in place of the last one.</summary>
    public byte[] Signed(List<string> changed)
    {
        changed.RemoveAt(changed.Count - 1);
        var body = Encoding.UTF8.GetBytes(string.Join('\n', changed) + "\n");
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"participatory-bundle-1\n{council.OriginOf(Polling.PollId)}\n{changed.Count}\n"
            + $"{Convert.ToBase64String(SHA256.HashData(body))}\n");
        return [.. body, .. Encoding.UTF8.GetBytes(new JsonObject { ["signature"] = council.Note(text) }.ToJsonString() + "\n")];
    }

    public string Resign(string note) => council.Note(note.Split("\n\n")[0] + "\n");

    public string SignedByStranger(string note) => stranger.Note(note.Split("\n\n")[0] + "\n");

    public Func<Random, List<string>, byte[]> Edit(string kind, Action<Random, JsonNode> change, Func<string, bool>? which = null) =>
        (chance, all) =>
    {
        var at = Pick(chance, all, kind, which);
        var node = JsonNode.Parse(all[at])!;
        change(chance, node);
        Assert.NotEqual(all[at], node.ToJsonString());
        all[at] = node.ToJsonString();
        return Signed(all);
    };

    public Func<Random, List<string>, byte[]> EditPoll(Func<Random, string, string> change) =>
        Edit("poll", (chance, node) => node["poll"] = change(chance, (string)node["poll"]!));

    public Func<Random, List<string>, byte[]> EditPb(Func<Random, string, string> change) =>
        Edit("pb", (chance, node) => node["pb"]!["text"] = change(chance, (string)node["pb"]!["text"]!));

    public Func<Random, List<string>, byte[]> EditResult(string area, Action<Random, JsonNode> change) =>
        Edit("result", (chance, node) => change(chance, node["result"]!), line => line.Contains(area, StringComparison.Ordinal));

    public Func<Random, List<string>, byte[]> Remove(string kind, bool last = false) => (chance, all) =>
    {
        all.RemoveAt(last ? all.FindLastIndex(line => Is(line, kind)) : Pick(chance, all, kind));
        return Signed(all);
    };

    public Func<Random, List<string>, byte[]> Insert(string kind, Func<Random, string> make) => (chance, all) =>
    {
        all.Insert(Pick(chance, all, kind, line => kind != "ballot" || line.Contains(Polling.Elm, StringComparison.Ordinal)),
            make(chance));
        return Signed(all);
    };

    public Func<Random, List<string>, byte[]> Repeat(string kind) => (chance, all) =>
    {
        var at = Pick(chance, all, kind);
        all.Insert(at + 1, all[at]);
        return Signed(all);
    };

    public Func<Random, List<string>, byte[]> Swap(string kind, string having = "") => (chance, all) =>
    {
        var places = Enumerable.Range(0, all.Count)
            .Where(at => Is(all[at], kind) && all[at].Contains(having, StringComparison.Ordinal)).ToArray();
        chance.Shuffle(places);
        (all[places[0]], all[places[1]]) = (all[places[1]], all[places[0]]);
        return Signed(all);
    };

    /// <summary>A ballot is left out, and every number that would give it away is one less.</summary>
    public Func<Random, List<string>, byte[]> LeaveOut() => (chance, all) =>
    {
        var at = Pick(chance, all, "ballot");
        var area = (string)JsonNode.Parse(all[at])!["ballot"]!["area"]!;
        all.RemoveAt(at);
        foreach (var (kind, name) in new[] { ("roll", "voted"), ("result", "ballots") })
        {
            var line = all.FindIndex(other => Is(other, kind) && other.Contains(area, StringComparison.Ordinal));
            var node = JsonNode.Parse(all[line])!;
            node[kind]![name] = (int)node[kind]![name]! - 1;
            all[line] = node.ToJsonString();
        }

        return Signed(all);
    };

    /// <summary>One ballot of an open contest shows its hash only.</summary>
    public Func<Random, List<string>, byte[]> Hide() => Edit(
        "ballot",
        (chance, node) => node["ballot"] = new JsonObject
        {
            ["area"] = (string)node["ballot"]!["area"]!,
            ["card"] = (string)node["ballot"]!["card"]!,
            ["version"] = (int)node["ballot"]!["version"]!,
            ["choices_hash"] = Cli.Verify.Hashes.ChoicesHash(
                (string)node["ballot"]!["salt"]!, node["ballot"]!["choices"]!.AsArray().Select(choice => (string)choice!)),
        },
        line => line.Contains("choices\"", StringComparison.Ordinal));

    private static int Pick(Random chance, List<string> all, string kind, Func<string, bool>? which = null)
    {
        var places = Enumerable.Range(0, all.Count).Where(at => Is(all[at], kind) && which?.Invoke(all[at]) != false).ToList();
        return places[chance.Next(places.Count)];
    }

    private static bool Is(string line, string kind) => line.StartsWith($"{{\"{kind}\":", StringComparison.Ordinal);
}
