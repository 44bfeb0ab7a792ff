using System.Text;
using Grpc.Core;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

public sealed class RollTests
{
    private const string Elm = Polling.Elm;
    private const string Oak = Polling.Oak;

    [Theory, InlineData("INSERT INTO roll_entry"), InlineData("UPDATE contest SET voters"), InlineData("INSERT INTO request")]
    public async Task A_roll_that_met_a_busy_database_is_brought_in_again_from_where_it_was_put_aside(string at)
    {
        var misfortune = new Misfortune { BusyAt = at };
        await using var polling = await Polling.WithPoll("sqlite", more: builder => builder.Suffer(misfortune));
        var answer = await polling.ImportRoll(Polling.Csv(Enumerable.Range(1, 2_500).Select(number => $"V{number:D4},{Polling.Elm}")));
        Assert.Contains(at, misfortune.Struck, StringComparison.Ordinal);
        Assert.Equal((2_500, 2_500), (answer.VotersAdded, (await polling.Get()).Contests[0].Voters));
    }

    [Fact]
    public async Task Letters_that_met_a_busy_database_before_the_first_are_given_out_all_the_same()
    {
        var misfortune = new Misfortune { BusyAt = "FROM roll_entry" };
        await using var polling = await Polling.WithPoll("sqlite", more: builder => builder.Suffer(misfortune));
        await polling.ImportRoll(Polling.Csv([$"V1,{Polling.Elm}", $"V2,{Polling.Elm}"]));
        Assert.Equal(2, (await polling.Letters()).Count);
    }

    [Theory, EveryDatabase]
    public async Task A_roll_comes_in_and_the_letters_of_an_area_go_out_in_its_order(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);

        var answer = await polling.ImportRoll(Polling.Csv([$"zoe/1,{Elm}", $"ann.2,{Oak}", $"m-3,{Elm}"]));
        var more = await polling.ImportRoll(Polling.Csv([$"aaa,{Oak}"]));

        Assert.Equal((3, 3), (answer.VotersAdded, answer.VotersTotal));
        Assert.Equal((1, 4), (more.VotersAdded, more.VotersTotal));
        var letters = await polling.Letters();
        Assert.Equal(["zoe/1", "m-3", "ann.2", "aaa"], letters.Select(letter => letter.VoterId));
        Assert.Equal([Elm, Elm, Oak, Oak], letters.Select(letter => letter.AreaCode));
        Assert.All(letters, letter => Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z*~$=U]$", letter.Code));
        Assert.Equal(4, letters.Select(letter => letter.Code).Distinct().Count());
        Assert.Equal(letters, await polling.Letters());
        Assert.Equal([2, 2], (await polling.Get()).Contests.Select(contest => contest.Voters));
    }

    [Theory, EveryDatabase]
    public async Task Spreadsheets_write_csv_in_their_own_ways(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        var csv = $"\ufeffVoter_ID, \"area_code\"\r\n\"V1\",\"{Elm}\"\r\n\r\n V2 , {Elm}\r\n\"V3\" ,{Oak}\r\n  \r\nV4,{Oak}";

        // In pieces that cut lines and characters anywhere.
        var answer = await polling.ImportRoll(Encoding.UTF8.GetBytes(csv), pieceBytes: 5);

        Assert.Equal(4, answer.VotersAdded);
        Assert.Equal(["V1", "V2", "V3", "V4"], (await polling.Letters()).Select(letter => letter.VoterId));
    }

    [Theory, EveryDatabase]
    public async Task Semicolons_tabs_and_empty_cells_at_the_end_are_read(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);

        Assert.Equal(1, (await polling.ImportRoll(await Case("roll-semicolons.csv"))).VotersAdded);
        Assert.Equal(1, (await polling.ImportRoll($"voter_id\tarea_code\nT1\t{Elm}\n")).VotersAdded);
        Assert.Equal(
            2, (await polling.ImportRoll(
            (await Case("roll-with-empty-cells.csv")).Replace("1001", "2001", StringComparison.Ordinal))).VotersAdded);
        Assert.Equal(1, (await polling.ImportRoll($"sep=;\r\nvoter_id;area_code\r\nS1;{Elm}\r\n")).VotersAdded);
        Assert.Equal(1, (await polling.ImportRoll($"\ufeffVoter ID;Area code;\r\nZ1;{Elm};\r\n;;\r\n;\r\n")).VotersAdded);
        Assert.Equal(
            ["1001", "1002", "2001", "S1", "T1", "Z1"],
            (await polling.Letters()).Select(letter => letter.VoterId).Order(StringComparer.Ordinal));

        static async Task<string> Case(string name) =>
            (await File.ReadAllTextAsync(Path.Combine(Repository.Shared("cases"), name))).Replace("elm", Elm, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_line_that_is_longer_than_can_be_held_is_named(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);

        var faults = await Polling.Faults(
            () => polling.ImportRoll(Polling.Csv([$"V1,{Elm}", new string('x', 3 * 1024 * 1024), $"V2,{Elm}"])));

        Assert.StartsWith("Line 3:", faults[0].Sentence, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Every_line_at_fault_is_named_and_nothing_comes_in(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await polling.ImportRoll(Polling.Csv([$"V0,{Elm}"]));
        string[] lines =
        [
            $"V1,{Elm}",                                // 2
            $"V1,{Elm}",                                // 3: twice
            "V2",                                       // 4: one column
            $"V3,{Elm},x",                              // 5: three columns
            $",{Elm}",                                  // 6: no voter
            "V4,",                                      // 7: no area
            "V5,E09999999",                             // 8: unknown area
            $"{new string('v', 61)},{Elm}",             // 9: too long
            $"{new string('x', 1001)}",                 // 10: line too long
            $"{new string('x', 20_000)}",               // 11: line much too long
            $"\"V6,{Elm}",                              // 12: open quotation mark
            $"V 7,{Elm}",                               // 13: a space
            $"\u00e9,{Elm}",                            // 14: not plain
            $"V0,{Elm}",                                // 15: on the roll
            $"V8,{Oak}",                                // 16
            $"V1,{Oak}",                                // 17: twice
        ];
        var bytes = Encoding.UTF8.GetBytes(Polling.Csv(lines)).Concat(new byte[] { 0xff, 0xfe, (byte)',', (byte)'\n' }).ToArray();

        var faults = await Polling.Faults(() => polling.ImportRoll(bytes));

        Assert.All(faults, fault => Assert.Equal("csv", fault.Name));
        Assert.Equal(
            ["Line 3:", "Line 4:", "Line 5:", "Line 6:", "Line 7:", "Line 8:", "Line 9:", "Line 10:", "Line 11:", "Line 12:", "Line 13:",
                "Line 14:", "Line 15:", "Line 17:", "Line 18:"],
            faults.Select(fault => fault.Sentence[..(fault.Sentence.IndexOf(':', StringComparison.Ordinal) + 1)]));
        Assert.Contains("already on line 2", faults[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("already been uploaded", faults[12].Sentence, StringComparison.Ordinal);
        Assert.Contains("cannot be read", faults[14].Sentence, StringComparison.Ordinal);
        Assert.Equal(1, (await polling.Get()).Contests.Sum(contest => contest.Voters));
        Assert.Single(await polling.Letters());
    }

    [Theory, EveryDatabase]
    public async Task A_hundred_faults_are_named_and_the_others_counted(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);

        var faults = await Polling.Faults(
            () => polling.ImportRoll(Polling.Csv(Enumerable.Range(1, 5_137).Select(number => $"V{number},nowhere"))));

        Assert.Equal(101, faults.Count);
        Assert.StartsWith("Line 2:", faults[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Line 101:", faults[99].Sentence, StringComparison.Ordinal);
        Assert.Equal("and 5,037 more.", faults[100].Sentence);
    }

    [Theory, EveryDatabase]
    public async Task A_file_that_is_no_roll_is_refused_in_a_sentence(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        foreach (var csv in new[] { "", "voter_id;area\nV1;E05000001\n", "V1,E05000001\n", "voter_id,area_code\n",
            "voter_id,area_code,name\nV1,E05000001,x\n" })
        {
            Assert.Equal("csv", Assert.Single(await Polling.Faults(() => polling.ImportRoll(csv))).Name);
        }

        Assert.Contains("The first line has: Name, Ward.", Assert.Single(
            await Polling.Faults(() => polling.ImportRoll("Name;Ward\nAnna;Elm\n"))).Sentence, StringComparison.Ordinal);
        Assert.Single(await Polling.Faults(() => polling.ImportRoll(Encoding.Unicode.GetBytes(Polling.Csv([$"V1,{Elm}"])))));
    }

    [Theory, EveryDatabase]
    public async Task The_same_file_again_is_the_same_request_in_whatever_pieces(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        var requestId = Polling.NewId();
        var csv = Encoding.UTF8.GetBytes(Polling.Csv(Enumerable.Range(1, 3_000).Select(number => $"V{number},{Elm}")));

        var first = await polling.ImportRoll(csv, requestId);
        var again = await polling.ImportRoll(csv, requestId, pieceBytes: 7_777);

        Assert.Equal(first, again);
        Assert.Equal(3_000, (await polling.Get()).Contests[0].Voters);
        await Polling.Refused(
            StatusCode.InvalidArgument, "REQUEST_ID_REUSED", () => polling.ImportRoll(Polling.Csv([$"W1,{Elm}"]), requestId));
    }

    [Theory, EveryDatabase]
    public async Task The_roll_is_closed_once_voting_begins(string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 1);
        await using var _1 = polling;
        await Polling.Refused(StatusCode.FailedPrecondition, "ROLL_IS_FIXED", () => polling.ImportRoll(Polling.Csv([$"W1,{Elm}"])));
    }

    [Theory, EveryDatabase]
    public async Task A_published_election_has_no_roll(string engine)
    {
        await using var polling = await Polling.WithPoll(engine, paper => paper with { ImportedFrom = "Gdynia 2025" });
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_IMPORTED", () => polling.ImportRoll(Polling.Csv([$"W1,{Elm}"])));
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_IMPORTED", () => polling.Letters());
    }

    [Theory, EveryDatabase]
    public async Task An_officer_of_one_area_brings_in_its_voters_only(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        var csv = Encoding.UTF8.GetBytes(Polling.Csv([$"V1,{Elm}", $"V2,{Oak}"]));

        var faults = await Polling.Faults(() => polling.ImportRoll(csv, caller: People.Olu));

        Assert.StartsWith("Line 3:", Assert.Single(faults).Sentence, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Pieces_that_are_too_large_and_streams_without_pieces_are_refused(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);

        Assert.Equal("csv", Assert.Single(await Polling.Faults(() => polling.ImportRoll(new byte[65 * 1024], pieceBytes: 65 * 1024))).Name);
        Assert.Equal("csv", Assert.Single(await Polling.Faults(async () =>
        {
            using var call = polling.Grace.ImportRoll();
            await call.RequestStream.CompleteAsync();
            await call;
        })).Name);
    }

    [Theory, EveryDatabase]
    public async Task Letters_stop_when_voting_is_over(string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 1);
        await using var _1 = polling;
        Assert.Single(await polling.Letters());
        await polling.Close();
        await Polling.Refused(StatusCode.FailedPrecondition, "VOTING_IS_OVER", () => polling.Letters());
    }

    [Theory, EveryDatabase]
    public async Task No_letter_goes_out_with_a_code_that_would_not_work(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await polling.ImportRoll(Polling.Csv([$"V1,{Elm}"]));
        await using (var transaction = await polling.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            // As if the list had been made with another key.
            await transaction.Execute(new Sql("UPDATE roll_entry SET code_hash = @other"), new { other = new byte[32] });
            await transaction.Commit();
        }

        await Polling.Refused(StatusCode.FailedPrecondition, "CODE_KEY_CHANGED", () => polling.Letters());
    }

    [Fact]
    public void A_code_is_read_as_people_type_it_and_slips_are_found()
    {
        var code = VoterCode.FromBits([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 0x11, 0x22]).ForLetter();

        Assert.Equal(code, VoterCode.Read(code.ToLowerInvariant().Replace('-', ' '), out _)?.ForLetter());
        Assert.Equal(
            code, VoterCode.Read(code.Replace("-", "", StringComparison.Ordinal).Replace('0', 'o').Replace('1', 'l'), out _)?.ForLetter());
        Assert.Equal(
            code, VoterCode.Read($"\u200b\u201c{code.Replace("-", "\u2014", StringComparison.Ordinal)}.\u201d\ufeff", out _)?.ForLetter());
        Assert.Null(VoterCode.Read("", out var empty));
        Assert.Null(VoterCode.Read(code[..^1], out var tooShort));
        Assert.Null(VoterCode.Read(code + "0", out var tooLong));
        Assert.Null(VoterCode.Read(new string('x', 100_000), out _));
        Assert.All([empty, tooShort, tooLong], complaint => Assert.StartsWith("CODE_", complaint.Name, StringComparison.Ordinal));

        // Every single wrong sign and every two neighbours in the wrong order.
        const string digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var plain = code.Replace("-", "", StringComparison.Ordinal);
        for (var at = 0; at < 16; at++)
        {
            foreach (var other in digits.Where(digit => digit != plain[at]))
            {
                Assert.Null(VoterCode.Read(plain[..at] + other + plain[(at + 1)..], out _));
            }

            if (at < 15 && plain[at] != plain[at + 1])
            {
                Assert.Null(VoterCode.Read(plain[..at] + plain[at + 1] + plain[at] + plain[(at + 2)..], out _));
            }
        }
    }

    [Fact]
    public void The_key_of_the_codes_is_made_once_and_for_its_owner_only()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-code-key-").FullName;
        try
        {
            var path = Path.Combine(folder, "keys", "voter-codes.key");
            var first = CodeKey.LoadOrCreate(Path.Combine(folder, "keys")).CodeOf("spring", "V1").ForLetter();
            var second = CodeKey.LoadOrCreate(Path.Combine(folder, "keys")).CodeOf("spring", "V1").ForLetter();
            Assert.Equal(first, second);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }

            File.Delete(path);
            Assert.NotEqual(first, CodeKey.LoadOrCreate(Path.Combine(folder, "keys")).CodeOf("spring", "V1").ForLetter());
            File.WriteAllText(path, "not a key");
            Assert.Throws<InvalidOperationException>(() => CodeKey.LoadOrCreate(Path.Combine(folder, "keys")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
