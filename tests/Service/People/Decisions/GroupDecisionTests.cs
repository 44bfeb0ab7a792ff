using Participatory.Contracts;
using Participatory.People.Groups;
using Participatory.People.Notices;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.SigningIn.Decisions;

public sealed class GroupDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly GroupRow Open = new() { GroupId = "group", AreaCode = "E05000001", Version = 1, Name = "Oak", FoundedAt = Now };

    private static readonly GroupRow Closed = Open with { ClosedAt = Now };

    private static readonly Caller Amina = Tests.People.Amina, Tom = Tests.People.Tom;

    [Fact]
    public void What_a_member_may_do_beside_another_who_may_say_yes_to_money() => StateTable.Holds<GroupMemberState>(
        """
               yes                     no      asked               leave  close               change  invite
        MEMBER GROUP_SIGNER_NOT_ASKED  -       ASKED               LEFT   GROUP_SIGNERS_ONLY  2       OPEN
        ASKED  SIGNER                  MEMBER  GROUP_SIGNER_ASKED  LEFT   GROUP_SIGNERS_ONLY  2       OPEN
        SIGNER -                       MEMBER  GROUP_SIGNER_ASKED  LEFT   WAITS               2       OPEN
        """,
        [.. Commands(state => [Of(Amina, state), Of(Tom, "SIGNER", 2)])]);

    [Fact]
    public void What_a_member_may_do_where_nobody_else_may_say_yes_to_money() => StateTable.Holds<GroupMemberState>(
        """
               yes     no                 asked               leave              close               change  invite
        MEMBER SIGNER  -                  GROUP_SIGNERS_ONLY  LEFT               GROUP_SIGNERS_ONLY  2       OPEN
        ASKED  SIGNER  MEMBER             GROUP_SIGNERS_ONLY  LEFT               GROUP_SIGNERS_ONLY  2       OPEN
        SIGNER -       GROUP_LAST_SIGNER  GROUP_SIGNERS_ONLY  GROUP_LAST_SIGNER  CLOSED              2       OPEN
        """,
        [.. Commands(state => [Of(Amina, state), Of(Tom, "MEMBER")])]);

    [Fact]
    public void An_invitation_is_good_once_and_until_it_ends()
    {
        StateTable.Holds<GroupInvitationState>(
            """
                     accept           refuse           end
            OPEN     MEMBER           REFUSED          ENDED
            ACCEPTED GROUP_LINK_GONE  GROUP_LINK_GONE  -
            REFUSED  GROUP_LINK_GONE  GROUP_LINK_GONE  -
            ENDED    GROUP_LINK_GONE  GROUP_LINK_GONE  -
            """,
            ("accept", state => Accept(Invitation(state)).State),
            ("refuse", state => RefuseGroupInvitation.Decide(Invitation(state), Now).State),
            ("end", state => EndGroupInvitation.Decide(Invitation(state))?.State));
        Assert.Equal("GROUP_LINK_GONE", StateTable.Outcome(() => Accept(Invitation("OPEN") with { EndsAt = Now }).State));
    }

    [Fact]
    public void Nobody_does_anything_in_a_group_that_is_closed_or_that_they_are_not_in()
    {
        IReadOnlyList<GroupMemberRow> members = [Of(Amina, "SIGNER", 1), Of(Tom, "MEMBER")];
        var changed = new ChangeGroupRequest { GroupId = "group", Version = 1, Name = "Elm" };
        foreach (var (group, caller, reason) in new[] { (Closed, Amina, "GROUP_CLOSED"), (Open, Tests.People.Grace, "NOT_IN_GROUP") })
        {
            Assert.Equal(
                [reason, reason, reason, reason, reason, reason],
                new Func<object?>[]
                {
                    () => ChangeGroup.Decide(group, members, changed, caller, Now).Version,
                    () => InviteToGroup.Decide(group, members, 0, Invite, caller, Now).State,
                    () => AskSigner.Decide(group, members, new AskSignerRequest { MemberId = Tom.Subject }, caller).State,
                    () => AnswerSigner.Decide(group, members, yes: true, caller)?.State,
                    () => CloseGroup.Decide(group, members, yes: true, caller).Closes,
                    () => AddGroupPicture.Decide(group, members, caller),
                }.Select(StateTable.Outcome));
        }

        Assert.Equal("GROUP_CLOSED", StateTable.Outcome(() => Accept(Invitation("OPEN"), Closed).State));
        // Leaving does no harm, also where one is no member, and one leaves a closed group as one likes.
        Assert.Null(LeaveGroup.Decide(Open, members, Tests.People.Grace));
        Assert.Equal(Amina.Subject, LeaveGroup.Decide(Closed, members, Amina)?.Subject);
        // So is one's own name one's own.
        Assert.True(ChangeMyMembership.Decide(members, new() { ShownAs = "Am", ShowName = true }, Amina).ShowName);
        Assert.Equal(
            "NOT_IN_GROUP",
            StateTable.Outcome(() => ChangeMyMembership.Decide(members, new() { ShownAs = "G" }, Tests.People.Grace).ShownAs));
    }

    [Fact]
    public void A_group_has_four_who_may_say_yes_a_hundred_members_and_fifty_open_links()
    {
        IReadOnlyList<GroupMemberRow> four =
        [
            Of(Amina, "SIGNER", 1), Of("a", "SIGNER", 3), Of("b", "ASKED"), Of("c", "SIGNER", 2), Of(Tom, "MEMBER"),
        ];
        Assert.Equal(4, four[2].AsSigner(four).SignerPlace);
        Assert.Equal(
            "GROUP_SIGNERS_FULL", StateTable.Outcome(() => AskSigner.Decide(Open, four, new() { MemberId = Tom.Subject }, Amina).State));
        Assert.Equal(
            "GROUP_MEMBER_NOT_FOUND", StateTable.Outcome(() => AskSigner.Decide(Open, four, new() { MemberId = "gone" }, Amina).State));

        List<GroupMemberRow> many = [.. Enumerable.Range(1, GroupMemberRow.Most - 1).Select(at => Of($"somebody-{at}", "MEMBER"))];
        Assert.Equal("MEMBER", Accept(Invitation("OPEN"), Open, many).State);
        many.Add(Of(Tom, "MEMBER"));
        Assert.Equal("GROUP_FULL", StateTable.Outcome(() => Accept(Invitation("OPEN"), Open, many).State));
        Assert.Equal("GROUP_FULL", StateTable.Outcome(() => InviteToGroup.Decide(Open, many, 0, Invite, Tom, Now).State));
        Assert.Equal("GROUP_JOINED", StateTable.Outcome(() => Accept(Invitation("OPEN"), Open, [Of(Amina, "MEMBER")]).State));

        Assert.Equal("OPEN", InviteToGroup.Decide(Open, four, GroupInvitationRow.Most - 1, Invite, Tom, Now).State);
        Assert.Equal(
            "GROUP_INVITATIONS_TOO_MANY",
            StateTable.Outcome(() => InviteToGroup.Decide(Open, four, GroupInvitationRow.Most, Invite, Tom, Now).State));
    }

    [Fact]
    public void Somebody_founds_five_in_a_year()
    {
        var asked = new CreateGroupRequest { Name = "Oak", AreaCode = "E05000001" };
        Assert.Equal((1, "Oak", Amina.Subject), CreateGroup.Decide(asked, 4, Amina, Now) is var group
            ? (group.Version, group.Name, group.FounderSubject) : default);
        Assert.Equal("GROUPS_TOO_MANY", StateTable.Outcome(() => CreateGroup.Decide(asked, CreateGroup.MostInAYear, Amina, Now).Version));
    }

    [Fact]
    public void New_words_follow_those_that_were_looked_at_and_hidden_ones_stay_hidden_for_good()
    {
        IReadOnlyList<GroupMemberRow> members = [Of(Amina, "SIGNER", 1)];
        var asked = new ChangeGroupRequest { Version = 1, Name = "Elm", AreaCode = "E05000001" };
        Assert.Equal(0, ChangeGroup.Decide(Open, members, asked, Amina, Now).HiddenThrough);
        Assert.Equal(1, ChangeGroup.Decide(Open with { HidingState = "HIDDEN", HidingReason = "ABUSE" }, members, asked, Amina, Now)
            .HiddenThrough);
        Assert.Equal("GROUP_CHANGED", StateTable.Outcome(() => ChangeGroup.Decide(Open with { Version = 2 }, members, asked, Amina, Now)));
        Assert.Equal(
            "GROUP_AS_IT_WAS",
            StateTable.Outcome(() => ChangeGroup.Decide(Open, members, new(asked) { Name = "Oak" }, Amina, Now)));
        StateTable.Holds<HidingState>(
            """
                        change   flag
            SHOWN       -        yes
            WAITING     -        -
            HIDDEN      WAITING  -
            SECOND_LOOK WAITING  -
            KEPT_HIDDEN WAITING  -
            SHOWN_AGAIN -        yes
            """,
            ("change", state => ChangeGroup.DecideHiding(Hidden(state), Now)?.State),
            ("flag", state => FlagGroup.Decide(Hidden(state))));
    }

    [Fact]
    public void An_officer_of_the_area_who_is_not_in_it_hides_it_and_any_member_asks_for_a_second_look()
    {
        IReadOnlyList<GroupMemberRow> members = [Of(Amina, "SIGNER", 1), Of(Tom, "MEMBER")];
        var hide = new JudgeGroupRequest { Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse };
        var other = Tests.People.Olu with { Areas = new HashSet<string> { "E05000002" } };
        var member = Tests.People.Grace with { Subject = Tom.Subject };
        Assert.Equal("HIDDEN", Judge(Open, Tests.People.Olu));
        Assert.Equal("HIDDEN", Judge(Open with { AreaCode = "" }, other));
        Assert.Equal("GROUP_AREA_OF_OTHERS", Judge(Open, other));
        Assert.Equal("HIDDEN", Judge(Open with { IsOfNobodysArea = true }, other));
        Assert.Equal("OWN_WORDS", Judge(Open, member));
        Assert.Equal("NAMES_YOU", Judge(Open with { Name = "Grace Bell is wrong" }, Tests.People.Grace));

        Assert.Equal("SECOND_LOOK", AskGroupAgain.Decide(members, Hidden("HIDDEN"), Tom, Now)?.State);
        Assert.Equal(
            "NOT_IN_GROUP",
            StateTable.Outcome(() => AskGroupAgain.Decide(members, Hidden("HIDDEN"), Tests.People.Grace, Now)?.State));
        Assert.Equal("NOT_HIDDEN", StateTable.Outcome(() => AskGroupAgain.Decide(members, Hidden("SHOWN"), Tom, Now)?.State));

        string Judge(GroupRow group, Caller officer) =>
            StateTable.Outcome(() => JudgeGroup.Decide(group, members, Hidden("SHOWN"), hide, officer, Now)?.State);
    }

    [Fact]
    public void A_group_is_judged_as_it_was_read()
    {
        Assert.Equal("", Judge(version: 0, picture: ""));
        Assert.Equal("", Judge(version: 1, picture: "a"));
        Assert.Equal("GROUP_CHANGED_MEANWHILE", Judge(version: 2, picture: "a"));
        Assert.Equal("GROUP_CHANGED_MEANWHILE", Judge(version: 1, picture: ""));
        Assert.Equal("GROUP_CHANGED_MEANWHILE", Judge(version: 1, picture: "b"));

        static string Judge(int version, string picture) => StateTable.Outcome(() =>
        {
            JudgeGroup.Check(
                Open, new GroupPictureRow { PictureId = "a" }, [], new() { Version = version, PictureId = picture }, Tests.People.Grace);
            return "";
        });
    }

    [Fact]
    public void Groups_of_an_area_that_nobody_looks_after_wait_for_every_officer() => Assert.Equal(
        [
            new WorkLine(WorkKinds.GroupsToLookAt, "", "", 6), new WorkLine(WorkKinds.GroupsToLookAt, "", "", 4, "E1"),
        ],
        CountWork.Decide(
            [
                new() { AreaCode = "", Many = 1 }, new() { AreaCode = "E1", Many = 4 }, new() { AreaCode = "E2", Many = 5 },
            ],
            new HashSet<string>(StringComparer.Ordinal) { "E1" }));

    [Fact]
    public void A_picture_is_the_one_that_was_asked_for_or_none()
    {
        Assert.Equal("a", GetGroupPicture.Decide(new GroupPictureRow { PictureId = "a" }, "a").PictureId);
        Assert.Equal(
            "GROUP_PICTURE_NOT_FOUND",
            StateTable.Outcome(() => GetGroupPicture.Decide(new GroupPictureRow { PictureId = "b" }, "a").PictureId));
        Assert.Equal("GROUP_PICTURE_NOT_FOUND", StateTable.Outcome(() => GetGroupPicture.Decide(null, "a").PictureId));
    }

    [Fact]
    public void A_sign_of_a_pattern_is_looked_for_as_it_is() =>
        Assert.Equal("%100~% o~_k ~[~~%", ListGroups.PatternOf(" 100% O_k [~"));

    private static InviteToGroupRequest Invite => new() { GroupId = "group", Secret = new string('a', 40) };

    private static IEnumerable<(string, Func<string, object?>)> Commands(Func<string, IReadOnlyList<GroupMemberRow>> members) =>
    [
        ("yes", state => AnswerSigner.Decide(Open, members(state), yes: true, Amina)?.State),
        ("no", state => AnswerSigner.Decide(Open, members(state), yes: false, Amina)?.State),
        ("asked", state => AskSigner.Decide(Open, members(state), new() { MemberId = Amina.Subject }, Tom).State),
        ("leave", state => LeaveGroup.Decide(Open, members(state), Amina) is null ? "STAYS" : "LEFT"),
        ("close", state => CloseGroup.Decide(Open, members(state), yes: true, Amina).Closes ? "CLOSED" : "WAITS"),
        ("change", state => ChangeGroup.Decide(Open, members(state), new() { Version = 1, Name = "Elm" }, Amina, Now).Version),
        ("invite", state => InviteToGroup.Decide(Open, members(state), 0, Invite, Amina, Now).State),
    ];

    private static GroupMemberRow Accept(
        GroupInvitationRow invitation, GroupRow? group = null, IReadOnlyList<GroupMemberRow>? members = null) =>
        AcceptGroupInvitation.Decide(group ?? Open, members ?? [Of(Tom, "SIGNER", 1)], invitation, new() { ShownAs = "Am" }, Amina, Now);

    private static GroupInvitationRow Invitation(string state) => new() { State = state, EndsAt = Now.AddDays(1) };

    private static HidingRow Hidden(string state) => new()
    {
        ItemId = "group", AuthorSubject = "group", State = state, Number = 1, HiddenBy = "somebody",
        Reason = StateText.Of(HidingReason.Abuse),
    };

    private static GroupMemberRow Of(Caller caller, string state, int? place = null) =>
        Of(caller.Subject, state, place ?? (state == "SIGNER" ? (int?)1 : null));

    private static GroupMemberRow Of(string subject, string state, int? place = null) => new()
    {
        MemberId = subject, GroupId = "group", Subject = subject, ShownAs = subject, State = state, SignerPlace = place,
    };
}
