using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;
using static Participatory.Tests.Service.SigningIn.Neighbours;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Groups as lasting bodies: who is in them, who may say yes to money, and what everybody reads of them.</summary>
public sealed class GroupTests
{
    private static readonly Caller Amina = Tests.People.Amina, Tom = Tests.People.Tom;

    [Theory, EveryDatabase]
    public async Task Somebody_founds_a_group_and_a_neighbour_comes_in_by_their_own_yes_and_may_say_yes_to_money(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        Assert.Equal((1, 1, "Friends of Elm Park"), (group.Members, group.Signers, group.Name));
        var secret = await Invite(desk, Amina, group.GroupId);
        var seen = await desk.As(Caller.Nobody).GetGroupInvitationAsync(new() { Secret = secret });
        Assert.Equal(("Friends of Elm Park", "Founder subject-amina"), (seen.Group.Name, seen.InvitedBy));
        Assert.Equal(2, (await Accept(desk, Tom, secret, showName: true)).Members);

        await AskToSign(desk, Amina, group.GroupId, Tom);
        Assert.Equal(1, (await Get(desk, Caller.Nobody, group.GroupId)).Signers);
        Assert.Equal(GroupMemberState.Signer, (await Answer(desk, Tom, group.GroupId, yes: true)).State);

        var shown = await Get(desk, Caller.Nobody, group.GroupId);
        Assert.Equal((2, 2), (shown.Members, shown.Signers));
        Assert.Equal(["Neighbour subject-tom"], shown.ShownMembers);
        Assert.Equal(
            ["Founder subject-amina", "Neighbour subject-tom"],
            (await Members(desk, Tom, group.GroupId)).Members.Select(member => member.ShownAs));
        Assert.Contains(
            await ReadingWalk.Events(desk.Service.Database),
            said => said.Where == "People.GroupSignersChanged" && said.Text.Contains(Amina.Subject, StringComparison.Ordinal)
                && said.Text.Contains(Tom.Subject, StringComparison.Ordinal));

        await desk.As(Tom).ChangeMyMembershipAsync(new() { RequestId = Desk.NewId(), GroupId = group.GroupId, ShownAs = "T" });
        Assert.Empty((await Get(desk, Caller.Nobody, group.GroupId)).ShownMembers);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_use_one_link_at_once_one_comes_in(string engine)
    {
        const int rounds = 15;
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        for (var round = 0; round < rounds; round++)
        {
            var secret = await Invite(desk, Amina, group.GroupId);
            var reasons = await Race.Reasons(
                () => Accept(desk, Tests.People.Resident($"one-{round}"), secret),
                () => Accept(desk, Tests.People.Resident($"other-{round}"), secret));
            Assert.Equal(["", "GROUP_LINK_GONE"], reasons.Order(StringComparer.Ordinal));
        }

        Assert.Equal(1 + rounds, (await Get(desk, Tom, group.GroupId)).Members);
    }

    [Theory, EveryDatabase]
    public async Task Of_the_last_two_who_may_say_yes_to_money_one_stays_where_others_do(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var round = 0; round < 8; round++)
        {
            var (one, other) = (Tests.People.Resident($"one-{round}"), Tests.People.Resident($"other-{round}"));
            var group = await Found(desk, one);
            await JoinAsSigner(desk, one, group.GroupId, other);
            await Join(desk, one, group.GroupId, Tests.People.Resident($"third-{round}"));
            var reasons = await Race.Reasons(() => Leave(desk, one, group.GroupId), () => Leave(desk, other, group.GroupId));
            Assert.Equal(["", "GROUP_LAST_SIGNER"], reasons.Order(StringComparer.Ordinal));
            Assert.Equal(1, (await Get(desk, Tom, group.GroupId)).Signers);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_link_is_good_for_14_days_and_ends_with_whoever_made_it(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        var late = await Invite(desk, Amina, group.GroupId);
        desk.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal("GROUP_LINK_GONE", await Desk.Refused(() => Accept(desk, Tom, late)));

        await Join(desk, Amina, group.GroupId, Tom);
        var kept = await Invite(desk, Tom, group.GroupId);
        await Leave(desk, Tom, group.GroupId);
        await Leave(desk, Tom, group.GroupId);
        Assert.Equal("GROUP_LINK_GONE", await Desk.Refused(() => Accept(desk, Tom, kept)));
        Assert.Equal("NOT_IN_GROUP", await Desk.Refused(() => Members(desk, Tom, group.GroupId)));

        var refused = await Invite(desk, Amina, group.GroupId);
        await desk.As(Caller.Nobody).RefuseGroupInvitationAsync(new() { RequestId = Desk.NewId(), Secret = refused });
        Assert.Equal("GROUP_LINK_GONE", await Desk.Refused(() => Accept(desk, Tom, refused)));
        Assert.Empty((await Members(desk, Amina, group.GroupId)).Invitations);
        await using var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal(
            0, await session.One<long>(new Sql("SELECT COUNT(*) FROM group_invitation WHERE state <> 'OPEN' AND invited_by <> ''")));
    }

    [Theory, EveryDatabase]
    public async Task A_group_is_closed_once_all_who_may_say_yes_have_said_so_or_nobody_is_left_and_stays_to_be_read(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        await JoinAsSigner(desk, Amina, group.GroupId, Tom);
        Assert.Null((await Close(desk, Amina, group.GroupId)).CloseTime);
        Assert.Null((await Close(desk, Amina, group.GroupId, yes: false)).CloseTime);
        Assert.Null((await Close(desk, Tom, group.GroupId)).CloseTime);
        Assert.NotNull((await Close(desk, Amina, group.GroupId)).CloseTime);
        Assert.Equal("GROUP_CLOSED", await Desk.Refused(() => Invite(desk, Amina, group.GroupId)));
        Assert.Equal("Friends of Elm Park", (await Get(desk, Caller.Nobody, group.GroupId)).Name);
        Assert.Empty((await desk.As(Caller.Nobody).ListGroupsAsync(new())).Groups);

        var left = await Found(desk, Amina);
        await Leave(desk, Amina, left.GroupId);
        Assert.NotNull((await Get(desk, Caller.Nobody, left.GroupId)).CloseTime);
    }

    [Theory, EveryDatabase]
    public async Task What_a_group_was_called_stays_to_be_read_and_what_was_hidden_never_comes_back(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        var second = await Change(desk, group, "Bad words");
        Assert.Equal("Friends of Elm Park", Assert.Single((await Get(desk, Caller.Nobody, group.GroupId)).Earlier).Name);
        Assert.Equal("GROUP_CHANGED", await Desk.Refused(() => Change(desk, group, "Late words")));

        await desk.As(Caller.Nobody).FlagGroupAsync(
            new() { RequestId = Desk.NewId(), GroupId = group.GroupId, Reason = HidingReason.Abuse, Note = "Not nice" });
        var grace = desk.As(Tests.People.Grace);
        Assert.Equal(1, Assert.Single((await grace.ListFlaggedGroupsAsync(new())).Groups).Flags);
        Assert.Equal("Not nice", Assert.Single((await grace.GetGroupFlagsAsync(new() { GroupId = group.GroupId })).Flags).Note);
        await Judge(desk, group.GroupId, HidingJudgement.Hide);
        var hidden = await Get(desk, Tom, group.GroupId);
        Assert.Equal(("", "", HidingReason.Abuse), (hidden.Name, hidden.Description, hidden.Hiding.Reason));
        Assert.Empty(hidden.Earlier);
        Assert.Equal("Bad words", (await Get(desk, Amina, group.GroupId)).Name);
        Assert.Empty((await desk.As(Tom).ListGroupsAsync(new() { Query = "bad" })).Groups);
        Assert.Equal("Bad words", Assert.Single((await desk.As(Amina).ListMyGroupsAsync(new())).Groups).Name);
        Assert.Empty((await grace.ListFlaggedGroupsAsync(new())).Groups);

        await Change(desk, second, "Good words");
        Assert.Equal("", (await Get(desk, Tom, group.GroupId)).Name);
        await Judge(desk, group.GroupId, HidingJudgement.Show);
        var shown = await Get(desk, Tom, group.GroupId);
        Assert.Equal("Good words", shown.Name);
        Assert.Empty(shown.Earlier);
        Assert.Equal("Good words", Assert.Single((await desk.As(Tom).ListGroupsAsync(new() { Query = "GOOD" })).Groups).Name);
        await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => transaction.Execute(new Sql("UPDATE group_version SET name = 'Other'")));
    }

    [Theory, EveryDatabase]
    public async Task Groups_are_found_by_area_and_by_a_part_of_their_name_page_by_page(string engine)
    {
        await using var desk = await Desk.Open(engine);
        foreach (var (who, name) in new[] { (Amina, "Oak 100% green"), (Tom, "Elm walkers"), (Amina, "Elm Street") })
        {
            await Found(desk, who, name);
        }

        var first = await List(new() { PageSize = 2 });
        Assert.Equal(["Elm Street", "Elm walkers"], first.Groups.Select(group => group.Name));
        var rest = await List(new() { PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(["Oak 100% green"], rest.Groups.Select(group => group.Name));
        Assert.Equal("", rest.NextPageToken);
        Assert.Equal(["Elm Street", "Elm walkers"], (await List(new() { Query = "elm" })).Groups.Select(group => group.Name));
        Assert.Equal(["Oak 100% green"], (await List(new() { Query = "100%" })).Groups.Select(group => group.Name));
        Assert.Empty((await List(new() { Query = "e_m" })).Groups);
        Assert.Empty((await List(new() { AreaCode = AccessWalk.Other })).Groups);
        Assert.Equal(3, (await List(new() { AreaCode = AccessWalk.Own })).Groups.Count);

        async Task<ListGroupsResponse> List(ListGroupsRequest request) => await desk.As(Caller.Nobody).ListGroupsAsync(request);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_founds_one_group_and_lets_in_once_and_a_sixth_in_a_year_waits(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var request = new CreateGroupRequest { RequestId = Desk.NewId(), Name = "Oak", ShownAs = "A" };
        var group = await desk.As(Amina).CreateGroupAsync(request);
        Assert.Equal(group, await desk.As(Amina).CreateGroupAsync(request));
        var accept = new AcceptGroupInvitationRequest
        {
            RequestId = Desk.NewId(), Secret = await Invite(desk, Amina, group.GroupId), ShownAs = "T",
        };
        var joined = await desk.As(Tom).AcceptGroupInvitationAsync(accept);
        Assert.Equal(joined, await desk.As(Tom).AcceptGroupInvitationAsync(accept));
        Assert.Equal("GROUP_JOINED", await Desk.Refused(() => Join(desk, Amina, group.GroupId, Tom)));

        for (var more = 1; more < 5; more++)
        {
            desk.Clock.Advance(TimeSpan.FromHours(2));
            await Found(desk, Amina);
        }

        desk.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("GROUPS_TOO_MANY", await Desk.Refused(() => Found(desk, Amina)));
        desk.Clock.Advance(TimeSpan.FromDays(365));
        await Found(desk, Amina);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_forgotten_has_left_every_group_and_one_that_nobody_is_in_is_closed(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var una = await desk.CallerOf("una@example.org");
        var (shared, alone) = (await Found(desk, una), await Found(desk, una, "Una's own"));
        await Join(desk, una, shared.GroupId, Tom);
        await Invite(desk, una, shared.GroupId);
        await desk.As(una).ForgetMeAsync(new() { RequestId = Desk.NewId() });

        var left = await Get(desk, Tom, shared.GroupId);
        Assert.Equal((1, 0), (left.Members, left.Signers));
        Assert.Null(left.CloseTime);
        Assert.NotNull((await Get(desk, Tom, alone.GroupId)).CloseTime);
        // Nobody is left who could ask him.
        Assert.Equal(GroupMemberState.Signer, (await Answer(desk, Tom, shared.GroupId, yes: true)).State);
        await using var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal(0, await session.One<long>(
            new Sql("""
                SELECT (SELECT COUNT(*) FROM community_group WHERE founder_subject = @una)
                    + (SELECT COUNT(*) FROM group_invitation WHERE invited_by = @una)
                    + (SELECT COUNT(*) FROM group_member WHERE subject = @una)
                """),
            new { una = una.Subject }));
    }

    [Theory, EveryDatabase]
    public async Task Every_member_hears_why_the_words_of_their_group_are_hidden_and_where_to_ask_again(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (una, bob) = (await desk.CallerOf("una@example.org"), await desk.CallerOf("bob@example.org"));
        var group = await Found(desk, una);
        await Join(desk, una, group.GroupId, bob);
        await Judge(desk, group.GroupId, HidingJudgement.Hide);
        await desk.SendNotices();
        var told = (await desk.Mails()).Where(mail => mail.Subject == "We have hidden something: Friends of Elm Park").ToList();
        Assert.Equal(["bob@example.org", "una@example.org"], told.Select(mail => mail.Recipient).Order(StringComparer.Ordinal));
        Assert.All(told, mail => Assert.Contains($"/groups/{group.GroupId}", mail.Body, StringComparison.Ordinal));

        await desk.As(bob).AskGroupAgainAsync(new() { RequestId = Desk.NewId(), GroupId = group.GroupId });
        Assert.Equal(HidingState.SecondLook, (await Get(desk, una, group.GroupId)).Hiding.State);
        Assert.Equal("SECOND_OFFICER_NEEDED", await Desk.Refused(() => Judge(desk, group.GroupId, HidingJudgement.Keep)));
        await desk.As(Tests.People.Noor).JudgeGroupAsync(
            new() { RequestId = Desk.NewId(), GroupId = group.GroupId, Judgement = HidingJudgement.Keep });
        await desk.SendNotices();
        // Not everybody who reads it has asked, and not they alone see it.
        Assert.All(told, mail => Assert.Contains("only members of the group and our officers", mail.Body, StringComparison.Ordinal));
        Assert.Equal(2, (await desk.Mails()).Count(
            mail => mail.Body.Contains("A member of your group asked for a second look at", StringComparison.Ordinal)));
    }

    private static async Task<Group> Change(Desk desk, Group group, string name) => await desk.As(Amina).ChangeGroupAsync(new()
    {
        RequestId = Desk.NewId(), GroupId = group.GroupId, Version = group.Version, Name = name, AreaCode = group.AreaCode,
    });

    private static async Task Judge(Desk desk, string groupId, HidingJudgement judgement) =>
        await desk.As(Tests.People.Grace).JudgeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = groupId, Judgement = judgement, Reason = HidingReason.Abuse,
        });
}
