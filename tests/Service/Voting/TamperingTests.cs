using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Participatory.Tests.Harness;
using Participatory.Voting.Log;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// Whoever changes a bundle is found out, and what was changed is named: first by somebody from outside, who cannot sign,
/// then by the council itself, which can sign what it likes.
/// </summary>
public sealed class TamperingTests(ITestOutputHelper output)
{
    private const int Times = 25;

    [Fact]
    public async Task Forty_kinds_of_tampering_are_each_found_and_named()
    {
        var (polling, _) = await VotedPoll.Declared("sqlite");
        await using var _1 = polling;
        using var bench = new TamperingBench(VotedPoll.Lines(await polling.Bundle()), polling.LogKey);
        var key = (await polling.Get()).LogKey;
        Assert.Null(await VotedPoll.Fault(bench.Signed([.. bench.Lines]), key));

        var kinds = Kinds(bench).ToList();
        Assert.True(kinds.Count >= 40, $"There are only {kinds.Count} kinds.");
        foreach (var (kind, change, named) in kinds)
        {
            for (var time = 0; time < Times; time++)
            {
                var tampered = change(new Random(time), [.. bench.Lines]);
                var fault = await VotedPoll.Fault(tampered, key);
                Assert.True(fault is not null, $"{kind}, {time}: nothing was found.");
                Assert.True(named.Length == 0
                    || named.Contains(fault.What), $"{kind}, {time}: expected {string.Join(" or ", named)}, and it says: {fault.Message}");
            }
        }

        output.WriteLine($"{kinds.Count} kinds, {Times} times each.");
    }

    private static IEnumerable<(string Kind, Func<Random, List<string>, byte[]> Change, string[] Named)> Kinds(TamperingBench bench)
    {
        // The log.
        yield return ("a bit of a leaf", bench.Edit("leaf", (chance, node) => node["leaf"] = Flipped(chance, (string)node["leaf"]!)),
            ["checkpoint root"]);
        yield return ("a leaf left out", bench.Remove("leaf"), ["checkpoint root", "log size"]);
        yield return ("a leaf more", bench.Insert("leaf", chance => $$"""{"leaf":"{{Hex(chance)}}"}"""), ["checkpoint root", "log size"]);
        yield return ("two leaves changed about", bench.Swap("leaf"), ["checkpoint root"]);
        yield return ("a leaf twice", bench.Repeat("leaf"), ["leaf twice"]);
        yield return (
            "the size of a checkpoint", bench.Edit(
            "checkpoint", (chance, node) => node["checkpoint"] = NoteLine(
            (string)node["checkpoint"]!, 1, $"{SizeOf((string)node["checkpoint"]!) + chance.Next(1, 60)}")), ["checkpoint signature"]);
        yield return (
            "the root of a checkpoint", bench.Edit(
            "checkpoint", (chance, node) => node["checkpoint"] = NoteLine(
            (string)node["checkpoint"]!, 2, Convert.ToBase64String(Bytes(chance)))), ["checkpoint signature"]);
        yield return (
            "another root, signed by the council",
            bench.Edit("checkpoint", (chance, node) => node["checkpoint"] = bench.Resign(
            NoteLine((string)node["checkpoint"]!, 2, Convert.ToBase64String(Bytes(chance))))), ["checkpoint root"]);
        yield return (
            "another log's checkpoint", bench.Edit(
            "checkpoint", (_, node) => node["checkpoint"] = bench.Resign(
            NoteLine((string)node["checkpoint"]!, 0, "participatory/polls/autumn"))), ["checkpoint origin"]);
        yield return ("a checkpoint signed by a stranger", bench.Edit(
            "checkpoint", (_, node) => node["checkpoint"] = bench.SignedByStranger((string)node["checkpoint"]!)), ["checkpoint signature"]);
        yield return ("the last checkpoint left out", bench.Remove("checkpoint", last: true), ["log size"]);
        yield return ("checkpoints changed about", bench.Swap("checkpoint"), ["checkpoint order"]);
        yield return (
            "no signature on a checkpoint",
            bench.Edit("checkpoint", (_, node) => node["checkpoint"] = ((string)node["checkpoint"]!).Split("\n\n")[0] + "\n"),
            ["checkpoint signature"]);

        // The head and the poll.
        yield return ("another key", bench.Edit("bundle", (_, node) => node["bundle"]!["key"] = bench.StrangersKey), ["key"]);
        yield return ("another origin", bench.Edit("bundle", (_, node) => node["bundle"]!["origin"] = "participatory/polls/autumn"),
            ["origin"]);
        yield return ("another poll", bench.Edit("bundle", (_, node) => node["bundle"]!["poll_id"] = "autumn"), ["origin"]);
        yield return ("another format", bench.Edit("bundle", (chance, node) => node["bundle"]!["format"] = chance.Next(2, 9)), ["format"]);
        yield return ("another id in the poll",
            bench.EditPoll((_, text) => text.Replace("poll_id: spring", "poll_id: autumn", StringComparison.Ordinal)), ["poll"]);
        yield return (
            "the cost of a project", bench.EditPoll(
            (chance, text) => text.Replace("cost: 120000", $"cost: {chance.Next(100_000, 119_999)}", StringComparison.Ordinal)),
            ["election hash", "winners"]);
        yield return (
            "the money", bench.EditPoll((chance, text) => text.Replace(
            "budget: 500000", $"budget: {chance.Next(500_001, 600_000)}", StringComparison.Ordinal)), ["election hash", "winners"]);
        yield return ("the title", bench.EditPoll(
            (_, text) => text.Replace("title: Spring round", "title: Summer round", StringComparison.Ordinal)), ["result hash"]);
        yield return ("the rule", bench.EditPoll(
            (_, text) => text.Replace("rule: greedy\n", "rule: greedy-no-skip\n", StringComparison.Ordinal)), ["winners", "outcome hash"]);
        yield return (
            "the order of ties", bench.EditPoll(
            (chance, text) => text.Replace("ties: es", $"ties: seed:{chance.Next(100)}", StringComparison.Ordinal)),
            ["winners", "outcome hash"]);
        yield return (
            "the closing time", bench.EditPoll(
            (chance, text) => System.Text.RegularExpressions.Regex.Replace(text, "close_time: \\d+", $"close_time: {chance.Next()}",
            System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))), ["result hash"]);
        yield return ("a limit that ballots break",
            bench.EditPoll((_, text) => text.Replace("max_length: 3", "max_length: 1", StringComparison.Ordinal)), ["ballot"]);
        yield return ("a poll that is none", bench.EditPoll((_, text) => text["participatory-poll-1\n".Length..]), ["poll"]);

        // The roll.
        yield return ("more who voted", bench.Edit(
            "roll", (chance, node) => node["roll"]!["voted"] = (int)node["roll"]!["voted"]! + chance.Next(1, 3)), ["voters and ballots"]);
        yield return ("fewer who voted", bench.Edit(
            "roll", (chance, node) => node["roll"]!["voted"] = (int)node["roll"]!["voted"]! - chance.Next(1, 4)), ["voters and ballots"]);
        yield return ("a shorter roll", bench.Edit("roll", (_, node) => node["roll"]!["voters"] = 3), ["voters and roll"]);
        yield return ("an area without a roll", bench.Remove("roll"), ["order of lines", "area"]);

        // The ballots.
        yield return ("a ballot left out", bench.Remove("ballot"), ["number of ballots", "earlier version"]);
        yield return ("a ballot and its voter left out", bench.LeaveOut(),
            ["election hash", "winners", "ballot missing", "earlier version", "outcome hash"]);
        yield return ("other choices", bench.Edit("ballot", (chance, node) => Change(chance, node["ballot"]!)), ["opening"]);
        yield return (
            "another salt", bench.Edit("ballot",
            (chance, node) => node["ballot"]![node["ballot"]!["salt"] is null ? "choices_hash" : "salt"] = Hex(chance)), ["opening"]);
        yield return ("another version", bench.Edit("ballot", (chance, node) => node["ballot"]!["version"] = chance.Next(5, 9)),
            ["opening"]);
        yield return ("another card", bench.Edit("ballot", (chance, node) => node["ballot"]!["card"] = Hex(chance)),
            ["opening", "order of ballots"]);
        yield return ("a card twice", bench.Repeat("ballot"), ["card twice"]);
        yield return (
            "a ballot of another area", bench.Edit(
            "ballot", (_, node) => node["ballot"]!["area"] = (string)node["ballot"]!["area"]! == Polling.Elm ? Polling.Oak : Polling.Elm),
            ["area"]);
        yield return ("ballots changed about", bench.Swap("ballot", Polling.Elm), ["order of ballots"]);
        yield return ("a ballot invented", bench.Insert("ballot", Invented), ["opening", "order of ballots"]);
        yield return ("one ballot hidden", bench.Hide(), ["ballots shown"]);
        yield return ("an earlier version left out", bench.Remove("before"), ["earlier version"]);
        yield return ("an earlier version twice", bench.Repeat("before"), ["earlier version"]);
        yield return ("an earlier version that said something else",
            bench.Edit("before", (chance, node) => node["before"]!["choices_hash"] = Hex(chance)), ["opening"]);

        // The file and the result.
        yield return ("a vote in the .pb file", bench.EditPb((_, text) => text.Replace(";bench\n", ";choir\n", StringComparison.Ordinal)),
            ["pb file"]);
        yield return (
            "a hash in the .pb file", bench.EditPb(
            (chance, text) => System.Text.RegularExpressions.Regex.Replace(text, "frozen_hash=[0-9a-f]+", $"frozen_hash={Hex(chance)}",
            System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))), ["pb file"]);
        yield return ("another winner", bench.EditResult(Polling.Elm, (_, result) => result["winners"] = new JsonArray("hall")),
            ["winners"]);
        yield return (
            "a winner less", bench.EditResult(Polling.Elm, (chance, result) => result["winners"]!.AsArray()
            .RemoveAt(chance.Next(result["winners"]!.AsArray().Count))), ["winners"]);
        yield return ("the number of ballots",
            bench.EditResult(Polling.Elm, (chance, result) => result["ballots"] = 60 + chance.Next(1, 9)), ["number of ballots"]);
        yield return ("the fingerprint of the ballots",
            bench.EditResult(Polling.Elm, (chance, result) => result["election_hash"] = Hex(chance)), ["election hash"]);
        yield return ("the fingerprint of the count",
            bench.EditResult(Polling.Elm, (chance, result) => result["outcome_hash"] = Hex(chance)), ["outcome hash"]);
        yield return ("the hidden fingerprint", bench.EditResult(Polling.Oak, (chance, result) => result["sealed_hash"] = Hex(chance)),
            ["result hash"]);
        yield return ("the fingerprint of the result", bench.Edit("result_hash", (chance, node) => node["result_hash"] = Hex(chance)),
            ["result hash"]);
        yield return ("a result left out", bench.Remove("result"), ["order of lines", "area"]);

        // The last line, and what only it can find.
        yield return (
            "a space in a line", (chance, lines) => Unsigned(
            lines, all => Replace(all, chance.Next(all.Count - 1), line => line.Replace(":", ": ", StringComparison.Ordinal))),
            ["signature", "poll", "line", "checkpoint signature", "pb file"]);
        yield return ("no signature", (_, lines) => Unsigned(lines, all => all.RemoveAt(all.Count - 1)), ["order of lines"]);
        yield return ("a line after the signature", (_, lines) => Unsigned(lines, all => all.Add("""{"note":"all is well"}""")),
            ["order of lines"]);
        yield return (
            "a stranger's signature", (_, lines) => Unsigned(
            lines, all => all[^1] = all[^1].Replace("participatory-bundle-1", "participatory-bundle-2", StringComparison.Ordinal)),
            ["signature"]);
        yield return ("a value more", bench.Edit("roll", (_, node) => node["roll"]!["note"] = "fine"), ["line"]);
        yield return (
            "the end cut off", (chance, lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines)[..^chance.Next(1, 200)]), ["line"]);
        yield return ("any byte", (chance, lines) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            bytes[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(7));
            return bytes;
        }, []);
    }

    private static void Change(Random chance, JsonNode ballot)
    {
        if (ballot["choices"] is null)
        {
            ballot["choices_hash"] = Hex(chance);
            return;
        }

        var before = ballot["choices"]!.ToJsonString();
        string[] all = ["bench", "choir", "hall", "swings"];
        var other = all.Select(project => new JsonArray(project)).Where(choices => choices.ToJsonString() != before).ToList();
        ballot["choices"] = other[chance.Next(other.Count)];
    }

    private static string Invented(Random chance) => new JsonObject
    {
        ["ballot"] = new JsonObject
        {
            ["area"] = Polling.Elm, ["card"] = Hex(chance), ["version"] = 1, ["salt"] = Hex(chance), ["choices"] = new JsonArray("hall"),
        },
    }.ToJsonString();

    private static void Replace(List<string> lines, int at, Func<string, string> change) => lines[at] = change(lines[at]);

    private static byte[] Unsigned(List<string> lines, Action<List<string>> change)
    {
        change(lines);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
    }

    private static int SizeOf(string note) => int.Parse(note.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static string NoteLine(string note, int at, string text)
    {
        var lines = note.Split('\n');
        lines[at] = text;
        return string.Join('\n', lines);
    }

    private static byte[] Bytes(Random chance)
    {
        var bytes = new byte[32];
        chance.NextBytes(bytes);
        return bytes;
    }

    private static string Hex(Random chance) => Convert.ToHexStringLower(Bytes(chance));

    private static string Flipped(Random chance, string hex)
    {
        var bytes = Convert.FromHexString(hex);
        bytes[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(8));
        return Convert.ToHexStringLower(bytes);
    }
}
