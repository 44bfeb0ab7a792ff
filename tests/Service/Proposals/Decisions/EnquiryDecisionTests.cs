using Participatory.Platform.Identity;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>Who asks about an idea, who answers, and when.</summary>
public sealed class EnquiryDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void People_ask_in_every_phase_in_which_there_is_something_to_know() => StateTable.Holds<Phase>(
        """
                  Ask               AskOwn              AskHidden
        LISTENING ENQUIRIES_NOT_YET ENQUIRIES_NOT_YET   ENQUIRIES_NOT_YET
        ACCEPTING 1                 ENQUIRY_OF_OWN_IDEA ENQUIRY_OF_HIDDEN
        REVIEWING 1                 ENQUIRY_OF_OWN_IDEA ENQUIRY_OF_HIDDEN
        BALLOTING 1                 ENQUIRY_OF_OWN_IDEA ENQUIRY_OF_HIDDEN
        FINISHED  ROUND_IS_FINISHED ROUND_IS_FINISHED   ROUND_IS_FINISHED
        """,
        ("Ask", phase => Ask("OPEN", phase, People.Tom).ProposalId),
        ("AskOwn", phase => Ask("OPEN", phase, People.Amina).ProposalId),
        ("AskHidden", phase => Ask("OPEN", phase, People.Tom, hidden: true).ProposalId));

    [Fact]
    public void People_ask_and_answer_about_every_idea_that_stands() => StateTable.Holds<ProposalState>(
        """
                   Ask                Answer
        OPEN       1                  1
        WITHDRAWN  PROPOSAL_WITHDRAWN PROPOSAL_WITHDRAWN
        FEASIBLE   1                  1
        INFEASIBLE 1                  1
        ON_BALLOT  1                  1
        WON        1                  1
        LOST       1                  1
        """,
        ("Ask", state => Ask(state, "BALLOTING", People.Tom).ProposalId),
        ("Answer", state => AnswerEnquiry.Decide(Asked with { IdeaState = state }, [], "Yes.", People.Amina, Now)?.Versions));

    [Fact]
    public void There_are_as_many_questions_as_the_limits_say_and_not_one_more()
    {
        Assert.Equal("ENQUIRIES_FULL", Counted(AskAboutProposal.MostOfIdea, 0));
        Assert.Equal("1", Counted(AskAboutProposal.MostOfIdea - 1, AskAboutProposal.MostOpen - 1));
        Assert.Equal("ENQUIRIES_OPEN", Counted(10, AskAboutProposal.MostOpen));

        static string Counted(int ofIdea, int ownOpen) => StateTable.Outcome(
            () => AskAboutProposal.Decide(
                new() { Words = "Why?" }, Idea("OPEN"), new RoundRow { RoundId = "elm", Phase = "ACCEPTING" }, hidden: false,
                new() { OfIdea = ofIdea, OwnOpen = ownOpen }, People.Tom, Now).ProposalId);
    }

    [Fact]
    public void Whose_idea_it_is_answers_first_and_an_officer_after_them_after_a_week_or_where_it_is_for_the_council()
    {
        var (soon, late) = (Now.AddDays(7).AddTicks(-10), Now.AddDays(7));
        var theirs = new AnswerRow { AnswerId = "a", Versions = 1, Words = "Yes.", AuthorSubject = People.Amina.Subject };
        Assert.Equal("PROPOSER_ANSWERS_FIRST", Answer(Asked, [], People.Olu, soon));
        Assert.Equal("1", Answer(Asked, [], People.Olu, late));
        Assert.Equal("1", Answer(Asked with { ForCouncil = true }, [], People.Olu, soon));
        Assert.Equal("1", Answer(Asked, [theirs], People.Olu, soon));
        Assert.Equal("1", Answer(Asked with { ProposerSubject = "" }, [], People.Olu, soon));
        Assert.Equal("AREA_OF_OTHERS", Answer(Asked with { AreaCode = "E05000002" }, [], People.Olu, late));
        Assert.Equal("ANSWER_IS_THEIRS", Answer(Asked, [theirs], People.Femi, late));
        Assert.Equal("ENQUIRY_IS_HIDDEN", Answer(Asked with { HidingState = "HIDDEN" }, [], People.Amina, soon));
        Assert.Equal("ENQUIRY_NOT_FOUND", Answer(Asked with { Words = "" }, [], People.Amina, soon));
        // One that was joined into another is read still, and what was asked about it answered.
        var joined = Asked with { IdeaState = "WITHDRAWN", JoinedInto = "3" };
        Assert.Equal("1", Answer(joined, [], People.Amina, soon));
        Assert.Equal("1", Answer(joined, [theirs], People.Olu, soon));
    }

    [Fact]
    public void Each_side_has_one_answer_which_its_author_changes_up_to_twenty_times()
    {
        var ours = new AnswerRow
        {
            AnswerId = "a", ByCouncil = true, Versions = 1, Words = "No.", SignedAs = People.Olu.ShownAs,
            AuthorSubject = People.Olu.Subject,
        };
        var asked = Asked with { ForCouncil = true };
        Assert.Equal("ENQUIRY_IS_ANSWERED", Answer(asked, [ours], People.Grace, Now));
        Assert.Equal("2", Answer(asked, [ours], People.Olu, Now));
        Assert.Equal("-", Answer(asked, [ours with { Words = "Yes." }], People.Olu, Now));
        Assert.Equal("ENQUIRY_IS_HIDDEN", Answer(asked, [ours with { HidingState = "SECOND_LOOK" }], People.Olu, Now));
        Assert.Equal("20", Answer(asked, [ours with { Versions = AnswerEnquiry.MostVersions - 1 }], People.Olu, Now));
        Assert.Equal("ANSWER_CHANGED_TOO_OFTEN", Answer(asked, [ours with { Versions = AnswerEnquiry.MostVersions }], People.Olu, Now));
        // Also where the question was taken back.
        Assert.Equal("2", Answer(asked with { Words = "" }, [ours], People.Olu, Now));
    }

    [Fact]
    public void Whoever_writes_the_idea_with_others_answers_for_it_and_decides_nothing_about_it()
    {
        var own = Asked with { Wrote = true };
        var theirs = new AnswerRow { AnswerId = "a", Versions = 1, Words = "No.", AuthorSubject = People.Amina.Subject };
        Assert.Equal("1", Answer(own, [], People.Tom, Now));
        // Whoever of them answered first, the others go on; and so they do once it is somebody else's.
        Assert.Equal("2", Answer(own, [theirs], People.Femi, Now));
        Assert.Equal("2", Answer(own with { ProposerSubject = "" }, [theirs], People.Femi, Now));
        var changed = AnswerEnquiry.Decide(own, [theirs], "Yes.", People.Femi, Now);
        Assert.Equal((false, People.Femi.Subject, ""), (changed!.ByCouncil, changed.AuthorSubject, changed.SignedAs));
        // An officer who writes it answers as the others do, and not for the council.
        var officers = AnswerEnquiry.Decide(own with { ForCouncil = true }, [], "Yes.", People.Olu, Now);
        Assert.Equal((false, ""), (officers!.ByCouncil, officers.SignedAs));
        var item = EnquiryHiding.ItemOf(own, [theirs], "a");
        Assert.Equal("OWN_WORDS", Checked(own, 1, People.Olu));
        Assert.Equal("-", Checked(Asked, 1, People.Olu));
        Assert.Equal("-", Checked(Asked, 0, People.Olu));
        Assert.Equal("EDITED_MEANWHILE", Checked(Asked, 2, People.Olu));

        string Checked(EnquiryRow enquiry, int version, Caller officer) => StateTable.Outcome(() =>
        {
            JudgeEnquiry.Check(enquiry, item, version, officer);
            return null;
        });
    }

    [Fact]
    public void Only_whoever_wrote_something_takes_it_back_thanks_for_it_or_asks_again()
    {
        var answer = new AnswerRow { AnswerId = "a", Versions = 1, Words = "Yes.", AuthorSubject = People.Amina.Subject };
        Assert.Equal("e", StateTable.Outcome(() => TakeEnquiryBack.Decide(Asked, People.Tom).EnquiryId));
        Assert.Equal("ENQUIRY_IS_THEIRS", StateTable.Outcome(() => TakeEnquiryBack.Decide(Asked, People.Amina).EnquiryId));
        Assert.Equal("ENQUIRY_NOT_FOUND", StateTable.Outcome(() => TakeEnquiryBack.Decide(null, People.Tom).EnquiryId));
        Assert.Equal("a", StateTable.Outcome(() => ThankForAnswer.Decide(Asked, answer, People.Tom, Now)?.AnswerId));
        var thanked = answer with { ThankedAt = Now };
        Assert.Equal("-", StateTable.Outcome(() => ThankForAnswer.Decide(Asked, thanked, People.Tom, Now)?.AnswerId));
        Assert.Equal("ENQUIRY_IS_THEIRS", StateTable.Outcome(() => ThankForAnswer.Decide(Asked, answer, People.Amina, Now)?.AnswerId));
        Assert.Equal("ANSWER_NOT_FOUND", StateTable.Outcome(() => ThankForAnswer.Decide(Asked, null, People.Tom, Now)?.AnswerId));
        var item = EnquiryHiding.ItemOf(Asked, [answer], "a");
        Assert.Equal("a", StateTable.Outcome(() => AskEnquiryAgain.Decide(item, People.Amina).ItemId));
        Assert.Equal("ANSWER_IS_THEIRS", StateTable.Outcome(() => AskEnquiryAgain.Decide(item, People.Tom).ItemId));
    }

    [Fact]
    public void Somebody_is_told_of_questions_where_there_is_somebody_and_something()
    {
        Assert.True(TellOfEnquiries.Decide(Idea("OPEN"), 1));
        Assert.False(TellOfEnquiries.Decide(Idea("OPEN"), 0));
        Assert.False(TellOfEnquiries.Decide(Idea("WITHDRAWN"), 1));
        Assert.False(TellOfEnquiries.Decide(Idea("OPEN") with { ProposerSubject = "" }, 1));
    }

    private static readonly EnquiryRow Asked = new()
    {
        EnquiryId = "e", RoundId = "elm", ProposalId = "1", Words = "Why?", AskerSubject = People.Tom.Subject, AskedAt = Now,
        AreaCode = "E05000001", ProposerSubject = People.Amina.Subject, IdeaState = "OPEN",
    };

    private static ProposalRow Idea(string state) => new()
    {
        ProposalId = "1", AreaCode = "E05000001", ProposerSubject = People.Amina.Subject, State = state,
    };

    private static EnquiryRow Ask(string state, string phase, Caller who, bool hidden = false) => AskAboutProposal.Decide(
        new() { Words = "Why?" }, Idea(state), new RoundRow { RoundId = "elm", Phase = phase }, hidden, new(), who, Now);

    private static string Answer(EnquiryRow enquiry, IReadOnlyList<AnswerRow> answers, Caller who, DateTimeOffset now) =>
        StateTable.Outcome(() => AnswerEnquiry.Decide(enquiry, answers, "Yes.", who, now)?.Versions);
}
