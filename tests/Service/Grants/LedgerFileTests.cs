using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Participatory.Cli.Ledgers;
using Participatory.Cli.Verify;
using Participatory.Grants;
using Participatory.Grants.Closes;
using Participatory.Grants.Payments.Runs;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>
/// What the council publishes is checked by a program that knows none of the service's code, and what is changed is named.
/// </summary>
public sealed class LedgerFileTests(ITestOutputHelper output)
{
    internal static async Task<string> Export(Town town, string round = "")
    {
        using var call = town.Nobody.ExportLedger(new() { RoundId = round });
        var text = new StringBuilder();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            text.Append(piece.Content.ToStringUtf8());
        }

        return text.ToString();
    }

    internal static async Task<BundleFault?> Fault(string file, string? keptClose = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        using var reader = new BundleReader(stream);
        try
        {
            await new LedgerVerifier(keptClose).Verify(reader, CancellationToken.None);
            return null;
        }
        catch (BundleFault fault)
        {
            return fault;
        }
    }

    /// <summary>Two rounds, four days, every kind of transfer but those of a round that rolls over.</summary>
    private static async Task<Town> Busy()
    {
        var town = await Town.Start("sqlite");
        var close = (CloseLedger)town.Service.Services.GetService(typeof(CloseLedger))!;
        async Task NextDay()
        {
            town.Service.Clock.Advance(TimeSpan.FromDays(1));
            await close.Tick(CancellationToken.None);
        }

        await town.Offered("summer");
        var payment = await town.ApprovedPayment();
        await town.Femi.RecordIncomeAsync(
            new() { RequestId = Id(), FundId = "fund-autumn", Funder = "NHS", Amount = Pounds(900), Reference = "BACS 2" });
        await NextDay();
        await town.Confirm(payment);
        var wrong = (await town.Grace.ListIncomeAsync(new() { FundId = "fund-autumn" })).Income[0];
        await town.Femi.CorrectIncomeAsync(new() { RequestId = Id(), TransferId = wrong.TransferId, Reason = "It was £90." });
        var back = await town.Grace.ProposeClawbackAsync(
            new()
            {
                RequestId = Id(), Clawback =
            new() { FundId = "fund-autumn", RoundId = "autumn", AreaCode = South, Amount = Pounds(100), Reason = "r" }
            });
        await town.Femi.ApproveClawbackAsync(new() { RequestId = Id(), ClawbackId = back.ClawbackId });
        await NextDay();
        await NextDay();
        await town.Femi.RecordReturnAsync(new() { RequestId = Id(), AwardId = (await town.TheAward()).AwardId, Amount = Pounds(30) });
        await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn" });
        await town.Amina.DeclineAwardAsync(new() { RequestId = Id(), AwardId = (await town.TheAward("summer")).AwardId });
        await NextDay();
        await town.FundWith(7, "later-fund");
        return town;
    }

    [Fact]
    public async Task The_files_of_a_round_and_of_all_are_right()
    {
        await using var town = await Busy();
        foreach (var round in new[] { "", "autumn", "summer", "no-such-round" })
        {
            var fault = await Fault(await Export(town, round));
            Assert.True(fault is null, $"{round}: {fault?.Message}");
        }

        var closes = (await town.Nobody.ListClosesAsync(new())).Closes;
        Assert.Equal(4, closes.Count);
        Assert.Null(await Fault(await Export(town), closes[2].CloseHash));
        Assert.Equal("your close", (await Fault(await Export(town), new string('a', 64)))?.What);
    }

    [Fact]
    public async Task A_round_that_rolls_over_is_right_in_both_files()
    {
        await using var town = await Town.Start("sqlite");
        var fund = await town.FundWith(5_000);
        await town.Released("autumn", fund.FundId, (North, 1_000), (South, 300));
        await town.Service.Deliver(Opened("autumn") with { Unspent = "roll_over" });
        await town.Service.Deliver(DevolvingTests.Contest(1_000, ("p1", 2_000, false)));
        await town.Femi.SettleRoundAsync(new() { RequestId = Id(), RoundId = "autumn", ToRoundId = "spring" });
        town.Service.Clock.Advance(TimeSpan.FromDays(1));
        await ((CloseLedger)town.Service.Services.GetService(typeof(CloseLedger))!).Tick(CancellationToken.None);

        foreach (var round in new[] { "", "autumn", "spring" })
        {
            var fault = await Fault(await Export(town, round));
            Assert.True(fault is null, $"{round}: {fault?.Message}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("autumn")]
    public async Task Before_the_first_close_what_was_changed_is_found_and_what_was_not_compared_is_not_called_right(string round)
    {
        await using var town = await Town.Start("sqlite");
        await town.Offered();
        var shown = await town.Nobody.GetOpenDayAsync(new() { RoundId = round });
        var whole = await Export(town, round);
        Assert.Equal((5, true), await Run(whole, open: null, $"{shown.Transfers} transfers since then add up", shown.Hash));
        Assert.Equal((0, true), await Run(whole, shown.Hash, "The ledger is right."));

        // Somebody changes an entry; somebody else makes the hash anew as well; somebody leaves it out.
        var changed = whole.Replace("40000", "39000", StringComparison.Ordinal);
        Assert.Equal("open day", (await Fault(changed))?.What);
        var lines = whole.Split('\n').ToList();
        lines.RemoveAt(lines.FindIndex(line => line.StartsWith("{\"open\"", StringComparison.Ordinal)));
        var without = string.Join('\n', lines).Replace("40000", "39000", StringComparison.Ordinal);
        Assert.Equal((5, true), await Run(without, open: null, "no close covers them"));
        Assert.Equal((4, true), await Run(without, shown.Hash, "not the one that you have seen"));

        async Task<(int, bool)> Run(string text, string? open, params string[] words)
        {
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            using var said = new StringWriter();
            var ended = await VerifyLedgerCommand.Run(file, null, open, said, said, CancellationToken.None);
            File.Delete(file);
            return (ended, words.All(word => said.ToString().Contains(word, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task The_command_says_what_it_found_and_how_it_ends()
    {
        await using var town = await Busy();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await Export(town, "autumn"), TestContext.Current.CancellationToken);
            using StringWriter said = new(), errors = new();
            Assert.Equal(0, await VerifyLedgerCommand.Run(file, null, null, said, errors, CancellationToken.None));
            Assert.Contains("round autumn: 8 transfers, 8 of them in 4 closes", said.ToString(), StringComparison.Ordinal);
            Assert.Contains("paid: 37000 GBP", said.ToString(), StringComparison.Ordinal);
            Assert.Contains("Every transfer up to the close of 2026-03-04 is right.", said.ToString(), StringComparison.Ordinal);
            Assert.EndsWith("The ledger is right.", said.ToString().TrimEnd(), StringComparison.Ordinal);
            Assert.Equal("", errors.ToString());

            await File.WriteAllTextAsync(file, (await Export(town, "autumn")).Replace("40000", "41000", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
            Assert.Equal(4, await VerifyLedgerCommand.Run(file, null, null, said, errors, CancellationToken.None));
            Assert.Contains("Line ", errors.ToString(), StringComparison.Ordinal);
            Assert.Equal(2, await VerifyLedgerCommand.Run(file + ".none", null, null, said, errors, CancellationToken.None));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Every_kind_of_tampering_is_found_and_named()
    {
        await using var town = await Busy();
        var whole = Lines(await Export(town));
        var autumn = Lines(await Export(town, "autumn"));
        var kinds = Kinds().ToList();
        foreach (var (kind, change, named) in kinds)
        {
            foreach (var lines in new[] { whole, autumn })
            {
                var tampered = change([.. lines]);
                if (tampered is null || tampered.SequenceEqual(lines))
                {
                    // There is no such line in this file.
                    Assert.True(lines == autumn, $"{kind}: changes nothing.");
                    continue;
                }

                var fault = await Fault(string.Concat(tampered.Select(line => line + "\n")));
                Assert.True(fault is not null, $"{kind}: nothing was found.");
                Assert.True(named.Contains(fault.What, StringComparer.Ordinal),
                    $"{kind}: expected {string.Join(" or ", named)}, and it says: {fault.Message}");
            }
        }

        output.WriteLine($"{kinds.Count} kinds.");
    }

    [Fact]
    public async Task A_flipped_byte_never_goes_unseen_and_never_throws_anything_but_a_fault()
    {
        await using var town = await Busy();
        var file = Encoding.UTF8.GetBytes(await Export(town));
        var chance = new Random(6);
        for (var time = 0; time < 400; time++)
        {
            var changed = (byte[])file.Clone();
            changed[chance.Next(changed.Length)] ^= (byte)(1 << chance.Next(7));
            // What came after the last close is held in place by a hash of its own.
            Assert.NotNull(await Fault(Encoding.UTF8.GetString(changed)));
        }
    }

    private static List<string> Lines(string file) => [.. file.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<(string Kind, Func<List<string>, List<string>?> Change, string[] Named)> Kinds()
    {
        yield return ("an amount", Edit("transfer", "PAYMENT", node => node["amount_minor"] = 39_999), ["book", "promise"]);
        yield return ("more than there was", Edit("transfer", "AWARD", node => node["amount_minor"] = 99_999_999), ["below zero"]);
        yield return ("less was released", Edit("transfer", "RELEASE", node => node["amount_minor"] = 1), ["below zero"]);
        yield return ("a payment beyond its promise", Edit("transfer", "PAYMENT", node => node["amount_minor"] = 40_001), ["promise"]);
        yield return ("a payment to somebody else", Edit("transfer", "PAYMENT", node => node["credit"] = "paid:somebody"), ["promise"]);
        yield return ("a payment of nobody's promise", Edit("transfer", "PAYMENT", node => node["resolves"] = "award-x-1"), ["promise"]);
        yield return ("a payment without a promise", Edit("transfer", "PAYMENT", node => node["resolves"] = ""), ["promise"]);
        yield return ("half a grant taken back", Edit("transfer", "AWARD_DECLINED", node => node["amount_minor"] = 100), ["promise"]);
        yield return ("a grant taken back to another pot",
            Edit("transfer", "AWARD_DECLINED", node => node["credit"] = "pot:summer:E05000002:fund-summer"), ["promise"]);
        yield return ("another budget code", Edit("transfer", "RELEASE", node => node["budget_code"] = "X"), ["book"]);
        yield return ("another reference", Edit("transfer", "PAYMENT", node => node["reference"] = "payment-x"), ["book"]);
        yield return ("another time", Edit("transfer", "PAYMENT", node => node["time"] = "2026-03-02T00:00:00.000001Z"), ["book"]);
        yield return ("a time that is none", Edit("transfer", "PAYMENT", node => node["time"] = "yesterday"), ["time"]);
        yield return ("a later day", Edit("transfer", "RELEASE", node => node["time"] = "2026-05-02T00:00:00.000001Z"), ["date"]);
        yield return ("another currency", Edit("transfer", "PAYMENT", node => node["currency"] = "EUR"), ["currency"]);
        yield return ("another kind", Edit("transfer", "CLAWBACK", node => node["code"] = "UNSPENT"), ["book"]);
        yield return ("a kind that does not fit", Edit("transfer", "CLAWBACK", node => node["code"] = "RELEASE"), ["accounts"]);
        yield return ("a kind that is none", Edit("transfer", "CLAWBACK", node => node["code"] = "GIFT"), ["code"]);
        yield return ("nothing", Edit("transfer", "CLAWBACK", node => node["amount_minor"] = 0), ["amount"]);
        yield return ("less than nothing", Edit("transfer", "CLAWBACK", node => node["amount_minor"] = -5), ["line"]);
        yield return ("another round", Edit("transfer", "CLAWBACK", node => node["round"] = "summer"), ["round"]);
        yield return ("a correction of nothing", Edit("transfer", "CORRECTION", node => node["corrects"] = "income-x"), ["correction"]);
        yield return ("a correction of more", Edit("transfer", "CORRECTION", node => node["amount_minor"] = 100_000), ["correction"]);
        yield return ("a correction in a round", Edit("transfer", "CORRECTION", node => node["round"] = "autumn"), ["round"]);
        yield return ("something that corrects", Edit("transfer", "CLAWBACK", node => node["corrects"] = "x"), ["correction"]);
        yield return ("a value more", Edit("transfer", "CLAWBACK", node => node["who"] = "x"), ["line"]);
        yield return ("a transfer left out", Without("transfer", "CLAWBACK"), ["book", "below zero"]);
        yield return ("a transfer twice", Twice("transfer", "CLAWBACK"), ["transfer twice"]);
        yield return ("a transfer at another place", Moved("transfer", "AWARD"), ["book"]);
        yield return ("a close left out", Without("close", "2026-03-02"), ["date"]);
        yield return ("a quiet close left out", Without("close", "2026-03-03"), ["date"]);
        yield return ("a close twice", Twice("close", "2026-03-03"), ["date"]);
        yield return ("another hash", Edit("close", "2026-03-03", node => node["hash"] = new string('0', 64)), ["close hash"]);
        yield return ("another close before", Edit("close", "2026-03-03", node => node["previous"] = new string('0', 64)),
            ["previous close"]);
        yield return ("another date", Edit("close", "2026-03-04", node => node["date"] = "2026-03-05"), ["date"]);
        yield return ("a date that is none", Edit("close", "2026-03-04", node => node["date"] = "2026-02-30"), ["date"]);
        yield return ("the first date", Edit("close", "2026-03-01", node => node["date"] = "2026-03-02"), ["close hash"]);
        yield return ("a close that says it is wrong", Edit("close", "2026-03-03", node => node["differences"] = 1), ["close hash"]);
        yield return ("another number of a book", Edit("close", "2026-03-01", node => node["books"]![1]!["transfers"] = 2), ["book"]);
        yield return (
            "another head of a book", Edit("close", "2026-03-01", node => node["books"]![1]!["head"] = new string('0', 64)), ["book"]);
        yield return ("a book left out", Edit("close", "2026-03-01", node => node["books"]!.AsArray().RemoveAt(1)), ["book"]);
        yield return ("totals that do not add up", Edit("close", "2026-03-01", node => node["totals"]![0]!["debits"] = 1), ["totals"]);
        yield return (
            "totals below zero",
            Edit("close", "2026-03-01", node => (node["totals"]![1]!["debits"], node["totals"]![1]!["credits"],
            node["totals"]![0]!["debits"]) = (9, 0, node["totals"]![0]!["debits"]!.GetValue<long>() + 9)), ["totals", "close hash"]);
        yield return ("totals left out", Edit("close", "2026-03-01", node => node["totals"] = new JsonArray()), ["totals", "close hash"]);
        yield return ("the end left out", lines => [.. lines[..^1]], ["end"]);
        yield return ("something after the end", lines => [.. lines, lines[1]], ["end"]);
        yield return ("the last transfers left out", lines => lines[^3].Contains("later-fund", StringComparison.Ordinal)
            ? [.. lines[..^3], .. lines[^2..]] : null, ["open day"]);
        yield return ("an entry that no close covers", Edit("transfer", "fund:later-fund", node => node["amount_minor"] = 701),
            ["open day"]);
        yield return ("another format", Edit("ledger", "", node => node["format"] = "participatory-ledger-2"), ["format"]);
        yield return ("another file", Edit("ledger", "", node => node["round"] = "winter"), ["round"]);
        yield return ("no header", lines => [.. lines[1..]], ["order of lines"]);
        yield return ("no file at all", _ => ["x"], ["line"]);
    }

    private static Func<List<string>, List<string>?> Edit(string kind, string with, Action<JsonNode> change) =>
        On(kind, with, (lines, at) =>
    {
        var node = JsonNode.Parse(lines[at])!;
        change(node[kind]!);
        lines[at] = node.ToJsonString();
    });

    private static Func<List<string>, List<string>?> Without(string kind, string with) => On(kind, with, (lines, at) => lines.RemoveAt(at));

    private static Func<List<string>, List<string>?> Twice(string kind, string with) =>
        On(kind, with, (lines, at) => lines.Insert(at, lines[at]));

    private static Func<List<string>, List<string>?> Moved(string kind, string with) => On(kind, with, (lines, at) =>
    {
        (lines[at], lines[at - 1]) = (lines[at - 1], lines[at]);
    });

    private static Func<List<string>, List<string>?> On(string kind, string with, Action<List<string>, int> change) => lines =>
    {
        var at = lines.FindIndex(line => line.StartsWith($"{{\"{kind}\"", StringComparison.Ordinal)
            && (with.Length == 0 || line.Contains($"\"{with}\"", StringComparison.Ordinal)));
        if (at < 0)
        {
            return null;
        }

        change(lines, at);
        return lines;
    };
}
