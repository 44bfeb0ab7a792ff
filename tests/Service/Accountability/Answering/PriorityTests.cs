using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class PriorityTests
{
    [Theory, EveryDatabase]
    public async Task Each_priority_is_a_promise_to_answer_it_by_its_day(string engine)
    {
        await using var run = await Start(engine);
        await run.Decide();
        var promises = await run.Commitments();
        Assert.Equal(["I can get to the shop by myself", "I know my neighbours"], promises.Select(one => one.Title).Order());
        Assert.All(promises, one => Assert.Equal(
            (CommitmentKind.Priority, CommitmentState.Open, Ward, "Head of parks", run.Now, run.Now.AddDays(30)),
            (one.Kind, one.State, one.AreaCode, one.Role, one.PromiseTime.ToDateTimeOffset(), one.DueTime.ToDateTimeOffset())));
        Assert.Equal(["p1", "p2"], promises.Select(one => one.PriorityId).Order());
        var only = await run.As(People.Nobody).ListCommitmentsAsync(new() { RoundId = Round, Kinds = { CommitmentKind.Written } });
        Assert.Empty(only.Commitments);
        Assert.Equal(2, only.Open);
    }

    [Theory, EveryDatabase]
    public async Task Without_an_answer_on_its_day_it_is_broken_without_anybody_doing_anything(string engine)
    {
        await using var run = await Start(engine);
        await run.Decide();
        await run.As(People.Grace).AnswerPriorityAsync(Answering("p1"));
        run.Service.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await run.Commitments(CommitmentState.Broken));
        run.Service.Clock.Advance(TimeSpan.FromMinutes(1));

        var broken = Assert.Single(await run.Commitments(CommitmentState.Broken));
        Assert.Equal(("p2", CommitmentState.Broken, "", ""), (broken.PriorityId, broken.State, broken.Reason, broken.ReasonBy));
        Assert.Empty(await run.Commitments(CommitmentState.Late, CommitmentState.Open));
        Assert.Equal("p1", Assert.Single(await run.Commitments(CommitmentState.Kept)).PriorityId);
        var all = await run.As(People.Nobody).ListCommitmentsAsync(new ListCommitmentsRequest { RoundId = Round });
        Assert.Equal((1, 0, 1, 0), (all.Kept, all.Late, all.Broken, all.Open));

        var late = await run.As(People.Olu).AnswerPriorityAsync(Answering("p2"));
        Assert.Equal(CommitmentState.Late, late.State);
        Assert.Empty(await run.Commitments(CommitmentState.Broken));
        Assert.Equal(late, Assert.Single(await run.Commitments(CommitmentState.Late)));
    }

    [Theory, EveryDatabase]
    public async Task It_is_answered_once_with_a_name_and_a_promise_stands_by_itself(string engine)
    {
        await using var run = await Start(engine);
        await run.Decide();
        var request = new AnswerPriorityRequest(Answering("p1"))
        {
            Promise = "Lower the kerbs on Pond Street", Role = "Highways", DueTime = run.Now.AddDays(90).ToTimestamp(),
        };
        var answered = await run.As(People.Olu).AnswerPriorityAsync(request);
        Assert.Equal(answered, await run.As(People.Olu).AnswerPriorityAsync(request));
        Assert.Equal(
            (CommitmentState.Kept, PriorityAnswerKind.WeWill, "We will lower the kerbs.", People.Olu.ShownAs),
            (answered.State, answered.Answer.Answer, answered.Answer.Words, answered.Answer.AnsweredBy));
        var promise = Assert.Single(await run.Commitments(), one => one.Kind == CommitmentKind.Written);
        Assert.Equal(
            (answered.Answer.PromiseId, "Lower the kerbs on Pond Street", "Highways", Ward, run.Now.AddDays(90)),
            (promise.CommitmentId, promise.Title, promise.Role, promise.AreaCode, promise.DueTime.ToDateTimeOffset()));
        await Refused(StatusCode.FailedPrecondition, "PRIORITY_ANSWERED", async () =>
            await run.As(People.Grace).AnswerPriorityAsync(Answering("p1")));
        await Refused(StatusCode.FailedPrecondition, "NO_PRIORITY", async () =>
            await run.As(People.Grace).AnswerPriorityAsync(new(Answering("p1")) { CommitmentId = promise.CommitmentId }));
        await Refused(StatusCode.FailedPrecondition, "PRIORITY_WANTS_ANSWER", async () =>
            await run.As(People.Grace).BreakCommitmentAsync(new() { RequestId = Request(), CommitmentId = "priority-p2", Reason = "No." }));
        await Refused(StatusCode.FailedPrecondition, "COMMITMENT_KEEPS_ITSELF", async () =>
            await run.As(People.Grace).KeepCommitmentAsync(new() { RequestId = Request(), CommitmentId = "priority-p2" }));

        var together = await run.As(People.Grace).AnswerPriorityAsync(new(Answering("p2"))
        {
            Answer = PriorityAnswerKind.Together, Words = "We bring the tools.",
        });
        Assert.Equal((PriorityAnswerKind.Together, ""), (together.Answer.Answer, together.Answer.PromiseId));
        foreach (var sql in new[] { "UPDATE priority_answer SET words = 'No.'", "DELETE FROM priority_answer" })
        {
            await using var transaction = await run.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new(sql)));
        }
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_an_answer_is_named(string engine)
    {
        await using var run = await Start(engine);
        await run.Decide();
        foreach (var (fields, spoil) in new (string[], Action<AnswerPriorityRequest>)[]
        {
            (["answer"], one => one.Answer = PriorityAnswerKind.Unspecified), (["words"], one => one.Words = " "),
            (["words"], one => one.Words = new string('a', 2_001)), (["role", "due_time"], one => one.Promise = "A bench"),
            (["promise", "due_time"], one => one.Role = "Parks"),
            (["promise", "role"], one => one.DueTime = run.Now.AddDays(9).ToTimestamp()),
            (["due_time"], one => (one.Promise, one.Role, one.DueTime) = ("A bench", "Parks", run.Now.AddDays(-1).ToTimestamp())),
            (["promise"], one => (one.Answer, one.Promise, one.Role, one.DueTime)
                = (PriorityAnswerKind.WeWillNot, "A bench", "Parks", run.Now.AddDays(9).ToTimestamp())),
        })
        {
            var request = Answering("p1");
            spoil(request);
            var refusal = await Refused(
                StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Grace).AnswerPriorityAsync(request));
            Assert.Equal(fields, Participatory.Platform.Calls.Statuses.FieldFaults(refusal).Select(fault => fault.Name));
        }

        await Refused(
            StatusCode.NotFound, "COMMITMENT_NOT_FOUND", async () => await run.As(People.Grace).AnswerPriorityAsync(Answering("p9")));
        await run.As(People.Grace).AnswerPriorityAsync(new(Answering("p1")) { Words = new string('a', 2_000) });
    }

    [Theory, EveryDatabase]
    public async Task Heard_twice_late_and_after_the_answer_it_stays_as_it_was(string engine)
    {
        await using var run = await Start(engine);
        var decided = await run.Decide();
        await run.As(People.Grace).AnswerPriorityAsync(Answering("p1"));
        var before = (await run.As(People.Nobody).ListCommitmentsAsync(new() { RoundId = Round })).ToString();
        await Race.All(4, _ => run.Service.Deliver(decided));
        run.Service.Clock.Advance(TimeSpan.FromDays(1));
        await run.Service.Deliver(decided);
        Assert.Equal(before, (await run.As(People.Nobody).ListCommitmentsAsync(new() { RoundId = Round })).ToString());
        // Of a round that we have not heard of yet, too.
        await run.Service.Deliver(decided with { RoundId = "unknown", Priorities = [new("p7", 1, "I sleep at night")] });
        Assert.Single((await run.As(People.Nobody).ListCommitmentsAsync(new() { RoundId = "unknown" })).Commitments);
    }

    [Theory, EveryDatabase]
    public async Task Two_officers_who_answer_at_once_answer_once(string engine)
    {
        await using var run = await Start(engine);
        for (var at = 0; at < Race.Rounds; at++)
        {
            await run.Service.Deliver(Decided(run.Now, [new($"race-{at}", 1, "I am heard")]));
            var reasons = await Race.Reasons(
                () => run.As(People.Grace).AnswerPriorityAsync(Answering($"race-{at}")).ResponseAsync,
                () => run.As(People.Olu).AnswerPriorityAsync(Answering($"race-{at}")).ResponseAsync);
            Assert.Equal(["", "PRIORITY_ANSWERED"], reasons.Order());
        }

        Assert.Equal(Race.Rounds, await run.Count("priority_answer"));
    }

    internal static AnswerPriorityRequest Answering(string priority) => new()
    {
        RequestId = Request(), CommitmentId = $"priority-{priority}", Answer = PriorityAnswerKind.WeWill,
        Words = "We will lower the kerbs.",
    };

    internal static PrioritiesDecided Decided(DateTimeOffset now, IReadOnlyList<DecidedPriority> priorities) =>
        new(Round, Ward, "Head of parks", now, now.AddDays(30), priorities);
}

/// <summary>What an area decides.</summary>
internal static class DecidedRound
{
    public static async Task<PrioritiesDecided> Decide(this AnsweredRound run)
    {
        var decided = PriorityTests.Decided(
            run.Now, [new("p1", 1, "I can get to the shop by myself"), new("p2", 2, "I know my neighbours")]);
        await run.Service.Deliver(decided);
        return decided;
    }
}
