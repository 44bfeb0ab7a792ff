using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class ResidentsTests
{
    private const string Head = "area,characteristic,group,people\n";

    [Theory, EveryDatabase]
    public async Task Numbers_are_looked_at_first_and_then_everybody_sees_them_until_others_take_their_place(string engine)
    {
        await using var run = await Start(engine);
        var added = await Add(run, $"{Head}{Ward},age,under-25,300\n{Ward},age,65-over,700\n{OtherWard},age,under-25,9\n");
        Assert.Equal([("Elm Park", 2, 1000L), ("Hill End", 1, 9L)], added.Areas.Select(area => (area.Name, area.Groups, area.People)));
        Assert.Equal((People.Grace.ShownAs, ""), (added.AddedBy, added.UsedBy));
        Assert.Null((await Fairness(run)).Residents);
        Assert.Equal("", (await run.As(People.Grace).GetResidentsAsync(new())).LoadId);

        var used = await Use(run, added.LoadId);
        Assert.Equal(People.Grace.ShownAs, used.UsedBy);
        Assert.Equal(used, await run.As(People.Olu).GetResidentsAsync(new()));
        var seen = await Fairness(run);
        Assert.Equal(("Census 2021, ONS", 2021, People.Grace.ShownAs),
            (seen.Residents.Source, seen.Residents.Year, seen.Residents.UsedBy));
        Assert.Equal(["under-25 300", "25-44 -", "45-64 -", "65-over 700", " -"], Living(seen.Areas[0].Tables));
        // Of fewer than ten nobody is shown, nor counted into a sum from which they could be taken.
        Assert.Empty(seen.Areas[1].Tables);
        Assert.Equal(["under-25 300", "25-44 -", "45-64 -", "65-over 700", " -"], Living(seen.Tables));

        var later = await Use(run, (await Add(run, $"{Head}{Ward},age,under-25,400\n{Ward},age,65-over,600\n")).LoadId);
        Assert.Equal(["under-25 400", "25-44 -", "45-64 -", "65-over 600", " -"], Living((await Fairness(run)).Tables));
        Assert.Equal(2, await run.Count("residents_number"));
        // Who brought in the ones before, and when they were shown, stays.
        Assert.Equal([$"{People.Grace.ShownAs} True", $"{People.Grace.ShownAs} True"],
            (await run.Rows("residents_load")).Select(row => $"{row["used_by"]} {row["used_at"].Length > 0}"));
        await Refused(StatusCode.FailedPrecondition, "RESIDENTS_USED", () => Use(run, added.LoadId));
        await Refused(StatusCode.FailedPrecondition, "RESIDENTS_USED", () => Use(run, later.LoadId));
        await Refused(StatusCode.NotFound, "RESIDENTS_NOT_FOUND", () => Use(run, "elsewhere"));
    }

    [Theory, EveryDatabase]
    public async Task Every_line_at_fault_is_named_with_its_reason_and_nothing_is_saved(string engine)
    {
        await using var run = await Start(engine);
        var refused = await Refused(StatusCode.InvalidArgument, "RESIDENTS_AT_FAULT", () => Add(run, Head
            + $"{Ward},age,under-25,300\n"
            + "E05999999,age,under-25,300\n"
            + $"{Ward},height,tall,300\n"
            + $"{Ward},first_time,yes,300\n"
            + $"{Ward},age,middle,300\n"
            + $"{Ward},age,65-over,-3\n"
            + $"{Ward},age,65-over,many\n"
            + $"{Ward},age,65-over,1.5\n"
            + $"{Ward},age,65-over,\n"
            + $"{Ward},age,65-over,100000001\n"
            + $"{Ward},Age,UNDER-25,299\n"
            + $"{Ward},age,\"65-over,1\n"
            + $"{Ward},age,65-over,1,2\n"
            + $"{Ward},age,65-over,{new string('1', 1_000)}\n"));
        string[] expected =
        [
            "Line 3: there is no area with the code “E05999999”", "Line 4: we have no numbers for “height”",
            "Line 5: we have no numbers for “first_time”", "Line 6: there is no group called “middle”",
            "Line 7: the number of people is below nought: -3", "Line 8: the number of people must be a whole number",
            "Line 9: the number of people must be a whole number", "Line 10: the number of people must be a whole number",
            "Line 11: 100000001 is more people", "Line 12: this area and group are already on line 2",
            "Line 13: a quotation mark is not closed", "Line 14: it has 5 columns", "Line 15: it is longer than 1,000 characters",
        ];
        var said = refused.FieldFaults().Select(fault => fault.Sentence).ToList();
        Assert.Equal(expected.Length, said.Count);
        Assert.All(expected.Zip(said), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(0, await run.Count("residents_load"));
        Assert.Equal(0, await run.Count("residents_number"));
    }

    [Theory]
    [InlineData("", "RESIDENTS_EMPTY")]
    [InlineData(Head, "RESIDENTS_EMPTY")]
    [InlineData("area,group,people\n", "RESIDENTS_HEADINGS")]
    [InlineData("area,characteristic,group,people,note\n", "RESIDENTS_HEADINGS")]
    [InlineData("area,characteristic,group,group\n", "RESIDENTS_HEADINGS")]
    [InlineData("E05000001,age,under-25,300\n", "RESIDENTS_HEADINGS")]
    public async Task A_file_without_headings_or_numbers_is_refused(string file, string reason)
    {
        var refused = await Assert.ThrowsAsync<Refusal>(() => ResidentsCsv.Read(
            Encoding.UTF8.GetBytes(file), [Ward], TestContext.Current.CancellationToken));
        var fault = Assert.Single(refused.Fields);
        Assert.Equal(("content", reason), (fault.Field, fault.Reason.Name));
    }

    [Fact]
    public async Task Columns_come_in_any_order_and_as_spreadsheets_write_them()
    {
        var read = await ResidentsCsv.Read(
            Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(
                $"People;Area code;GROUP;Characteristic;\r\n12;{Ward};Under-25;Age;\r\n\r\n0;{Ward};white;ethnicity\r\n")).ToArray(),
            [Ward], TestContext.Current.CancellationToken);
        Assert.Equal(
            [(Ward, "1", "under-25", 12L), (Ward, "6", "white", 0L)],
            read.Select(number => (number.AreaCode, number.Question, number.Choice, number.People)));
    }

    [Fact]
    public async Task Twenty_thousand_lines_are_read_and_one_more_is_not()
    {
        var areas = Enumerable.Range(0, 10_001).Select(at => $"W{at}").ToList();
        string File(int lines) => Head + string.Concat(Enumerable.Range(0, lines)
            .Select(at => $"{areas[at / 2]},disability,{(at % 2 == 0 ? "yes" : "no")},7\n"));
        Assert.Equal(ResidentsCsv.MaxLines, (await ResidentsCsv.Read(
            Encoding.UTF8.GetBytes(File(ResidentsCsv.MaxLines)), areas, TestContext.Current.CancellationToken)).Count);
        var refused = await Assert.ThrowsAsync<Refusal>(() => ResidentsCsv.Read(
            Encoding.UTF8.GetBytes(File(ResidentsCsv.MaxLines + 1)), areas, TestContext.Current.CancellationToken));
        Assert.Equal("RESIDENTS_TOO_MANY", Assert.Single(refused.Fields).Reason.Name);
    }

    [Fact]
    public async Task Of_very_many_faults_a_hundred_are_named_and_the_others_counted()
    {
        var refused = await Assert.ThrowsAsync<Refusal>(() => ResidentsCsv.Read(
            Encoding.UTF8.GetBytes(Head + string.Concat(Enumerable.Repeat("nowhere,age,under-25,7\n", 250))), [Ward],
            TestContext.Current.CancellationToken));
        Assert.Equal(101, refused.Fields.Count);
        Assert.Equal("RESIDENTS_FAULTS_MORE", refused.Fields[^1].Reason.Name);
    }

    [Theory, EveryDatabase]
    public async Task A_file_that_is_too_large_or_without_a_source_or_a_year_is_refused_and_the_same_one_again_is_one(string engine)
    {
        await using var run = await Start(engine);
        var large = Head + new string('\n', AddResidents.MaxBytes);
        await Refused(StatusCode.InvalidArgument, "RESIDENTS_TOO_LARGE", () => Add(run, large));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Add(run, Head, source: " "));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Add(run, Head, year: 1899));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Add(run, Head, year: 2101));

        var request = Request();
        var file = $"{Head}{Ward},age,under-25,300\n";
        var first = await Add(run, file, request: request);
        Assert.Equal(first, await Add(run, file, request: request));
        Assert.Equal(1, await run.Count("residents_load"));
        await Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", () => Add(run, file + "\n", request: request));
        // What nobody shows goes when the next file comes.
        run.Service.Clock.Advance(AddResidents.UnusedFor + TimeSpan.FromMinutes(1));
        await Add(run, file);
        Assert.Equal(1, await run.Count("residents_load"));
    }

    [Theory, EveryDatabase]
    public async Task The_form_has_every_area_and_every_group_and_what_is_filled_in_of_it_is_taken(string engine)
    {
        await using var run = await Start(engine);
        var form = await run.As(People.Olu).GetResidentsFormAsync(new());
        Assert.Equal([Ward, OtherWard], form.Areas.Select(area => area.AreaCode));
        Assert.Equal(["age", "disability", "gender", "home", "ethnicity", "language"], form.Characteristics.Select(one => one.Name));
        Assert.Equal(["white", "mixed", "asian", "black", "other"], form.Characteristics[4].Groups);
        Assert.Equal(["english", "other"], form.Characteristics[5].Groups);
        var lines = from area in form.Areas
                    from one in form.Characteristics
                    from name in one.Groups
                    select $"{area.AreaCode},{one.Name},{name},20\n";
        var added = await Add(run, Head + string.Concat(lines));
        Assert.All(added.Areas, area => Assert.Equal(form.Characteristics.Sum(one => one.Groups.Count), area.Groups));
    }

    [Fact]
    public void Numbers_are_shown_once_with_the_name_of_whoever_showed_them()
    {
        var now = new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);
        var added = new ResidentsRow { LoadId = "load", Source = "Census", Year = 2021, AddedBy = "Olu", AddedAt = now.AddDays(-1) };
        var used = UseResidents.Decide(added, People.Grace, now);
        Assert.Equal(added with { UsedBy = People.Grace.ShownAs, UsedAt = now }, used);
        Assert.Equal("RESIDENTS_USED",
            Assert.Throws<Refusal>(() => UseResidents.Decide(used, People.Grace, now.AddHours(1))).Reason.Name);
        Assert.Equal("RESIDENTS_NOT_FOUND", Assert.Throws<Refusal>(() => UseResidents.Decide(null, People.Grace, now)).Reason.Name);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_that_are_shown_at_once_one_stays_with_all_its_numbers(string engine)
    {
        await using var run = await Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            List<Residents> added = [];
            for (var at = 0; at < 2; at++)
            {
                added.Add(await Add(run, $"{Head}{Ward},age,under-25,{300 + at}\n{Ward},age,65-over,{700 - at}\n"));
            }

            await Race.All(2, at => run.As(People.Grace).UseResidentsAsync(
                new UseResidentsRequest { RequestId = Request(), LoadId = added[at].LoadId }).ResponseAsync);
            Assert.Equal(1, await run.Count("residents_shown"));
            Assert.Equal(2, await run.Count("residents_number"));
            Assert.Equal(1000, (await Fairness(run)).Tables.Single().Living);
        }
    }

    internal static Task<Residents> Add(
        AnsweredRound run, string csv, string source = "Census 2021, ONS", int year = 2021, string? request = null, Caller? caller = null)
    {
        var pieces = Encoding.UTF8.GetBytes(csv).Chunk(64 * 1024).Select(piece => ByteString.CopyFrom(piece)).ToList();
        var first = new AddResidentsRequest { RequestId = request ?? Request(), Source = source, Year = year };
        if (pieces.Count > 0)
        {
            first.Content = pieces[0];
        }

        return run.As(caller ?? People.Grace).AddResidents()
            .Send([first, .. pieces.Skip(1).Select(piece => new AddResidentsRequest { Content = piece })]);
    }

    internal static async Task<Residents> Use(AnsweredRound run, string loadId) =>
        await run.As(People.Grace).UseResidentsAsync(new UseResidentsRequest { RequestId = Request(), LoadId = loadId });

    private static IEnumerable<string> Living(IEnumerable<FairnessTable> tables) => tables.Single().Rows
        .Select(row => $"{row.Choice} {(row.HasLiving ? row.Living : "-")}");

    private static async Task<Fairness> Fairness(AnsweredRound run) =>
        await run.As(People.Nobody).GetFairnessAsync(new GetFairnessRequest { RoundId = Round });
}
