using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class OutcomeTests
{
    [Theory, EveryDatabase]
    public async Task Every_idea_has_an_outcome_a_reason_and_a_person_and_its_proposer_hears_first(string engine)
    {
        await using var run = await Start(engine);
        await Hear(run);

        var said = (await run.Service.Published<OutcomeReached>()).ToDictionary(message => message.ProjectId, StringComparer.Ordinal);
        Assert.Equal(["2", "3"], said.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new OutcomeReached(
            Round, "2", "Idea 2", "subject-tom", "lost", "", NotEnoughLeft, "Grace Bell, neighbourhood officer"), said["2"]);
        Assert.Equal(new OutcomeReached(
            Round, "3", "Idea 3", "subject-tom", "infeasible", "There are pipes.", null, "Grace Bell, neighbourhood officer"), said["3"]);
        Assert.Empty(await Outcomes(run));

        await run.Told("3");
        Assert.Equal((OutcomeKind.Infeasible, "There are pipes."),
            Assert.Single((await Outcomes(run)).Select(outcome => (outcome.Kind, outcome.OwnWords))));
        await run.Told("2");
        await run.Told("1");
        var public_ = await Outcomes(run);
        Assert.Equal([OutcomeKind.Won, OutcomeKind.Lost, OutcomeKind.Infeasible], public_.Select(outcome => outcome.Kind));
        Assert.All(public_, outcome => Assert.Equal("Grace Bell, neighbourhood officer", outcome.TalkTo));
        var loss = public_[1].Loss;
        Assert.Equal((LossReason.NotEnoughLeft, 12, 3, 2), (loss.Reason, loss.Votes, loss.MoreVotes, loss.VotesNotEnough));
        Assert.Equal((100_000, 50_000, "GBP"), (loss.Cost.AmountMinor, loss.Left.AmountMinor, loss.Left.Currency));
        Assert.All((Outcome[])[public_[0], public_[2]], outcome => Assert.Null(outcome.Loss));
    }

    [Theory, EveryDatabase]
    public async Task What_a_ring_fence_changed_is_what_became_of_an_idea_and_nobody_hears_of_the_votes_before(string engine)
    {
        await using var run = await Start(engine);
        foreach (var (project, proposer) in new[] { ("1", People.Amina), ("2", People.Tom) })
        {
            await run.Made(project, proposer);
            await run.Reviewed(project, proposer, feasible: true);
        }

        await run.Paper(ideas: [("1", People.Amina), ("2", People.Tom)]);
        await run.Counted(("1", true), ("2", false));
        Assert.Empty(await run.Service.Published<OutcomeReached>());

        await run.Service.Deliver(
            new WinnersKnown(Round, run.Now, [new("2", Ward, "Idea 2", true, ""), new("1", Ward, "Idea 1", false, "young people")]));

        var said = Assert.Single(await run.Service.Published<OutcomeReached>());
        Assert.Equal(
            ("1", "gave-way", new LossDeclared(LossReasons.GaveWay, Fence: "young people")), (said.ProjectId, said.Kind, said.Loss));
        await run.Told("1");
        await run.Told("2");
        Assert.Equal(
            [("1", OutcomeKind.GaveWay, "young people"), ("2", OutcomeKind.Won, null)],
            (await Outcomes(run)).Select(one => (one.ProjectId, one.Kind, one.Loss?.Fence)));
    }

    [Theory, EveryDatabase]
    public async Task The_title_of_an_idea_whose_words_are_hidden_is_not_said_whichever_change_is_heard_first(string engine)
    {
        await using var run = await Start(engine);
        ProposalHidden Change(int number, bool hidden, string part = "WORDS") => new(
            Round, "3", "Idea 3", "subject-tom", part, number, hidden ? "HIDDEN" : "SHOWN_AGAIN", hidden, "ABUSE", "Grace Bell, officer",
            run.Now);

        await run.Service.Deliver(Change(1, hidden: true));
        await Hear(run);
        await run.Told("3");
        var hidden = Assert.Single(await Outcomes(run));
        Assert.Equal(("", HidingReason.Abuse), (hidden.Title, hidden.Hiding.Reason));
        await run.Service.Deliver(Change(3, hidden: false));
        await run.Service.Deliver(Change(2, hidden: true));
        await run.Service.Deliver(Change(9, hidden: true, part: "PHOTO"));
        var shown = Assert.Single(await Outcomes(run));
        Assert.Equal(("Idea 3", null), (shown.Title, shown.Hiding));
    }

    [Theory, EveryDatabase]
    public async Task Money_and_story_show_beside_what_won(string engine)
    {
        await using var run = await Start(engine);
        await Hear(run);
        await run.Told("1");
        var told = await run.TellStory("1", People.Amina);

        var outcome = Assert.Single(await Outcomes(run));
        Assert.Equal((OutcomeKind.Paid, told.ReportId), (outcome.Kind, outcome.ReportId));
    }

    [Theory, EveryDatabase]
    public async Task Where_a_grant_is_taken_back_its_group_hears_before_everybody_else(string engine)
    {
        await using var run = await Start(engine);
        await Hear(run);
        await run.Told("1");
        run.Service.Clock.Advance(TimeSpan.FromDays(3));
        await run.Withdrawn("1", People.Amina);
        Assert.Equal(OutcomeKind.Won, Assert.Single(await Outcomes(run)).Kind);

        await run.Told("1");
        var outcome = Assert.Single(await Outcomes(run));
        Assert.Equal(
            (OutcomeKind.TakenBack, "The land was sold.", "Olu Ade, ward officer"), (outcome.Kind, outcome.OwnWords, outcome.TalkTo));
    }

    [Theory, EveryDatabase]
    public async Task A_story_for_the_council_alone_is_not_linked(string engine)
    {
        await using var run = await Start(engine);
        await Hear(run);
        await run.Told("1");
        await run.TellStory("1", People.Amina, audience: Audience.Council);

        Assert.Equal("", Assert.Single(await Outcomes(run)).ReportId);
    }

    [Theory, EveryDatabase]
    public async Task What_was_taken_back_is_nobodys_business(string engine)
    {
        await using var run = await Start(engine);
        await run.Made("9", People.Tom);
        await run.Service.Deliver(new Participatory.Contracts.Proposals.ProposalWithdrawn(Round, "9", run.Now));
        await Hear(run);
        await run.Told("9");

        Assert.Empty(await Outcomes(run));
        Assert.DoesNotContain(await run.Service.Published<OutcomeReached>(), message => message.ProjectId == "9");
    }

    [Theory, EveryDatabase]
    public async Task Behind_a_published_election_there_is_nobody_to_wait_for(string engine)
    {
        await using var run = await Start(engine);
        await run.Reviewed("1", People.Grace, feasible: true);
        await run.Paper("Warszawa 2024", ("1", People.Grace));
        await run.Declared(("1", false));

        Assert.Empty(await run.Service.Published<OutcomeReached>());
        Assert.Equal(OutcomeKind.Lost, Assert.Single(await Outcomes(run)).Kind);
    }

    [Fact]
    public void Ideas_are_listed_as_people_sort_numbers_as_numbers()
    {
        string[] asPeopleSort = ["0", "1", "2", "09", "9", "10", "100", "1000000000000000000000", "P-2", "P-10", "P-10a", "a", "b"];
        Assert.Equal(asPeopleSort, asPeopleSort.Reverse().OrderBy(IdeaRow.ListedAs, StringComparer.Ordinal));
        Assert.Equal(asPeopleSort.Length, asPeopleSort.Select(IdeaRow.ListedAs).Distinct().Count());
        // The longest that an id and its key can be: the column holds 400.
        Assert.InRange(IdeaRow.ListedAs(string.Concat(Enumerable.Repeat("1a", 50))).Length, 100, 400);
    }

    [Theory, EveryDatabase]
    public async Task Outcomes_come_in_pages(string engine)
    {
        await using var run = await Start(engine);
        await Hear(run);
        foreach (var project in (string[])["1", "2", "3"])
        {
            await run.Told(project);
        }

        var first = await run.As(People.Nobody).ListOutcomesAsync(new() { RoundId = Round, PageSize = 2 });
        var rest = await run.As(People.Nobody).ListOutcomesAsync(new() { RoundId = Round, PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(["1", "2", "3"], first.Outcomes.Concat(rest.Outcomes).Select(outcome => outcome.ProjectId));
        Assert.Equal("", rest.NextPageToken);
    }

    // One won, one lost, and one cannot be done.
    private static async Task Hear(AnsweredRound run)
    {
        await run.Made("1", People.Amina);
        await run.Made("2", People.Tom);
        await run.Made("3", People.Tom);
        await run.Reviewed("1", People.Amina, feasible: true);
        await run.Reviewed("2", People.Tom, feasible: true);
        await run.Reviewed("3", People.Tom, feasible: false, "There are pipes.");
        await run.Paper("", ("1", People.Amina), ("2", People.Tom));
        await run.Declared(("1", true), ("2", false));
    }

    private static async Task<IReadOnlyList<Outcome>> Outcomes(AnsweredRound run) =>
        (await run.As(People.Nobody).ListOutcomesAsync(new ListOutcomesRequest { RoundId = Round })).Outcomes;
}
