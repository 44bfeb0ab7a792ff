using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>
/// Two hundred people say how it was with us, how long it took, and who they are. Everything that is left of it in the
/// database is searched for what stands both with a person and with what that person said.
/// </summary>
public sealed class NothingLeadsBackTests
{
    private const int Many = 200;

    private static readonly string[] OfWhatWasSaid = ["score", "minutes_taken", "fairness_said"];

    // Rows that are there whether or not anybody says anything.
    private static readonly string[] NotOfPeople = ["score", "minutes_taken", "fairness_said", "heartbeat", "schema_version"];

    // What a step and a round say of themselves; it stands with everything.
    private static readonly string[] OfTheRound = [Round, "PROPOSING", "SCORE", "MINUTES"];

    [Fact]
    public async Task Nothing_leads_from_a_person_to_what_they_said()
    {
        await using var run = await Start("sqlite");
        var people = Enumerable.Range(1, Many)
            .Select(number => (Project: $"project-{number:D4}", Person: People.Resident($"person-{number:D4}"))).ToList();
        foreach (var (project, person) in people)
        {
            await run.Made(project, person);
        }

        var requests = new List<string>();
        foreach (var (at, (project, person)) in people.Index())
        {
            await Say(run, project, person, at, requests);
        }

        var said = await Values(run, OfWhatWasSaid);
        var rest = await Values(
            run, [.. (await run.Rows("sqlite_master")).Where(row => row["type"] == "table").Select(row => row["name"])
            .Except(NotOfPeople)]);
        Assert.True(said.Count > Many * 3 && rest.Count > Many * 2, $"{said.Count} and {rest.Count} values were searched.");
        Assert.Empty(said.Intersect(rest).Except(OfTheRound));

        // Nor does one answer lead to the other of the same person.
        Assert.Equal(2 * Many, (await run.Rows("fairness_said")).Select(row => row["token"]).Distinct(StringComparer.Ordinal).Count());
        // Nor is a request kept under its id, which would lead back to what it said.
        var everything = said.Concat(rest).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(requests, everything.Contains);
        // Nor does a row know when it came.
        Assert.All(await Columns(run, OfWhatWasSaid), column => Assert.DoesNotMatch("_at$|time|date|day", column));
    }

    [Fact]
    public async Task The_order_of_rows_tells_nothing_about_who_came_first()
    {
        await using var run = await Start("sqlite");
        for (var number = 0; number < Many; number++)
        {
            await run.Made($"{number}", People.Resident($"person-{number}"));
            await Say(run, $"{number}", People.Resident($"person-{number}"), number, []);
        }

        foreach (var (table, column, numberIn) in new (string, string, Func<string, int>)[]
        {
            ("score", "why", why => int.Parse(why["It was good ".Length..], null)),
            ("minutes_taken", "minutes", minutes => int.Parse(minutes, null) - 1),
        })
        {
            var order = (await run.Rows(table)).Select(row => numberIn(row[column])).ToList();
            Assert.Equal(Many, order.Count);
            Assert.InRange(Correlation(order), -0.3, 0.3);
        }
    }

    private static async Task Say(AnsweredRound run, string project, Caller person, int at, List<string> requests)
    {
        var score = ScoreTests.Score(project, Step.Proposing, why: $"It was good {at}", points: at % 5 + 1);
        await run.As(person).SendScoreAsync(score);
        var minutes = new SendMinutesRequest
        {
            RequestId = Request(), RoundId = Round, ProjectId = project, Step = Step.Proposing,
            Minutes = at + 1
        };
        await run.As(person).SendMinutesAsync(minutes);
        var about = new SayAboutMeRequest { RequestId = Request(), RoundId = Round };
        about.Said.Add(new Said { Question = AboutMe.Age, Choice = at % 2 == 0 ? "under-25" : "65-over" });
        about.Said.Add(new Said { Question = AboutMe.Disability, Choice = "yes" });
        await run.As(person).SayAboutMeAsync(about);
        requests.AddRange([score.RequestId, minutes.RequestId, about.RequestId]);
    }

    // Every value that is long enough to point at somebody.
    private static async Task<HashSet<string>> Values(AnsweredRound run, IEnumerable<string> tables)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            values.UnionWith((await run.Rows(table)).SelectMany(row => row.Values).Where(value => value.Length >= 4));
        }

        return values;
    }

    private static async Task<IEnumerable<string>> Columns(AnsweredRound run, IEnumerable<string> tables)
    {
        var columns = new List<string>();
        foreach (var table in tables)
        {
            columns.AddRange((await run.Rows($"pragma_table_info('{table}')")).Select(row => row["name"]));
        }

        return columns.Except(["worth_our_time"]);
    }

    private static double Correlation(List<int> order)
    {
        var mean = order.Average();
        var meanAt = (order.Count - 1) / 2.0;
        return order.Index().Sum(one => (one.Index - meanAt) * (one.Item - mean))
            / Math.Sqrt(order.Index().Sum(one => Math.Pow(one.Index - meanAt, 2)) * order.Sum(one => Math.Pow(one - mean, 2)));
    }
}
