using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of words and photos that somebody reported, in every state.</summary>
public sealed class HidingDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Olu hid it; at a second look Grace decided, where somebody did.</summary>
    [Fact]
    public void Every_command_in_every_state_of_words() => StateTable.Holds<HidingState>(
        """
                    Flag Hide           ShowByHider           ShowByOther KeepByHider           KeepByOther    Ask
        SHOWN       yes  HIDDEN         -                     -           NO_SECOND_LOOK        NO_SECOND_LOOK NOT_HIDDEN
        WAITING     -    HIDDEN         SHOWN                 SHOWN       NO_SECOND_LOOK        NO_SECOND_LOOK NOT_HIDDEN
        HIDDEN      -    ALREADY_HIDDEN SHOWN_AGAIN           SHOWN_AGAIN NO_SECOND_LOOK        NO_SECOND_LOOK SECOND_LOOK
        SECOND_LOOK -    ALREADY_HIDDEN SECOND_OFFICER_NEEDED SHOWN_AGAIN SECOND_OFFICER_NEEDED KEPT_HIDDEN    -
        KEPT_HIDDEN -    ALREADY_HIDDEN SHOWN_AGAIN           SHOWN_AGAIN NO_SECOND_LOOK        NO_SECOND_LOOK SECOND_LOOK_OVER
        SHOWN_AGAIN yes  HIDDEN         -                     -           NO_SECOND_LOOK        NO_SECOND_LOOK NOT_HIDDEN
        """,
        // A decision answers false where nothing happens, which the table writes as "-".
        ("Flag", state => FlagProposal.Decide(Row(state))),
        ("Hide", state => Decide(state, HidingJudgement.Hide, People.Grace)),
        ("ShowByHider", state => Decide(state, HidingJudgement.Show, People.Olu)),
        ("ShowByOther", state => Decide(state, HidingJudgement.Show, People.Noor)),
        ("KeepByHider", state => Decide(state, HidingJudgement.Keep, People.Olu)),
        ("KeepByOther", state => Decide(state, HidingJudgement.Keep, People.Noor)),
        ("Ask", state => AskSecondLook.Decide(Idea, Row(state), People.Amina, Now)?.State));

    [Fact]
    public void Nobody_decides_about_their_own_words_nor_about_words_in_which_they_are_named()
    {
        var author = People.Grace with { Subject = People.Amina.Subject };
        Assert.Equal("OWN_WORDS", StateTable.Outcome(() => Decide("SHOWN", HidingJudgement.Hide, author)));
        Assert.Equal("OWN_WORDS", StateTable.Outcome(() => Decide("WAITING", HidingJudgement.Show, author)));
        Assert.Equal("NAMES_YOU", StateTable.Outcome(() => Decide("SHOWN", HidingJudgement.Hide, People.Grace, "I saw grace bell there.")));
        Assert.Equal("NAMES_YOU", StateTable.Outcome(() => Decide("HIDDEN", HidingJudgement.Show, People.Grace, "Ask Grace Bell")));
        Assert.Equal("HIDDEN", StateTable.Outcome(() => Decide("SHOWN", HidingJudgement.Hide, People.Grace, "By the grace of a bell")));
        var may = People.Grace with { ShownAs = "May, officer" };
        Assert.Equal("HIDDEN", StateTable.Outcome(() => Decide("SHOWN", HidingJudgement.Hide, may, "Maybe to the mayor's dismay")));
        Assert.Equal("NAMES_YOU", StateTable.Outcome(() => Decide("SHOWN", HidingJudgement.Hide, may, "It is (may's) fault.")));
        Assert.Equal("NAMES_YOU", StateTable.Outcome(
            () => Decide("SHOWN", HidingJudgement.Hide, People.Grace with { ShownAs = "王芳, officer" }, "昨天王芳来了")));
        Assert.True(Judging.IsForAnother(Row("SHOWN"), author, ""));
        Assert.True(Judging.IsForAnother(Row("SHOWN"), People.Grace, "Grace Bell"));
        Assert.True(Judging.IsForAnother(Row("SECOND_LOOK"), People.Olu, ""));
        Assert.False(Judging.IsForAnother(Row("HIDDEN"), People.Olu, ""));
        Assert.Equal("ASKING_IS_THEIRS", StateTable.Outcome(() => AskSecondLook.Decide(Idea, Row("HIDDEN"), People.Tom, Now)?.State));
    }

    [Fact]
    public void Whoever_asks_for_a_second_look_signs_nothing_with_the_name_of_the_officer()
    {
        var hidden = Row("HIDDEN") with { DecidedAs = "Olu Ade, ward officer", DecidedAt = Now.AddDays(-3) };
        Assert.Equal((hidden.DecidedAs, hidden.DecidedAt), (hidden.StepAs, hidden.StepAt));
        var asked = AskSecondLook.Decide(Idea, hidden, People.Amina, Now)!;
        Assert.Equal(
            (hidden.DecidedAs, hidden.DecidedAt, "", Now), (asked.DecidedAs, asked.DecidedAt, asked.StepAs, asked.StepAt));
    }

    [Fact]
    public void Whoever_was_not_followed_at_the_second_look_does_not_hide_it_again()
    {
        var overruled = Row("SHOWN_AGAIN") with { SecondBy = People.Grace.Subject };
        Assert.Equal("SECOND_OFFICER_NEEDED", StateTable.Outcome(
            () => Judging.Decide(overruled, HidingJudgement.Hide, HidingReason.Abuse, People.Olu, "", Now)?.State));
        var again = Judging.Decide(overruled, HidingJudgement.Hide, HidingReason.Advertising, People.Noor, "", Now)!;
        Assert.Equal(("HIDDEN", "ADVERTISING", People.Noor.Subject, null), (again.State, again.Reason, again.HiddenBy, again.SecondBy));
    }

    [Fact]
    public void A_paper_waits_for_words_that_nobody_can_read_and_for_no_others()
    {
        string Publish(string state, string? hiding) => StateTable.Outcome(() => BallotPaper.Compose(
            new RoundRow
            {
                RoundId = "elm", Phase = "REVIEWING", BallotingFrom = Now.AddDays(1), FinishedFrom = Now.AddDays(2),
            },
            [new AreaRow { AreaCode = "E05000001", ReleasedMinor = 1000 }],
            [
                OnPaper("1", state) with { HidingState = hiding }, OnPaper("2", "FEASIBLE"),
            ],
            finishedFrom: null, Now).Contests.Count);

        Assert.All(["WAITING", "HIDDEN", "SECOND_LOOK", "KEPT_HIDDEN"], hidden =>
        {
            Assert.Equal("PROPOSALS_HIDDEN", Publish("FEASIBLE", hidden));
            Assert.Equal("1", Publish("INFEASIBLE", hidden));
        });
        Assert.All((string?[])[null, "SHOWN", "SHOWN_AGAIN"], shown => Assert.Equal("1", Publish("FEASIBLE", shown)));
    }

    private static IdeaRow OnPaper(string id, string state) =>
        new() { ProposalId = id, Title = $"Idea {id}", AreaCode = "E05000001", State = state, CostMinor = 5 };

    private static ProposalRow Idea => new() { ProposalId = "1", ProposerSubject = People.Amina.Subject, State = "OPEN" };

    private static string? Decide(string state, HidingJudgement judgement, Caller officer, string words = "") =>
        Judging.Decide(Row(state), judgement, HidingReason.Abuse, officer, words, Now)?.State;

    private static HidingRow Row(string state) => new()
    {
        ScopeId = "elm", ItemId = "1", Part = "WORDS", Number = 3, State = state, AuthorSubject = People.Amina.Subject,
        HiddenBy = state is "SHOWN" or "WAITING" ? null : People.Olu.Subject, Reason = "ABUSE",
        SecondBy = state == "KEPT_HIDDEN" ? People.Grace.Subject : null,
    };
}
