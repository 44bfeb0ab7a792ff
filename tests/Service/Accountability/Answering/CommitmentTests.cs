using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class CommitmentTests
{
    [Theory, EveryDatabase]
    public async Task A_promise_to_pay_is_made_by_the_yes_and_kept_by_the_payment(string engine)
    {
        await using var run = await Start(engine);
        await run.Accepted("1", People.Amina);
        var accepted = run.Now;

        var open = Assert.Single(await run.Commitments());
        Assert.Equal(
            (CommitmentKind.Pay, CommitmentState.Open, "Idea 1", "1", Ward, accepted.AddDays(10)),
            (open.Kind, open.State, open.Title, open.ProjectId, open.AreaCode, open.DueTime.ToDateTimeOffset()));

        run.Service.Clock.Advance(TimeSpan.FromDays(9));
        await run.Paid("1", People.Amina);
        var kept = Assert.Single(await run.Commitments());
        Assert.Equal((CommitmentState.Kept, run.Now), (kept.State, kept.SettleTime.ToDateTimeOffset()));
    }

    [Theory, EveryDatabase]
    public async Task A_late_payment_turns_up_by_itself_and_stays_late_when_it_comes(string engine)
    {
        await using var run = await Start(engine);
        await run.Accepted("1", People.Amina);
        run.Service.Clock.Advance(TimeSpan.FromDays(10.5));

        var late = Assert.Single(await run.Commitments(CommitmentState.Late));
        Assert.Null(late.SettleTime);
        Assert.Empty(await run.Commitments(CommitmentState.Open, CommitmentState.Kept));
        await Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await run.As(People.Amina)
            .ExplainCommitmentAsync(new() { RequestId = Request(), CommitmentId = late.CommitmentId, Reason = "Why?" }));
        var explained = await run.As(People.Olu)
            .ExplainCommitmentAsync(new() { RequestId = Request(), CommitmentId = late.CommitmentId, Reason = "The bank sent it back." });
        Assert.Equal(("The bank sent it back.", "Olu Ade, ward officer"), (explained.Reason, explained.ReasonBy));

        await run.Paid("1", People.Amina);
        var paid = Assert.Single(await run.Commitments(CommitmentState.Late));
        Assert.Equal(("The bank sent it back.", run.Now), (paid.Reason, paid.SettleTime.ToDateTimeOffset()));
    }

    [Theory, EveryDatabase]
    public async Task A_promise_to_answer_is_made_by_the_story_and_kept_by_the_answer(string engine)
    {
        await using var run = await Start(engine);
        await run.Accepted("1", People.Amina);
        var told = await run.TellStory("1", People.Amina);
        var promised = await Until(() => run.Commitments(CommitmentState.Open), open => open.Count == 1);
        Assert.Equal((CommitmentKind.Answer, "Idea 1", run.Now.AddDays(5)),
            (promised[0].Kind, promised[0].Title, promised[0].DueTime.ToDateTimeOffset()));

        await run.As(People.Grace).AnswerStoryAsync(AskedGroups.Answer(told.ReportId));
        Assert.Equal(2, (await Until(() => run.Commitments(CommitmentState.Kept), kept => kept.Count == 2)).Count);
    }

    [Theory, EveryDatabase]
    public async Task An_officer_writes_a_promise_down_and_keeps_it_or_says_why_not(string engine)
    {
        await using var run = await Start(engine);
        var request = new MakeCommitmentRequest
        {
            RequestId = Request(), RoundId = Round, AreaCode = Ward, Title = "Mend the gate", Role = "Parks team",
            DueTime = run.Now.AddDays(30).ToTimestamp(),
        };
        var gate = await run.As(People.Olu).MakeCommitmentAsync(request);
        Assert.Equal(gate, await run.As(People.Olu).MakeCommitmentAsync(request));
        Assert.Equal(
            (CommitmentKind.Written, CommitmentState.Open, "Parks team", "Mend the gate"), (gate.Kind, gate.State, gate.Role, gate.Title));
        request.RequestId = Request();
        var second = await run.As(People.Olu).MakeCommitmentAsync(request);

        var kept = await run.As(People.Olu).KeepCommitmentAsync(new() { RequestId = Request(), CommitmentId = gate.CommitmentId });
        Assert.Equal(CommitmentState.Kept, kept.State);
        await Refused(StatusCode.FailedPrecondition, "COMMITMENT_SETTLED", async () =>
            await run.As(People.Olu).BreakCommitmentAsync(
                new() { RequestId = Request(), CommitmentId = gate.CommitmentId, Reason = "No." }));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () =>
            await run.As(People.Olu).BreakCommitmentAsync(new() { RequestId = Request(), CommitmentId = second.CommitmentId }));
        var broken = await run.As(People.Grace)
            .BreakCommitmentAsync(new() { RequestId = Request(), CommitmentId = second.CommitmentId, Reason = "The gate is gone." });
        Assert.Equal((CommitmentState.Broken, "The gate is gone.", "Grace Bell, neighbourhood officer"),
            (broken.State, broken.Reason, broken.ReasonBy));

        var all = await run.As(People.Nobody).ListCommitmentsAsync(new ListCommitmentsRequest { RoundId = Round });
        Assert.Equal((1, 0, 1, 0), (all.Kept, all.Late, all.Broken, all.Open));
    }

    [Theory, EveryDatabase]
    public async Task Promises_are_of_ones_own_area_and_of_days_to_come(string engine)
    {
        await using var run = await Start(engine);
        MakeCommitmentRequest Make(string area, double days) => new()
        {
            RequestId = Request(), RoundId = Round, AreaCode = area, Title = "Mend the gate", Role = "Parks team",
            DueTime = run.Now.AddDays(days).ToTimestamp(),
        };
        await Refused(
            StatusCode.PermissionDenied, "OTHER_AREA", async () => await run.As(People.Olu).MakeCommitmentAsync(Make(OtherWard, 3)));
        await Refused(StatusCode.PermissionDenied, "OTHER_AREA", async () => await run.As(People.Olu).MakeCommitmentAsync(Make("", 3)));
        await Refused(
            StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Grace).MakeCommitmentAsync(Make(Ward, -1)));
        await Refused(
            StatusCode.NotFound, "ROUND_NOT_FOUND", async () => await run.As(People.Grace).MakeCommitmentAsync(Make("elsewhere", 3)));

        foreach (var (name, spoil) in new (string, Action<MakeCommitmentRequest>)[]
        {
            ("role", request => request.Role = " "), ("due_time", request => request.DueTime = null),
            ("title", request => request.Title = ""),
        })
        {
            var without = Make(Ward, 3);
            spoil(without);
            var refusal = await Refused(
                StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Grace).MakeCommitmentAsync(without));
            Assert.Equal(name, Assert.Single(Participatory.Platform.Calls.Statuses.FieldFaults(refusal)).Name);
        }

        await run.Accepted("1", People.Amina);
        var pay = Assert.Single(await run.Commitments());
        await Refused(StatusCode.FailedPrecondition, "COMMITMENT_KEEPS_ITSELF", async () =>
            await run.As(People.Grace).KeepCommitmentAsync(new() { RequestId = Request(), CommitmentId = pay.CommitmentId }));
        await Refused(StatusCode.FailedPrecondition, "COMMITMENT_NOT_LATE", async () =>
            await run.As(People.Grace).ExplainCommitmentAsync(
                new() { RequestId = Request(), CommitmentId = pay.CommitmentId, Reason = "Soon." }));
    }

    [Theory, EveryDatabase]
    public async Task Where_we_turn_a_finding_round_that_stands_in_public(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("1", People.Amina);
        await run.Reviewed("1", People.Amina, feasible: false, "There are pipes.");
        Assert.Empty(await run.Commitments());
        run.Service.Clock.Advance(TimeSpan.FromHours(1));
        await run.Reviewed("1", People.Amina, feasible: true, "A little further it can be done.");

        var changed = Assert.Single(await run.Commitments());
        Assert.Equal(
            (CommitmentKind.ChangedMind, CommitmentState.Changed, "A little further it can be done.", "Grace Bell, neighbourhood officer"),
            (changed.Kind, changed.State, changed.Reason, changed.ReasonBy));

        foreach (var (hidden, number) in new[] { (true, 1), (false, 2) })
        {
            await run.Service.Deliver(new ProposalHidden(
                Round, "1", "Idea 1", People.Amina.Subject, "WORDS", number, hidden ? "HIDDEN" : "SHOWN_AGAIN", hidden, "ABUSE",
                "Grace Bell, neighbourhood officer", run.Now));
            Assert.Equal(hidden ? "" : "Idea 1", Assert.Single(await run.Commitments()).Title);
        }
    }

    [Theory, EveryDatabase]
    public async Task Of_two_findings_the_later_one_counts_whichever_is_heard_first(string engine)
    {
        await using var run = await Start(engine);
        var (first, second) = (run.Now, run.Now.AddHours(3));
        ProposalReviewed Finding(string project, DateTimeOffset at) => new(
            Round, project, $"Idea {project}", People.Tom.Subject, at == first, at == first ? 100_000 : null, "GBP",
            at == first ? "" : "There are pipes.", at == first ? "It can be done." : "", "Grace Bell, neighbourhood officer", at);
        await run.Made("1", People.Tom);
        await run.Made("2", People.Tom);
        foreach (var (project, at) in new[] { ("1", first), ("1", second), ("2", second), ("2", first), ("2", second) })
        {
            await run.Service.Deliver(Finding(project, at));
        }

        var commitments = await run.Commitments();
        Assert.Equal(["1", "2"], commitments.Select(one => one.ProjectId).Order(StringComparer.Ordinal));
        Assert.All(commitments, one => Assert.Equal(
            ("There are pipes.", first, second),
            (one.Reason, one.PromiseTime.ToDateTimeOffset(), one.SettleTime.ToDateTimeOffset())));
    }

    [Theory, EveryDatabase]
    public async Task Money_that_was_let_go_of_and_taken_back_stands_in_public_with_both_who_decided_it(string engine)
    {
        await using var run = await Start(engine);
        var taken = new BudgetClawedBack("clawback-1", Round, "fund", Ward, 250_000, "GBP", "The school closes.",
            ["Grace Bell, officer", "Femi Stone, finance"], run.Now);
        await run.Service.Deliver(taken);
        await run.Service.Deliver(taken);

        var stands = Assert.Single(await run.Commitments());
        Assert.Equal(
            (CommitmentKind.Clawback, CommitmentState.Broken, 250_000L, "The school closes.",
                "Grace Bell, officer; Femi Stone, finance", Ward),
            (stands.Kind, stands.State, stands.Amount.AmountMinor, stands.Reason, stands.ReasonBy, stands.AreaCode));
    }

    [Theory, EveryDatabase]
    public async Task A_grant_that_the_council_takes_back_is_a_promise_not_kept_whether_or_not_its_group_had_said_yes(string engine)
    {
        await using var run = await Start(engine);
        await run.Withdrawn("1", People.Amina);
        run.Service.Clock.Advance(TimeSpan.FromDays(30));
        await run.Accepted("2", People.Tom);
        await run.Withdrawn("2", People.Tom);

        var broken = await run.Commitments(CommitmentState.Broken);
        Assert.Equal(["Idea 2", "Idea 1"], broken.Select(one => one.Title));
        Assert.All(broken, one => Assert.Equal(("The land was sold.", "Olu Ade, ward officer"), (one.Reason, one.ReasonBy)));
        Assert.Equal(2, (await run.Commitments()).Count);
    }

    [Theory, EveryDatabase]
    public async Task Commitments_come_in_pages_and_by_area(string engine)
    {
        await using var run = await Start(engine);
        for (var number = 1; number <= 5; number++)
        {
            await run.Accepted($"{number}", People.Amina);
            run.Service.Clock.Advance(TimeSpan.FromMinutes(number % 2));
        }

        var seen = new List<string>();
        var request = new ListCommitmentsRequest { RoundId = Round, AreaCode = Ward, PageSize = 2 };
        do
        {
            var page = await run.As(People.Nobody).ListCommitmentsAsync(request);
            seen.AddRange(page.Commitments.Select(one => one.CommitmentId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
        Assert.Empty((await run.As(People.Nobody).ListCommitmentsAsync(new() { RoundId = Round, AreaCode = OtherWard })).Commitments);
    }
}
