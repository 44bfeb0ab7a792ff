using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability.Fairness;
using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class FairnessTests
{
    [Theory, EveryDatabase]
    public async Task Who_came_how_far_is_counted_once_and_then_nothing_is_left_of_what_they_said(string engine)
    {
        await using var run = await Start(engine);
        await Proposers(run, 90);
        await Count(run);
        var before = await Fairness(run);
        Assert.Null(before.CountTime);
        Assert.Equal(60, await run.Count("fairness_said"));
        Assert.Single(Directory.GetFiles(Keys(run)));

        foreach (var winner in Enumerable.Range(1, 30))
        {
            await run.Paid($"{winner}", Resident(winner));
        }

        await Count(run);
        var counted = await Fairness(run);
        Assert.Equal([90, 60, 30, 30], counted.Everybody);
        var table = Assert.Single(counted.Tables);
        Assert.Equal(
            [(AboutMe.Disability, "yes", "30 20 10 10"), (AboutMe.Disability, "no", "30 20 10 10"),
                (AboutMe.Disability, "", "30 20 10 10")],
            table.Rows.Select(row => (table.Question, row.Choice, string.Join(' ', row.People))));
        Assert.Equal(0, await run.Count("fairness_said"));
        Assert.Empty(Directory.GetFiles(Keys(run)));
        await Refused(StatusCode.FailedPrecondition, "ALREADY_COUNTED", async () => await run.As(Resident(1)).SayAboutMeAsync(Say("yes")));

        await run.Made("late", People.Amina);
        await Count(run);
        Assert.Equal(counted, await Fairness(run));
    }

    [Theory, EveryDatabase]
    public async Task Few_people_are_not_shown_and_not_kept(string engine)
    {
        await using var run = await Start(engine);
        await Proposers(run, 12);
        run.Service.Clock.Advance(TimeSpan.FromDays(120));
        await Count(run);
        Assert.Null((await Fairness(run)).CountTime);
        run.Service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await Count(run);

        var counted = await Fairness(run);
        Assert.Equal([12, 8, 4, 0], counted.Everybody);
        Assert.Empty(counted.Tables);
        Assert.Equal(0, await run.Count("fairness_cell"));
        Assert.Equal(0, await run.Count("fairness_said"));
    }

    [Theory, EveryDatabase]
    public async Task Somebody_may_say_it_anew_or_take_it_back_and_only_what_is_asked(string engine)
    {
        await using var run = await Start(engine);
        await run.As(People.Amina).SayAboutMeAsync(Say("yes"));
        await run.As(People.Amina).SayAboutMeAsync(Say("no"));
        Assert.Equal("no", Assert.Single(await run.Rows("fairness_said"))["choice"]);
        await run.As(People.Amina).SayAboutMeAsync(Say(""));
        Assert.Equal(0, await run.Count("fairness_said"));

        await Refused(
            StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina).SayAboutMeAsync(Say("perhaps")));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina)
            .SayAboutMeAsync(new() { RequestId = Request(), RoundId = Round }));
        await Refused(StatusCode.NotFound, "ROUND_NOT_FOUND", async () =>
        {
            var elsewhere = Say("yes");
            elsewhere.RoundId = "elsewhere";
            await run.As(People.Amina).SayAboutMeAsync(elsewhere);
        });
    }

    [Theory, EveryDatabase]
    public async Task A_key_that_was_left_when_the_count_was_cut_off_is_destroyed_later(string engine)
    {
        await using var run = await Start(engine);
        await Proposers(run, 6);
        foreach (var winner in (int[])[1, 2])
        {
            await run.Paid($"{winner}", Resident(winner));
        }

        await Count(run);
        run.Service.Services.GetRequiredService<RoundKeys>().Of(Round);
        Assert.Single(Directory.GetFiles(Keys(run)));
        await Count(run);
        Assert.Empty(Directory.GetFiles(Keys(run)));
    }

    [Theory, EveryDatabase]
    public async Task Where_nobody_said_anything_the_round_is_counted_all_the_same(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("1", People.Amina);
        await run.Paper("", ("1", People.Amina));
        await run.Declared(("1", false));
        await Count(run);

        var counted = await Fairness(run);
        Assert.Equal([1, 1, 0, 0], counted.Everybody);
        Assert.Empty(counted.Tables);
    }

    [Theory, EveryDatabase]
    public async Task People_are_counted_and_not_ideas(string engine)
    {
        await using var run = await Start(engine);
        foreach (var idea in (string[])["1", "2", "3", "4"])
        {
            await run.Made(idea, idea == "4" ? People.Tom : People.Amina);
        }

        // Of three ideas of one person two come as far as the ballot paper.
        await run.Paper("", ("1", People.Amina), ("2", People.Amina));
        await run.Declared(("1", false), ("2", false));
        await Count(run);

        Assert.Equal([2, 1, 0, 0], (await Fairness(run)).Everybody);
    }

    [Theory, EveryDatabase]
    public async Task What_people_say_while_their_round_is_counted_is_counted_once_or_refused(string engine)
    {
        await using var run = await Start(engine);
        foreach (var number in Enumerable.Range(1, 70))
        {
            await run.Made($"{number}", Resident(number));
            if (number <= 40)
            {
                await run.As(Resident(number)).SayAboutMeAsync(Say(number <= 20 ? "yes" : "no"));
            }
        }

        await run.Paper("", ("1", Resident(1)));
        await run.Declared(("1", false));
        var counting = Race.All(UntilCounted);
        // The first six have said no before, and the others nothing.
        int[] late = [.. Enumerable.Range(35, 12)];
        var reasons = await Race.Reasons(late.Select(number => (Func<Task>)(
            async () => await run.As(Resident(number)).SayAboutMeAsync(Say("yes")))));
        await counting;

        Assert.All(reasons, reason => Assert.Contains(reason, (string[])["", "ALREADY_COUNTED"]));
        var (changed, anew) = (reasons.Take(6).Count(reason => reason.Length == 0), reasons.Skip(6).Count(reason => reason.Length == 0));
        var counted = await Fairness(run);
        Assert.Equal(70, counted.Everybody[0]);
        var table = counted.Tables.Single(one => one.Question == AboutMe.Disability);
        Assert.Equal(
            [("yes", 20 + changed + anew), ("no", 20 - changed), ("", 30 - anew)],
            table.Rows.Select(row => (row.Choice, row.People[0])));
        Assert.Equal(0, await run.Count("fairness_said"));

        // A count that finds that somebody has just said something is thrown away, and made again.
        async Task UntilCounted()
        {
            for (var tries = 0; tries < 500 && (await Fairness(run)).CountTime is null; tries++)
            {
                await Count(run);
            }
        }
    }

    // A third cannot be done, a third loses, a third wins; a third says yes, a third no, and a third nothing.
    private static async Task Proposers(AnsweredRound run, int count)
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            await run.Made($"{number}", Resident(number));
            if (number % 3 != 0)
            {
                await run.As(Resident(number)).SayAboutMeAsync(Say(number % 3 == 1 ? "yes" : "no"));
            }
        }

        await run.Paper("", [.. Enumerable.Range(1, count * 2 / 3).Select(number => ($"{number}", Resident(number)))]);
        await run.Declared([.. Enumerable.Range(1, count * 2 / 3).Select(number => ($"{number}", number <= count / 3))]);
    }

    private static Caller Resident(int number) => People.Resident($"proposer-{number}");

    private static SayAboutMeRequest Say(string choice) => new()
    {
        RequestId = Request(),
        RoundId = Round,
        Said = { new Said { Question = AboutMe.Disability, Choice = choice } },
    };

    private static string Keys(AnsweredRound run) =>
        Path.Combine(run.Service.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Data"]!, "keys",
            "fairness");

    private static Task Count(AnsweredRound run) =>
        run.Service.Services.GetRequiredService<CountRound>().Tick(TestContext.Current.CancellationToken);

    private static async Task<Fairness> Fairness(AnsweredRound run) =>
        await run.As(People.Nobody).GetFairnessAsync(new GetFairnessRequest { RoundId = Round });
}
