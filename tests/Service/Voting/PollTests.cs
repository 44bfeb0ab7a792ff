using Grpc.Core;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

public sealed class PollTests
{
    [Theory, EveryDatabase]
    public async Task A_ballot_paper_becomes_a_poll_and_a_second_one_changes_nothing(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await polling.Service.Deliver(polling.Paper() with { Title = "Another title" });

        var poll = await polling.Get();

        Assert.Equal("Spring round", poll.Title);
        Assert.Equal(PollState.Scheduled, poll.State);
        Assert.Equal(["Elm Park", "Oak Hill"], poll.Contests.Select(contest => contest.AreaName));
        Assert.Equal(["bench", "swings", "choir", "hall"], poll.Contests[0].Projects.Select(project => project.ProjectId));
        Assert.Equal(500_000, poll.Contests[0].Budget.AmountMinor);
        Assert.Equal("GBP", poll.Contests[0].Budget.Currency);
        Assert.Empty(poll.FrozenHash);
        Assert.Empty(poll.Decisions);
    }

    [Theory, EveryDatabase]
    public async Task A_ballot_paper_with_a_rule_that_nobody_knows_is_not_taken(string engine)
    {
        await using var polling = await Polling.Start(engine);

        await Assert.ThrowsAsync<AggregateException>(() => polling.Service.Deliver(polling.Paper() with { Rule = "dice" }));

        await Polling.Refused(StatusCode.NotFound, "POLL_NOT_FOUND", () => polling.Get());
    }

    [Theory, EveryDatabase]
    public async Task The_clock_opens_and_closes_a_poll_and_says_each_once(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);

        polling.Service.Clock.Advance(TimeSpan.FromDays(1));
        var open = await polling.Until(PollState.Open);
        polling.Service.Clock.Advance(TimeSpan.FromDays(7));
        var closed = await polling.Until(PollState.Closed);
        await Task.Delay(2500, TestContext.Current.CancellationToken);

        Assert.Matches("^[0-9a-f]{64}$", open.FrozenHash);
        Assert.Equal(open.FrozenHash, closed.FrozenHash);
        Assert.Equal([PollState.Open, PollState.Closed], closed.Decisions.Select(decision => decision.State));
        Assert.All(closed.Decisions, decision => Assert.Empty(decision.DecidedBy));
        Assert.Equal(closed.CloseTime, closed.Decisions[1].Time);
        Assert.Equal(open.FrozenHash, Assert.Single(await polling.Service.Published<PollOpened>()).FrozenHash);
        Assert.Equal(0, Assert.Single(await polling.Service.Published<PollClosed>()).Ballots);
    }

    [Theory, EveryDatabase]
    public async Task An_officer_opens_ahead_of_the_date_in_public(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await polling.ImportRoll(Polling.Csv([$"V1,{Polling.Elm}"]));
        var request = new OpenPollRequest { RequestId = Polling.NewId(), PollId = Polling.PollId, Reason = "The letters are out." };

        var first = await polling.Grace.OpenPollAsync(request);
        var again = await polling.Grace.OpenPollAsync(request);

        Assert.Equal(first, again);
        var decision = Assert.Single(first.Decisions);
        Assert.Equal("Grace Bell, neighbourhood officer", decision.DecidedBy);
        Assert.Equal("The letters are out.", decision.Reason);
        Assert.Single(await polling.Service.Published<PollOpened>());
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_HAS_OPENED", () => polling.Open());
    }

    [Theory, EveryDatabase]
    public async Task A_poll_without_voters_is_not_opened_by_hand(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await Polling.Refused(StatusCode.FailedPrecondition, "ROLL_IS_EMPTY", () => polling.Open());
    }

    [Theory, EveryDatabase]
    public async Task Closing_a_poll_twice_changes_nothing(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 2);
        await using var _ = polling;
        await polling.Cast(codes[0], "bench");

        var closed = await polling.Close();
        await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_CLOSED", () => polling.Close());

        Assert.Equal(closed, await polling.Get());
        Assert.Equal(1, Assert.Single(await polling.Service.Published<PollClosed>()).Ballots);
    }

    [Theory, EveryDatabase]
    public async Task Only_officers_of_all_its_areas_open_and_close_a_poll(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        var request = new OpenPollRequest { RequestId = Polling.NewId(), PollId = Polling.PollId, Reason = "Now." };

        await Polling.Refused(StatusCode.PermissionDenied, "AREAS_NOT_YOURS", async () => await new Client(polling.Service.As(People.Olu))
            .OpenPollAsync(request));
        await Polling.Refused(StatusCode.PermissionDenied, "NOT_ALLOWED", async () => await new Client(polling.Service.As(People.Amina))
            .OpenPollAsync(request));
        await Polling.Refused(StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await polling.Public.OpenPollAsync(request));
    }

    [Theory, EveryDatabase]
    public async Task A_decision_needs_a_reason(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        var faults = await Polling.Faults(
            async () => await polling.Grace.OpenPollAsync(new OpenPollRequest { RequestId = "again", PollId = Polling.PollId }));
        Assert.Equal(["request_id", "reason"], faults.Select(fault => fault.Name));
    }

    [Theory, EveryDatabase]
    public async Task Polls_are_listed_newest_first_in_pages(string engine)
    {
        await using var polling = await Polling.Start(engine);
        foreach (var name in new[] { "one", "two", "three" })
        {
            await polling.Service.Deliver(polling.Paper() with { RoundId = name });
            polling.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var first = await polling.Public.ListPollsAsync(new ListPollsRequest { PageSize = 2 });
        var second = await polling.Public.ListPollsAsync(new ListPollsRequest { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["three", "two"], first.Polls.Select(poll => poll.PollId));
        Assert.Equal(["one"], second.Polls.Select(poll => poll.PollId));
        Assert.Empty(second.NextPageToken);
        Assert.Equal(await polling.Get("one"), second.Polls[0]);
        await Polling.Faults(async () => await polling.Public.ListPollsAsync(new ListPollsRequest { PageToken = "nonsense" }));
    }

    [Theory, EveryDatabase]
    public async Task Different_papers_freeze_to_different_hashes(string engine)
    {
        await using var polling = await Polling.Start(engine);
        var paper = polling.Paper() with { ImportedFrom = "A published election" };
        var dearer = paper.Contests[1] with { Projects = [paper.Contests[1].Projects[0] with { CostMinor = 150_001 }] };
        await polling.Service.Deliver(paper with { RoundId = "a" });
        await polling.Service.Deliver(paper with { RoundId = "b", Contests = [paper.Contests[0], dearer] });
        await polling.Service.Deliver(paper with { RoundId = "c", ClosesAt = paper.ClosesAt.AddMinutes(1) });

        var hashes = new[] { (await polling.Open("a")).FrozenHash, (await polling.Open("b")).FrozenHash,
            (await polling.Open("c")).FrozenHash };

        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task A_page_of_large_polls_ends_early_and_the_next_one_goes_on(string engine)
    {
        await using var polling = await Polling.Start(engine);
        var paper = polling.Paper();
        var many = paper.Contests[0]
            with
        {
            Projects = [.. Enumerable.Range(1, 2_000)
            .Select(number => new BallotPaperProject($"p{number}", new string('b', 300), 100, "subject-amina"))]
        };
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await polling.Service.Deliver(paper with { RoundId = name, Contests = [many] });
        }

        var first = await polling.Public.ListPollsAsync(new ListPollsRequest(), deadline: Polling.Soon());
        var second = await polling.Public.ListPollsAsync(
            new ListPollsRequest { PageToken = first.NextPageToken }, deadline: Polling.Soon());

        Assert.Equal(["a", "b", "c"], first.Polls.Select(poll => poll.PollId));
        Assert.Equal(["d"], second.Polls.Select(poll => poll.PollId));
        Assert.Empty(second.NextPageToken);
    }
}
