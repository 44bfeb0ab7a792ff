using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class WhoTookPartTests
{
    [Theory, EveryDatabase]
    public async Task Each_area_and_all_together_stand_beside_those_who_live_there_and_the_largest_gap_comes_first(string engine)
    {
        await using var run = await Start(engine);
        // Of sixty in each area twenty said nothing; disabled are 10 of 40 in one, 15 of 40 in the other.
        await Proposers(run, Ward, "a", 10, 30, 20);
        await Proposers(run, OtherWard, "b", 15, 25, 20);
        // Whoever has ideas in both is counted in one.
        foreach (var number in Enumerable.Range(0, 12))
        {
            await Made(run, $"d{number}", $"c{number}", OtherWard, "");
            await Made(run, $"c{number}", $"c{number}", Ward, "no");
        }

        await Counted(run);
        var before = await Fairness(run);
        Assert.Empty(before.NotHeard);
        Assert.Equal(["yes 25", "no 67", " 40"], Proposed(before.Tables));
        Assert.Equal([("Elm Park", 72), ("Hill End", 60)], before.Areas.Select(area => (area.Name, area.Everybody[0])));
        Assert.Equal(["yes 10", "no 42", " 20"], Proposed(before.Areas[0].Tables));
        Assert.Equal(["yes 15", "no 25", " 20"], Proposed(before.Areas[1].Tables));
        Assert.Equal([52], before.Areas[0].Tables.Single().Told);
        Assert.Equal([92], before.Tables.Single().Told);

        await ResidentsTests.Use(run, (await ResidentsTests.Add(run, "area,characteristic,group,people\n"
            + $"{Ward},disability,yes,1000\n{Ward},disability,no,1000\n"
            + $"{OtherWard},disability,yes,600\n{OtherWard},disability,no,600\n")).LoadId);
        var after = await Fairness(run);
        Assert.Equal(
            [
                (Ward, "yes", 1000L, 2000L, 10, 52), ("", "yes", 1600L, 3200L, 25, 92), (OtherWard, "yes", 600L, 1200L, 15, 40),
            ],
            after.NotHeard.Select(one => (one.AreaCode, one.Choice, one.Living, one.LivingOf, one.Told, one.ToldOf)));
        // Not a number of people is shown that was not there before.
        Assert.Equal(Proposed(before.Tables), Proposed(after.Tables));
        Assert.All(await run.Rows("fairness_area_cell"), row => Assert.True(int.Parse(row["people"], null) >= 10));
    }

    [Theory, EveryDatabase]
    public async Task An_area_of_few_people_keeps_back_what_would_give_it_away(string engine)
    {
        await using var run = await Start(engine);
        await Proposers(run, Ward, "a", 30, 30, 30);
        // Three people in the other area: all together less the first one would be them.
        await Proposers(run, OtherWard, "b", 2, 1, 0);
        await Counted(run);

        var counted = await Fairness(run);
        Assert.Equal(["yes 32", "no 31", " 30"], Proposed(counted.Tables));
        Assert.All(counted.Areas, area => Assert.Empty(area.Tables));
        Assert.Equal([90], counted.Areas[0].Everybody);
        Assert.Empty(counted.Areas[1].Everybody);
        Assert.Equal(0, await run.Count("fairness_area_cell"));
    }

    [Theory, EveryDatabase]
    public async Task Ethnic_group_and_main_language_are_said_in_the_words_of_the_census_and_shown_in_wide_groups(string engine)
    {
        await using var run = await Start(engine);
        string[] ethnicities = ["asian-indian", "asian-chinese", "white-roma", "white-irish"];
        string[] languages = ["english", "polish", "urdu", "other"];
        foreach (var number in Enumerable.Range(0, 40))
        {
            await run.Made($"{number}", Resident($"{number}"));
            await Say(run, Resident($"{number}"), AboutMe.Ethnicity, ethnicities[number % 4]);
            await Say(run, Resident($"{number}"), AboutMe.Language, languages[number % 4]);
        }

        foreach (var number in Enumerable.Range(40, 10))
        {
            await run.Made($"{number}", Resident($"{number}"));
        }

        // As it was said, so that whoever asks for it is given their own words.
        Assert.Contains(await run.Rows("fairness_said"), row => row["choice"] == "white-roma");
        await Counted(run);
        var tables = (await Fairness(run)).Tables;
        Assert.Equal(["white 20", "mixed", "asian 20", "black", "other", ""],
            Proposed(tables.Where(table => table.Question == AboutMe.Ethnicity)));
        Assert.Equal(["english 10", "other 30", " 10"], Proposed(tables.Where(table => table.Question == AboutMe.Language)));
        Assert.DoesNotContain(await run.Rows("fairness_cell"), row => row["choice"].Contains('-', StringComparison.Ordinal));
        Assert.Equal(0, await run.Count("fairness_said"));
    }

    [Fact]
    public void There_are_nineteen_ethnic_groups_under_five_headings_and_twelve_languages()
    {
        Assert.Equal(19, Questions.All[AboutMe.Ethnicity].Distinct().Count());
        Assert.Equal(["white", "mixed", "asian", "black", "other"], Questions.Groups[AboutMe.Ethnicity]);
        Assert.Equal(12, Questions.All[AboutMe.Language].Distinct().Count());
        Assert.Equal(["english", "other"], Questions.Groups[AboutMe.Language]);
        Assert.All(Questions.All, question => Assert.All(
            question.Value, choice => Assert.Contains(Questions.GroupOf(question.Key, choice), Questions.Groups[question.Key])));
        Assert.All(Questions.All.Keys, question => Assert.Equal("", Questions.GroupOf(question, "")));
    }

    [Theory, EveryDatabase]
    public async Task The_database_knows_each_question_and_no_other(string engine)
    {
        await using var run = await Start(engine);
        foreach (var question in Questions.All.Keys)
        {
            await Say(run, People.Amina, question, Questions.All[question][0]);
        }

        Assert.Equal(Questions.All.Count, await run.Count("fairness_said"));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Say(run, People.Amina, AboutMe.Ethnicity, "white"));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", () => Say(run, People.Amina, (AboutMe)8, "yes"));
        await using var transaction = await run.Service.Database.Begin(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(
            new Sql("INSERT INTO fairness_said (token, round_id, question, choice) VALUES (@token, 'r', '8', 'yes')"),
            new { token = new byte[32] }));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_asks_is_given_what_they_said_and_whoever_is_forgotten_takes_it_along(string engine)
    {
        await using var run = await Start(engine);
        foreach (var person in (Caller[])[People.Amina, People.Tom])
        {
            await Say(run, person, AboutMe.Ethnicity, "mixed-other");
            await Say(run, person, AboutMe.Language, "gujarati");
        }

        List<string> given = [];
        var mine = new MyRows(
            run.Service.Database, People.Amina.Subject,
            piece =>
            {
                given.Add(piece.ToString() ?? "");
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        await run.Service.Services.GetRequiredService<PersonalData>().Read(mine);
        Assert.Single(given, piece => piece.Contains("mixed-other", StringComparison.Ordinal));
        Assert.Single(given, piece => piece.Contains("gujarati", StringComparison.Ordinal));

        await using (var transaction = await run.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await run.Service.Services.GetRequiredService<PersonalData>().Forget(transaction, People.Amina.Subject);
            await transaction.Commit();
        }

        Assert.Equal(["gujarati", "mixed-other"],
            (await run.Rows("fairness_said")).Select(row => row["choice"]).Order(StringComparer.Ordinal));
    }

    // So many who say yes, no and nothing of whether they are disabled.
    private static async Task Proposers(AnsweredRound run, string area, string name, int yes, int no, int silent)
    {
        foreach (var number in Enumerable.Range(0, yes + no + silent))
        {
            await Made(run, $"{name}{number}", $"{name}{number}", area, number < yes ? "yes" : number < yes + no ? "no" : "");
        }
    }

    private static async Task Made(AnsweredRound run, string idea, string person, string area, string disability)
    {
        await run.Made(idea, Resident(person), area);
        if (disability.Length > 0)
        {
            await Say(run, Resident(person), AboutMe.Disability, disability);
        }
    }

    private static async Task Say(AnsweredRound run, Caller person, AboutMe question, string choice) =>
        await run.As(person).SayAboutMeAsync(new SayAboutMeRequest
        {
            RequestId = Request(), RoundId = Round, Said = { new Said { Question = question, Choice = choice } },
        });

    // Nothing comes onto the ballot paper, so that there is one stage.
    private static async Task Counted(AnsweredRound run)
    {
        await run.Paper();
        await run.Declared();
        await run.Service.Services.GetRequiredService<CountRound>().Tick(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Proposed(IEnumerable<FairnessTable> tables) => tables.Single().Rows
        .Select(row => row.People.Count > 0 ? $"{row.Choice} {row.People[0]}" : row.Choice);

    private static Caller Resident(string name) => People.Resident($"proposer-{name}");

    private static async Task<Fairness> Fairness(AnsweredRound run) =>
        await run.As(People.Nobody).GetFairnessAsync(new GetFairnessRequest { RoundId = Round });
}
