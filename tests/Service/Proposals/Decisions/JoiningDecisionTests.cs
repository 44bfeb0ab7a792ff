using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of joining two ideas, in every phase and every state. Idea 1 is Amina's, 2 is Tom's, and 3 is of both.</summary>
public sealed class JoiningDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_command_in_every_phase_of_a_round() => StateTable.Holds<Phase>(
        """
                  Suggest               Hint                  Accept                Split                 AcceptSplit           Refuse
        LISTENING 1                     HINT                  ACCEPTED              SPLIT                 ACCEPTED              REFUSED
        ACCEPTING 1                     HINT                  ACCEPTED              SPLIT                 ACCEPTED              REFUSED
        REVIEWING JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE REFUSED
        BALLOTING JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE JOINING_IDEAS_NO_MORE REFUSED
        FINISHED  ROUND_IS_FINISHED     ROUND_IS_FINISHED     ROUND_IS_FINISHED     ROUND_IS_FINISHED     ROUND_IS_FINISHED     REFUSED
        """,
        ("Suggest", phase => Suggested(Amina(), Tom(), Round(phase)).ProposalId),
        ("Hint", phase => Hinted(Round(phase)).Kind),
        ("Accept", phase => Accepted(Said(), Amina(), Tom(), Round(phase)).State),
        ("Split", phase => SuggestSplit.Decide(Common(), Sides(), Round(phase), [], People.Amina, Now).Next.Kind),
        ("AcceptSplit", phase => AcceptJoining.DecideSplit(SplitSaid(), Common(), Sides(), Round(phase), People.Tom, Now).State),
        ("Refuse", _ => RefuseJoining.Decide(Said(), Amina(), Tom(), null, People.Tom, Now)?.State));

    [Fact]
    public void Every_command_in_every_state_of_an_idea() => StateTable.Holds<ProposalState>(
        """
                   SuggestOwn         SuggestOther       Accept             Split
        OPEN       1                  1                  ACCEPTED           SPLIT
        WITHDRAWN  PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN
        FEASIBLE   JOINING_VALUED     JOINING_VALUED     JOINING_VALUED     JOINING_VALUED
        INFEASIBLE JOINING_VALUED     JOINING_VALUED     JOINING_VALUED     JOINING_VALUED
        ON_BALLOT  JOINING_VALUED     JOINING_VALUED     JOINING_VALUED     JOINING_VALUED
        WON        JOINING_VALUED     JOINING_VALUED     JOINING_VALUED     JOINING_VALUED
        LOST       JOINING_VALUED     JOINING_VALUED     JOINING_VALUED     JOINING_VALUED
        """,
        ("SuggestOwn", state => Suggested(Amina() with { State = state }, Tom(), Round("ACCEPTING")).ProposalId),
        ("SuggestOther", state => Suggested(Amina(), Tom() with { State = state }, Round("ACCEPTING")).ProposalId),
        ("Accept", state => Accepted(Said(), Amina() with { State = state }, Tom(), Round("ACCEPTING")).State),
        ("Split", state => SuggestSplit.Decide(
            Common() with { State = state }, Sides(), Round("ACCEPTING"), [], People.Amina, Now).Next.Kind));

    [Fact]
    public void Every_answer_to_what_was_suggested_in_each_of_its_states() => StateTable.Holds<JoiningState>(
        """
                 Accept           Refuse           TakeBack         AgainByOwn       AgainByOther
        OPEN     ACCEPTED         REFUSED          ENDED            JOINING_ASKED    2
        ACCEPTED JOINING_ANSWERED JOINING_ANSWERED JOINING_ANSWERED 1                2
        REFUSED  JOINING_ANSWERED -                JOINING_ANSWERED JOINING_TOLD_NO  2
        ENDED    JOINING_ANSWERED JOINING_ANSWERED -                1                2
        """,
        ("Accept", state => Accepted(Said(state), Amina(), Tom(), Round("ACCEPTING")).State),
        ("Refuse", state => RefuseJoining.Decide(Said(state), Amina(), Tom(), null, People.Tom, Now)?.State),
        ("TakeBack", state => TakeJoiningBack.Decide(Said(state), Amina(), null, People.Amina, Now)?.State),
        ("AgainByOwn", state => Suggested(Amina(), Tom(), Round("ACCEPTING"), [Said(state)]).ProposalId),
        ("AgainByOther", state => SuggestJoining.Decide(
            new(), (Tom(), HidingState.Shown), (Amina(), HidingState.Shown), Round("ACCEPTING"), [Said(state)], People.Tom, Now)
            .Next.ProposalId));

    [Fact]
    public void Words_that_are_not_shown_are_not_joined() => StateTable.Holds<HidingState>(
        """
                    Own                  Other
        SHOWN       1                    1
        WAITING     JOINING_WORDS_HIDDEN JOINING_WORDS_HIDDEN
        HIDDEN      JOINING_WORDS_HIDDEN JOINING_WORDS_HIDDEN
        SECOND_LOOK JOINING_WORDS_HIDDEN JOINING_WORDS_HIDDEN
        KEPT_HIDDEN JOINING_WORDS_HIDDEN JOINING_WORDS_HIDDEN
        SHOWN_AGAIN 1                    1
        """,
        ("Own", state => SuggestJoining.Decide(
            new(), (Amina(), StateText.Read<HidingState>(state)), (Tom(), HidingState.Shown), Round("ACCEPTING"), [], People.Amina, Now)
            .Next.ProposalId),
        ("Other", state => SuggestJoining.Decide(
            new(), (Amina(), HidingState.Shown), (Tom(), StateText.Read<HidingState>(state)), Round("ACCEPTING"), [], People.Amina, Now)
            .Next.ProposalId));

    [Fact]
    public void Who_decides_and_when_there_is_no_other_side()
    {
        var accepting = Round("ACCEPTING");
        Assert.Equal("JOINING_IS_THEIRS", StateTable.Outcome(() => Suggested(Tom(), Amina(), accepting)));
        Assert.Equal("JOINING_IS_THEIRS", StateTable.Outcome(() => Accepted(Said(), Amina(), Tom(), accepting, People.Amina)));
        Assert.Equal("JOINING_IS_THEIRS", StateTable.Outcome(() => RefuseJoining.Decide(Said(), Amina(), Tom(), null, People.Amina, Now)));
        Assert.Equal("JOINING_IS_THEIRS", StateTable.Outcome(() => TakeJoiningBack.Decide(Said(), Amina(), null, People.Tom, Now)));
        Assert.Equal("PROPOSAL_JOINED", StateTable.Outcome(
            () => Suggested(Amina() with { State = "WITHDRAWN", JoinedInto = "9" }, Tom(), accepting)));
        Assert.Equal("EDITING_IMPORTED", StateTable.Outcome(
            () => Suggested(Amina(), Tom(), accepting with { ImportedFrom = "elsewhere.pb" })));
        // Whoever suggested it has left the idea to somebody else.
        Assert.Equal("JOINING_ANSWERED", StateTable.Outcome(
            () => Accepted(Said() with { SuggestedBy = "subject-gone" }, Amina(), Tom(), accepting)));
        var ofGroup = Amina() with { GroupId = "group-a" };
        Assert.Equal("JOINING_OTHER_GROUP", StateTable.Outcome(
            () => Accepted(Said(), ofGroup, Tom() with { GroupId = "group-b" }, accepting)));
        Assert.Equal("ACCEPTED", Accepted(Said(), ofGroup, Tom() with { GroupId = "group-a" }, accepting).State);
        Assert.Equal("ACCEPTED", Accepted(Said(), ofGroup, Tom(), accepting).State);
        Assert.Equal("NOT_JOINED", StateTable.Outcome(() => SuggestSplit.Decide(Common(), [], accepting, [], People.Amina, Now).Next));
        Assert.Equal("JOINING_SIDE_LEFT", StateTable.Outcome(
            () => SuggestSplit.Decide(Common(), [.. Sides().Take(1)], accepting, [], People.Amina, Now).Next));
        Assert.Equal("JOINING_ASKED", StateTable.Outcome(
            () => SuggestSplit.Decide(Common(), Sides(), accepting, [SplitSaid()], People.Tom, Now).Next));
        Assert.Equal("JOINING_TOLD_NO", StateTable.Outcome(() => SuggestSplit.Decide(
            Common(), Sides(), accepting, [SplitSaid() with { State = "REFUSED" }], People.Amina, Now).Next));
        Assert.Equal("JOINING_SIDE_LEFT", StateTable.Outcome(() => SuggestSplit.Decide(
            Common() with { Authors = [Author(People.Amina, 1), Author(People.Tom, 2) with { LeftAt = Now }] }, Sides(), accepting, [],
            People.Amina, Now).Next));
        Assert.Equal("JOINING_IS_THEIRS", StateTable.Outcome(
            () => AcceptJoining.DecideSplit(SplitSaid(), Common(), Sides(), accepting, People.Amina, Now)));
    }

    /// <summary>Amina's side is Ana's, too; each row is who of the two wrote and writes the common idea and her side.</summary>
    [Theory]
    [InlineData(true, true, "subject-amina", "ACCEPTED", "JOINING_ASKED")]
    // She has left the common idea, and Ana, who decides for their side now, has agreed to nothing.
    [InlineData(false, true, "subject-amina", "JOINING_ANSWERED", "2 instead of said")]
    // She writes her side no more.
    [InlineData(true, false, "subject-amina", "JOINING_ANSWERED", "2 instead of said")]
    // Ana suggested it while Amina was gone, who is back and decides.
    [InlineData(true, true, "subject-ana", "JOINING_ANSWERED", "2 instead of said")]
    [InlineData(false, true, "subject-ana", "ACCEPTED", "JOINING_ASKED")]
    public void Whoever_suggested_a_split_still_decides_for_their_side_when_it_is_answered(
        bool inCommon, bool inSide, string suggestedBy, string yes, string suggestedByTheOtherSide)
    {
        var ana = People.Resident("subject-ana");
        var common = Common() with
        {
            Authors = [Author(People.Amina, 1) with { LeftAt = inCommon ? null : Now }, Author(People.Tom, 2), Author(ana, 3)],
        };
        ProposalRow[] sides =
        [
            Sides()[0] with { Authors = [Author(People.Amina, 1) with { LeftAt = inSide ? null : Now }, Author(ana, 2)] }, Sides()[1],
        ];
        var said = SplitSaid() with { SuggestedBy = suggestedBy };
        var accepting = Round("ACCEPTING");
        Assert.Equal(yes, StateTable.Outcome(
            () => AcceptJoining.DecideSplit(said, common, sides, accepting, People.Tom, Now).State));
        Assert.Equal(suggestedByTheOtherSide, StateTable.Outcome(Again));

        string Again()
        {
            var (next, instead) = SuggestSplit.Decide(common, sides, accepting, [said], People.Tom, Now);
            return $"{next.ProposalId} instead of {instead?.JoiningId}";
        }
    }

    [Theory]
    [InlineData(8, 9, 0)]
    [InlineData(9, 10, 10)]
    [InlineData(10, 11, 0)]
    [InlineData(12, 20, 0)]
    [InlineData(9, 24, 10)]
    [InlineData(9, 60, 50)]
    public void Support_that_passes_several_numbers_at_once_is_told_with_the_highest(int before, int now, int reached) =>
        Assert.Equal(reached, SupportProposal.Reached(before, now));

    [Fact]
    public void Everybody_who_wrote_either_writes_the_common_idea_once_and_its_proposer_comes_first()
    {
        var zoe = People.Resident("subject-zoe");
        var carried = Tom() with { Authors = [Author(zoe, 1), Author(People.Tom, 2), Author(People.Olu, 3) with { LeftAt = Now }] };
        var other = Amina() with { Authors = [Author(People.Amina, 1), Author(zoe, 2)] };
        var writers = JoiningRules.WritersOf(carried, other);
        Assert.Equal(
            "subject-tom 1, subject-zoe 2, subject-amina 3", string.Join(", ", writers.Select(one => $"{one.Subject} {one.Place}")));
        var many = Enumerable.Range(1, 8).Select(number => Author(People.Resident($"person-{number}"), number + 1));
        Assert.Equal("AUTHORS_FULL", StateTable.Outcome(
            () => Suggested(Amina(), Tom() with { Authors = [Author(People.Tom, 1), .. many] }, Round("ACCEPTING"))));
        Assert.Equal(["a", "b"], IdeaOfTwo.Together(["a"], ["a", "b", "c"], 2));
    }

    private static JoiningRow Suggested(
        ProposalRow own, ProposalRow other, RoundRow round, IReadOnlyList<JoiningRow>? known = null) => SuggestJoining.Decide(
        new(), (own, HidingState.Shown), (other, HidingState.Shown), round, known ?? [], People.Amina, Now).Next;

    private static JoiningRow Hinted(RoundRow round) => HintAtJoining.Decide(
        new() { Reason = "They are alike." }, (Amina(), HidingState.Shown), (Tom(), HidingState.Shown), round, [], People.Grace, Now);

    private static JoiningRow Accepted(JoiningRow said, ProposalRow own, ProposalRow other, RoundRow round, Caller? who = null) =>
        AcceptJoining.Decide(said, (own, HidingState.Shown), (other, HidingState.Shown), round, who ?? People.Tom, Now);

    private static JoiningRow Said(string state = "OPEN") => new()
    {
        JoiningId = "said", RoundId = "round", ProposalId = "1", OtherId = "2", SuggestedBy = People.Amina.Subject, State = state,
    };

    private static JoiningRow SplitSaid() => Said() with { Kind = "SPLIT", CommonId = "3" };

    private static RoundRow Round(string phase) => new() { RoundId = "round", Phase = phase, Currency = "GBP" };

    private static AuthorRow Author(Caller who, int place) => new() { Subject = who.Subject, Place = place };

    private static ProposalRow Amina() => Idea("1", People.Amina);

    private static ProposalRow Tom() => Idea("2", People.Tom);

    private static ProposalRow Common() =>
        Idea("3", People.Amina) with { Authors = [Author(People.Amina, 1), Author(People.Tom, 2)] };

    private static IReadOnlyList<ProposalRow> Sides() =>
        [Amina() with { State = "WITHDRAWN", JoinedInto = "3" }, Tom() with { State = "WITHDRAWN", JoinedInto = "3" }];

    private static ProposalRow Idea(string id, Caller who) => new()
    {
        ProposalId = id, AreaCode = "E05000001", ProposerSubject = who.Subject, State = "OPEN", Authors = [Author(who, 1)],
    };
}
