using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class ScoreTests
{
    [Theory, EveryDatabase]
    public async Task A_group_is_asked_about_each_step_that_it_has_behind_it_and_once(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("1", People.Amina);
        Assert.Equal([Step.Proposing], (await Mine(run, People.Amina)).Select(step => step.Step));
        await Refused(StatusCode.FailedPrecondition, "STEP_NOT_REACHED", async () => await run.As(People.Amina)
            .SendScoreAsync(Score("1", Step.Vote)));
        await Refused(
            StatusCode.NotFound, "IDEA_NOT_FOUND", async () => await run.As(People.Tom).SendScoreAsync(Score("1", Step.Proposing)));
        await Refused(
            StatusCode.NotFound, "IDEA_NOT_FOUND", async () => await run.As(People.Amina).SendScoreAsync(Score("2", Step.Proposing)));

        var request = Score("1", Step.Proposing);
        Assert.False((await run.As(People.Amina).SendScoreAsync(request)).KnownBefore);
        Assert.True((await run.As(People.Amina).SendScoreAsync(request)).KnownBefore);
        Assert.Equal(1, await run.Count("score"));
        Assert.Equal((true, false), (await Mine(run, People.Amina)).Select(step => (step.Scored, step.Timed)).Single());

        await run.Reviewed("1", People.Amina, feasible: true);
        await run.Paper("", ("1", People.Amina));
        await run.Declared(("1", true));
        await run.TellStory("1", People.Amina);
        Assert.Equal(
            [Step.Proposing, Step.Review, Step.Vote, Step.Money, Step.Story], (await Mine(run, People.Amina)).Select(step => step.Step));
        Assert.Empty(await Mine(run, People.Tom));
    }

    [Theory, EveryDatabase]
    public async Task All_four_points_are_asked_for_and_nothing_else_has_to_be_said(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("1", People.Amina);
        var none = Score("1", Step.Proposing);
        none.Score.Equal = 0;
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina).SendScoreAsync(none));
        none.Score.Equal = 6;
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina).SendScoreAsync(none));
        none.Score.Equal = 5;
        await run.As(People.Amina).SendScoreAsync(none);
    }

    [Theory, EveryDatabase]
    public async Task Five_answers_show_nothing_and_six_show_all_and_the_next_wait_for_five_more(string engine)
    {
        await using var run = await Start(engine);
        var groups = Enumerable.Range(1, 12).Select(number => People.Resident($"group-{number}")).ToList();
        foreach (var (at, group) in groups.Index())
        {
            await run.Made($"{at}", group);
        }

        var shown = new List<(int Answers, bool TooFew)>();
        foreach (var (at, group) in groups.Index())
        {
            await run.As(group).SendScoreAsync(Score($"{at}", Step.Proposing, why: $"Because {at}", points: at % 5 + 1));
            var step = Assert.Single((await run.As(People.Nobody).GetRelationshipAsync(new() { RoundId = Round })).Steps);
            shown.Add((step.Answers, step.TooFew));
            Assert.Equal(step.Answers, step.Remarks.Count);
            Assert.All(step.Points, point => Assert.Equal(step.Answers, point.Counts.Sum()));
        }

        Assert.Equal([.. Enumerable.Repeat((0, true), 5), .. Enumerable.Repeat((6, false), 6), (12, false)], shown);
        var all = (await run.As(People.Nobody).GetRelationshipAsync(new() { RoundId = Round })).Steps[0];
        Assert.Equal([3, 3, 2, 2, 2], all.Points[0].Counts);
        Assert.Equal([Point.ListenedTo, Point.Trusted, Point.Equal, Point.WorthOurTime], all.Points.Select(point => point.Point));
    }

    [Theory, EveryDatabase]
    public async Task The_council_replies_in_public_once_there_is_something_to_read(string engine)
    {
        await using var run = await Start(engine);
        var reply = new ReplyToScoresRequest
        {
            RequestId = Request(), RoundId = Round, Step = Step.Proposing,
            Words = "You are right; the form was too long."
        };
        for (var number = 1; number <= 6; number++)
        {
            await Refused(
                StatusCode.FailedPrecondition, "NOTHING_TO_REPLY_TO", async () => await run.As(People.Grace).ReplyToScoresAsync(reply));
            await run.Made($"{number}", People.Resident($"group-{number}"));
            await run.As(People.Resident($"group-{number}")).SendScoreAsync(Score($"{number}", Step.Proposing));
        }

        await Refused(StatusCode.PermissionDenied, "OTHER_AREA", async () => await run.As(People.Olu).ReplyToScoresAsync(reply));
        var answer = await run.As(People.Grace).ReplyToScoresAsync(reply);
        Assert.Equal(answer, await run.As(People.Grace).ReplyToScoresAsync(reply));
        var public_ = (await run.As(People.Nobody).GetRelationshipAsync(new() { RoundId = Round })).Steps.Single();
        Assert.Equal(("You are right; the form was too long.", "Grace Bell, neighbourhood officer"),
            public_.Replies.Select(one => (one.Words, one.RepliedBy)).Single());
    }

    [Theory, EveryDatabase]
    public async Task Time_asked_is_summed_beside_the_money(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("1", People.Amina);
        await run.Made("2", People.Tom);
        await run.Paid("1", People.Amina);
        foreach (var (group, project, step, minutes) in new[] { (People.Amina, "1", Step.Proposing, 40),
            (People.Tom, "2", Step.Proposing, 20), (People.Amina, "1", Step.Money, 15) })
        {
            var request = new SendMinutesRequest
            {
                RequestId = Request(), RoundId = Round, ProjectId = project, Step = step,
                Minutes = minutes
            };
            Assert.False((await run.As(group).SendMinutesAsync(request)).KnownBefore);
            Assert.True((await run.As(group).SendMinutesAsync(request)).KnownBefore);
        }

        var asked = await run.As(People.Nobody).GetTimeAskedAsync(new() { RoundId = Round });
        Assert.Equal((75L, 100_000L, "GBP"), (asked.Minutes, asked.Granted.AmountMinor, asked.Granted.Currency));
        Assert.Equal([(Step.Proposing, 2, 60L), (Step.Money, 1, 15L)], asked.Steps.Select(step => (step.Step, step.Answers, step.Minutes)));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () =>
            await run.As(People.Tom).SendMinutesAsync(
                new() { RequestId = Request(), RoundId = Round, ProjectId = "2", Step = Step.Proposing, Minutes = 0 }));
    }

    [Theory, EveryDatabase]
    public async Task Two_at_the_same_moment_count_once(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("1", People.Amina);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await run.As(People.Amina).SendScoreAsync(Score("1", Step.Proposing))));

        Assert.Equal(1, await run.Count("score"));
    }

    internal static SendScoreRequest Score(string project, Step step, string why = "", int points = 4) => new()
    {
        RequestId = Request(),
        RoundId = Round,
        ProjectId = project,
        Step = step,
        Score = new Score { ListenedTo = points, Trusted = points, Equal = points, WorthOurTime = points, Why = why },
    };

    private static async Task<IReadOnlyList<MyStep>> Mine(AnsweredRound run, Caller caller) =>
        (await run.As(caller).ListMyStepsAsync(new ListMyStepsRequest())).Steps;
}
