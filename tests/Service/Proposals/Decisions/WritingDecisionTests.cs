using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Drafts;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Places;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of how an idea is written, in every phase and every state.</summary>
public sealed class WritingDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_command_in_every_phase_of_a_round() => StateTable.Holds<Phase>(
        """
                  Edit              Note          NoteValued Invite            Join              Leave          OtherLeaves Keep
        LISTENING 2                 NOTES_NOT_YET 1          subject-amina     3                 subject-amina  subject-tom 1
        ACCEPTING 2                 NOTES_NOT_YET 1          subject-amina     3                 subject-amina  subject-tom 1
        REVIEWING EDITING_NO_MORE   1             1          subject-amina     3                 subject-amina  subject-tom IDEAS_NO_MORE
        BALLOTING EDITING_NO_MORE   1             1          JOINING_NO_MORE   JOINING_NO_MORE   PROPOSER_STAYS subject-tom IDEAS_NO_MORE
        FINISHED  ROUND_IS_FINISHED 1             1          ROUND_IS_FINISHED ROUND_IS_FINISHED PROPOSER_STAYS subject-tom IDEAS_NO_MORE
        """,
        ("Edit", phase => Edited(Idea("OPEN"), Round(phase))?.Version),
        ("Note", phase => Noted(Idea("OPEN"), Round(phase)).Number),
        ("NoteValued", phase => Noted(Idea("FEASIBLE"), Round(phase)).Number),
        ("Invite", phase => Invited(Idea("OPEN"), StateText.Read<Phase>(phase)).InvitedBy),
        ("Join", phase => Joined(Idea("OPEN"), Round(phase)).Place),
        ("Leave", phase => LeaveProposal.Decide(Idea("OPEN"), StateText.Read<Phase>(phase), People.Amina, Now)?.Subject),
        ("OtherLeaves", phase => LeaveProposal.Decide(Idea("OPEN"), StateText.Read<Phase>(phase), People.Tom, Now)?.Subject),
        ("Keep", phase => KeepProposalDraft.Decide(new(), null, 0, Round(phase), People.Amina, Now).Version));

    [Fact]
    public void Every_command_in_every_state_of_an_idea() => StateTable.Holds<ProposalState>(
        """
                   Edit               Note               Invite             Join               Leave
        OPEN       2                  1                  subject-amina      3                  subject-tom
        WITHDRAWN  PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN
        FEASIBLE   EDITING_VALUED     1                  subject-amina      3                  subject-tom
        INFEASIBLE EDITING_VALUED     1                  subject-amina      3                  subject-tom
        ON_BALLOT  EDITING_VALUED     1                  subject-amina      3                  subject-tom
        WON        EDITING_VALUED     1                  subject-amina      3                  subject-tom
        LOST       EDITING_VALUED     1                  subject-amina      3                  subject-tom
        """,
        ("Edit", state => Edited(Idea(state), Round("ACCEPTING"))?.Version),
        ("Note", state => Noted(Idea(state), Round("REVIEWING")).Number),
        ("Invite", state => Invited(Idea(state), Phase.Accepting).InvitedBy),
        ("Join", state => Joined(Idea(state), Round("ACCEPTING")).Place),
        ("Leave", state => LeaveProposal.Decide(Idea(state), Phase.Reviewing, People.Tom, Now)?.Subject));

    [Fact]
    public void Words_that_were_not_shown_are_looked_at_again_and_newcomers_wait() => StateTable.Holds<HidingState>(
        """
                    Anywhere KnownWhereNewcomersWait NewcomerWhereTheyWait
        SHOWN       -        -                       yes
        WAITING     -        -                       -
        HIDDEN      yes      yes                     yes
        SECOND_LOOK yes      yes                     yes
        KEPT_HIDDEN yes      yes                     yes
        SHOWN_AGAIN -        -                       yes
        """,
        ("Anywhere", state => EditProposal.Waits(StateText.Read<HidingState>(state), newcomersWait: false, known: false)),
        ("KnownWhereNewcomersWait", state => EditProposal.Waits(StateText.Read<HidingState>(state), newcomersWait: true, known: true)),
        ("NewcomerWhereTheyWait", state => EditProposal.Waits(StateText.Read<HidingState>(state), newcomersWait: true, known: false)));

    [Fact]
    public void A_new_place_is_a_version_where_an_officer_has_to_read_it() => StateTable.Holds<HidingState>(
        """
                    Moved Same MovedMeanwhile
        SHOWN       -     -    EDITED_MEANWHILE
        WAITING     2     -    EDITED_MEANWHILE
        HIDDEN      2     -    EDITED_MEANWHILE
        SECOND_LOOK 2     -    EDITED_MEANWHILE
        KEPT_HIDDEN 2     -    EDITED_MEANWHILE
        SHOWN_AGAIN -     -    EDITED_MEANWHILE
        """,
        ("Moved", state => Moved(StateText.Read<HidingState>(state))?.Version),
        ("Same", state => Moved(StateText.Read<HidingState>(state), read: "Elsewhere", to: "By the pond")?.Version),
        ("MovedMeanwhile", state => Moved(StateText.Read<HidingState>(state), read: "Elsewhere")?.Version));

    [Fact]
    public void A_version_of_the_same_words_says_nothing_else_and_who_does_not_say_what_they_read_is_not_asked()
    {
        var moved = Moved(HidingState.Waiting, read: null);
        Assert.NotNull(moved);
        Assert.Equal(("Benches", "As before", false, true), (moved.Title, moved.Words, moved.Large, moved.ConcealsEarlier));
    }

    [Fact]
    public void A_note_of_a_newcomer_waits_only_until_the_review() => StateTable.Holds<Phase>(
        """
                  Known Newcomer           Hidden
        LISTENING -     yes                NOTES_HIDDEN
        ACCEPTING -     yes                NOTES_HIDDEN
        REVIEWING -     NOTES_OF_NEWCOMERS NOTES_HIDDEN
        BALLOTING -     NOTES_OF_NEWCOMERS NOTES_HIDDEN
        FINISHED  -     NOTES_OF_NEWCOMERS NOTES_HIDDEN
        """,
        ("Known", phase => AddProposalNote.Waits(HidingState.Shown, Waiting(phase), known: true)),
        ("Newcomer", phase => AddProposalNote.Waits(HidingState.ShownAgain, Waiting(phase), known: false)),
        ("Hidden", phase => AddProposalNote.Waits(HidingState.Hidden, Waiting(phase), known: false)));

    [Fact]
    public void Nobody_else_writes_it_and_there_is_an_end_to_everything()
    {
        var zoe = People.Resident("subject-zoe");
        Assert.Equal("WRITING_IS_THEIRS", StateTable.Outcome(() => Edited(Idea("OPEN"), Round("ACCEPTING"), zoe)));
        Assert.Equal("PROPOSAL_NOT_FOUND", StateTable.Outcome(() => Edited(Idea("WITHDRAWN"), Round("ACCEPTING"), zoe)));
        Assert.Equal("WRITING_IS_THEIRS", StateTable.Outcome(() => Noted(Idea("OPEN"), Round("REVIEWING"), zoe)));
        Assert.Equal("WRITING_IS_THEIRS", StateTable.Outcome(() => Invited(Idea("OPEN"), Phase.Accepting, zoe)));
        Assert.Equal("WRITING_IS_THEIRS", StateTable.Outcome(() => LeaveProposal.Decide(Idea("OPEN"), Phase.Accepting, zoe, Now)));
        var alone = Idea("OPEN") with { Authors = [Author(People.Amina, 1), Author(People.Tom, 2) with { LeftAt = Now }] };
        Assert.Equal("LAST_AUTHOR_STAYS", StateTable.Outcome(() => LeaveProposal.Decide(alone, Phase.Accepting, People.Amina, Now)));
        Assert.Null(LeaveProposal.Decide(alone, Phase.Accepting, People.Tom, Now));
        Assert.Equal("WRITING_IS_THEIRS", StateTable.Outcome(() => Edited(alone, Round("ACCEPTING"), People.Tom)));
        Assert.Equal("EDITED_MEANWHILE", StateTable.Outcome(() => Edited(Idea("OPEN"), Round("ACCEPTING"), version: 2)));
        Assert.Equal("-", StateTable.Outcome(() => Edited(Idea("OPEN"), Round("ACCEPTING"), words: "As before")));
        Assert.Equal("VERSIONS_FULL", StateTable.Outcome(() => Edited(Idea("OPEN"), Round("ACCEPTING"), version: 50, stands: 50)));
        Assert.Equal("AUTHORS_FULL", StateTable.Outcome(() => Invited(Idea("OPEN"), Phase.Accepting, open: 6)));
        Assert.Equal("JOINING_HIDDEN", StateTable.Outcome(() => Invited(Idea("OPEN"), Phase.Accepting, hiding: HidingState.Waiting)));
        var mine = new DraftRow { DraftId = "draft", RoundId = "round", Version = 3 };
        Assert.Equal("DRAFT_CHANGED", StateTable.Outcome(() => Kept(new() { DraftId = "draft", Version = 2 }, mine)));
        Assert.Equal(4, Kept(new() { DraftId = "draft", Version = 3 }, mine).Version);
        Assert.Equal("DRAFT_NOT_FOUND", StateTable.Outcome(() => Kept(new() { DraftId = "other", Version = 3 }, null)));
        Assert.Equal("DRAFTS_FULL", StateTable.Outcome(() => Kept(new(), null, drafts: 20)));
    }

    private static DraftRow Kept(ProposalDraft draft, DraftRow? earlier, int drafts = 1) =>
        KeepProposalDraft.Decide(draft, earlier, drafts, Round("ACCEPTING"), People.Amina, Now);

    private static VersionRow? Edited(
        ProposalRow idea, RoundRow round, Caller? who = null, int version = 1, string words = "Others", int stands = 1) =>
        EditProposal.Decide(
            new() { Version = version, Title = "Benches", Words = words }, idea,
            new VersionRow { Version = stands, Title = "Benches", Words = "As before" }, new PlaceRow(), round, HidingState.Shown,
            who ?? People.Amina, Now);

    /// <summary>Somebody changes nothing but the place, from the pond to the school.</summary>
    private static VersionRow? Moved(HidingState hiding, string? read = "By the pond", string to = "By the school") => EditProposal.Decide(
        new()
        {
            Version = 1, Title = "Benches", Words = "As before", Place = new() { PlaceWords = to },
            PlaceRead = read is null ? null : new() { PlaceWords = read },
        },
        Idea("OPEN"), new VersionRow { Version = 1, Title = "Benches", Words = "As before" }, new PlaceRow { Words = "By the pond" },
        Round("ACCEPTING"), hiding, People.Amina, Now);

    private static NoteRow Noted(ProposalRow idea, RoundRow round, Caller? who = null) =>
        AddProposalNote.Decide(new() { Words = "The school will help." }, idea, round, [], who ?? People.Amina, Now);

    private static InvitationRow Invited(
        ProposalRow idea, Phase phase, Caller? who = null, int open = 0, HidingState hiding = HidingState.Shown) => InviteAuthor.Decide(
        new() { RoundId = "round", Secret = new string('a', 40) }, idea, phase, hiding, open, who ?? People.Amina, Now);

    private static AuthorRow Joined(ProposalRow idea, RoundRow round) => AcceptInvitation.Decide(
        new(), idea, round, HidingState.Shown, People.Resident("subject-zoe"), Now);

    private static RoundRow Round(string phase) => new() { RoundId = "round", Phase = phase, Currency = "GBP" };

    private static RoundRow Waiting(string phase) => Round(phase) with { NewcomersWait = true };

    private static AuthorRow Author(Caller who, int place) => new() { Subject = who.Subject, Place = place };

    private static ProposalRow Idea(string state) => new()
    {
        ProposalId = "1", AreaCode = "E05000001", ProposerSubject = People.Amina.Subject, State = state,
        Authors = [Author(People.Amina, 1), Author(People.Tom, 2)],
    };
}
