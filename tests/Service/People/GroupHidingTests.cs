using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.People.Notices;
using Participatory.People.Rights;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Rights.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;
using static Participatory.Tests.Service.SigningIn.Neighbours;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What officers decide about the words of groups, and who among them.</summary>
public sealed class GroupHidingTests
{
    private const string Mo = "mo@council.example";

    private static readonly Caller Amina = Tests.People.Amina, Tom = Tests.People.Tom, Grace = Tests.People.Grace;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Words_and_a_picture_that_the_officer_has_not_read_are_not_decided_about(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        await Judge(desk, Grace, group, HidingJudgement.Hide);
        var read = await Change(desk, group, "Second words");
        var changed = await Change(desk, read, "Third words");
        Assert.Equal("GROUP_CHANGED_MEANWHILE", await Desk.Refused(() => Judge(desk, Grace, read, HidingJudgement.Show)));
        Assert.Equal(HidingState.Waiting, (await Get(desk, Tom, group.GroupId)).Hiding.State);

        await desk.As(Amina).AddGroupPicture().Send(
        [
            new AddGroupPictureRequest
            {
                RequestId = Desk.NewId(), GroupId = group.GroupId, AltText = "An oak", EverybodySaidYes = true,
                Content = ByteString.CopyFrom(TestPng.Picture()),
            },
        ]);
        Assert.Equal("GROUP_CHANGED_MEANWHILE", await Desk.Refused(() => Judge(desk, Grace, changed, HidingJudgement.Show)));
        Assert.Equal("", (await Get(desk, Tom, group.GroupId)).Name);

        await Judge(desk, Grace, await Get(desk, Grace, group.GroupId), HidingJudgement.Show);
        var shown = await Get(desk, Tom, group.GroupId);
        Assert.Equal(("Third words", "An oak"), (shown.Name, shown.Picture.AltText));
        await desk.As(Amina).RemoveGroupPictureAsync(new() { RequestId = Desk.NewId(), GroupId = group.GroupId });
        Assert.Equal("GROUP_CHANGED_MEANWHILE", await Desk.Refused(() => Judge(desk, Grace, shown, HidingJudgement.Hide)));
    }

    [Theory, EveryDatabase]
    public async Task A_group_of_an_area_that_nobody_looks_after_is_every_officers(string engine)
    {
        await using var desk = await Desk.Open(
            engine, [.. Desk.Named(0, Mo, "Mo Hill, ward officer", "officer"), ("Officers:People:0:Areas:0", AccessWalk.Own)]);
        var elsewhere = Tests.People.Olu with { Areas = new HashSet<string>(StringComparer.Ordinal) { AccessWalk.Other } };
        var (real, madeUp) = (await Found(desk, Amina), await Of(desk, "E09999999"));
        await Flag(desk, real);
        await Flag(desk, madeUp);
        Assert.Equal([real.GroupId, madeUp.GroupId], await Listed(Tests.People.Olu));
        Assert.Equal([madeUp.GroupId], await Listed(elsewhere));
        Assert.Equal("GROUP_AREA_OF_OTHERS", await Desk.Refused(() => Flags(elsewhere, real)));
        Assert.Single((await Flags(elsewhere, madeUp)).Flags);
        await using (var session = await desk.Service.Database.Read(Cancellation))
        {
            Assert.Equal(
                [new WorkLine(WorkKinds.GroupsToLookAt, "", "", 1), new WorkLine(WorkKinds.GroupsToLookAt, "", "", 1, AccessWalk.Own)],
                (await CountWork.Load(session, desk.Clock.Now)).OrderBy(line => line.AreaCode, StringComparer.Ordinal));
        }

        await Judge(desk, elsewhere, madeUp, HidingJudgement.Hide);
        Assert.Equal(madeUp.Name, (await Get(desk, elsewhere, madeUp.GroupId)).Name);
        await Judge(desk, Tests.People.Olu, real, HidingJudgement.Hide);
        Assert.Equal("", (await Get(desk, elsewhere, real.GroupId)).Name);

        // Once nobody is left who looks after the area, everybody does.
        await desk.As(Tests.People.Nia).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Mo });
        Assert.Equal(real.Name, (await Get(desk, elsewhere, real.GroupId)).Name);
        Assert.Empty((await Flags(elsewhere, real)).Flags);

        async Task<IEnumerable<string>> Listed(Caller officer) =>
            (await desk.As(officer).ListFlaggedGroupsAsync(new())).Groups.Select(group => group.GroupId);

        async Task<GetGroupFlagsResponse> Flags(Caller officer, Group group) =>
            await desk.As(officer).GetGroupFlagsAsync(new() { GroupId = group.GroupId });
    }

    [Theory, EveryDatabase]
    public async Task Groups_that_wait_stand_in_the_mornings_email_of_their_officers(string engine)
    {
        await using var desk = await Desk.Open(
            engine, [.. Desk.Named(0, Mo, "Mo Hill, ward officer", "officer"), ("Officers:People:0:Areas:0", AccessWalk.Own)]);
        await Flag(desk, await Found(desk, Amina));
        await Flag(desk, await Of(desk, "E09999999"));
        desk.Clock.Advance(TimeSpan.FromHours(19.5));
        await desk.Service.Services.GetRequiredService<SendDigests>().Tick(Cancellation);
        await desk.SendNotices();
        var told = Assert.Single(
            await desk.Mails(), mail => mail.Recipient == Mo && mail.Subject.Contains("waiting", StringComparison.Ordinal));
        Assert.Contains("- 2 groups to look at\n", told.Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Words_of_before_do_not_come_back_with_those_that_were_hidden(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Change(desk, await Change(desk, await Found(desk, Amina, "Bad words"), "Worse words"), "Other words");
        Assert.Equal(2, (await Get(desk, Tom, group.GroupId)).Earlier.Count);
        await Judge(desk, Grace, group, HidingJudgement.Hide);
        await Judge(desk, Grace, group, HidingJudgement.Show);
        var shown = await Get(desk, Tom, group.GroupId);
        Assert.Equal("Other words", shown.Name);
        Assert.Empty(shown.Earlier);

        // Of a group that is closed as well.
        var closed = await Change(desk, await Found(desk, Amina, "Bad words"), "Other words");
        await Close(desk, Amina, closed.GroupId);
        await Judge(desk, Grace, closed, HidingJudgement.Hide);
        await Judge(desk, Grace, closed, HidingJudgement.Show);
        Assert.Empty((await Get(desk, Tom, closed.GroupId)).Earlier);
    }

    [Theory, EveryDatabase]
    public async Task A_group_that_names_an_officer_among_its_members_is_for_another_also_in_the_list(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        await desk.As(Amina).ChangeMyMembershipAsync(
            new() { RequestId = Desk.NewId(), GroupId = group.GroupId, ShownAs = "Grace Bell", ShowName = true });
        await Flag(desk, group);
        Assert.True(Assert.Single((await desk.As(Grace).ListFlaggedGroupsAsync(new())).Groups).ForAnother);
        Assert.Equal("NAMES_YOU", await Desk.Refused(() => Judge(desk, Grace, group, HidingJudgement.Hide)));
        Assert.False(Assert.Single((await desk.As(Tests.People.Noor).ListFlaggedGroupsAsync(new())).Groups).ForAnother);
        await Judge(desk, Tests.People.Noor, group, HidingJudgement.Hide);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_founded_a_group_and_left_gets_no_words_of_it_that_are_hidden(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        await JoinAsSigner(desk, Amina, group.GroupId, Tom);
        await Judge(desk, Grace, group, HidingJudgement.Hide);
        Assert.Equal("Friends of Elm Park", await FoundedBy());
        await Leave(desk, Amina, group.GroupId);
        Assert.Equal("", await FoundedBy());
        await Judge(desk, Grace, group, HidingJudgement.Show);
        Assert.Equal("Friends of Elm Park", await FoundedBy());

        async Task<string> FoundedBy()
        {
            List<GetMineResponse> sent = [];
            await MyData.Read(new MyRows(desk.Service.Database, Amina.Subject, Keep, Cancellation));
            return sent.Single(part => part.Row is { Table: "community_group" }).Row.Columns.Fields["group_name"].StringValue;

            Task Keep(GetMineResponse part)
            {
                sent.Add(part);
                return Task.CompletedTask;
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task A_group_is_judged_while_a_member_is_forgotten(string engine)
    {
        await using var desk = await Desk.Open(engine);
        for (var round = 0; round < 4; round++)
        {
            var una = await desk.CallerOf($"una{round}@example.org");
            var group = await Found(desk, una);
            Assert.Equal(["", ""], await Race.Reasons(
                () => Judge(desk, Grace, group, HidingJudgement.Hide),
                async () => await desk.As(una).ForgetMeAsync(new() { RequestId = Desk.NewId() })));
            Assert.Equal(0, (await Get(desk, Tom, group.GroupId)).Members);
        }
    }

    private static Task<Group> Of(Desk desk, string area) => desk.As(Tom).CreateGroupAsync(new()
    {
        RequestId = Desk.NewId(), Name = "Of nowhere", AreaCode = area, ShownAs = "T",
    }).ResponseAsync;

    private static async Task Flag(Desk desk, Group group) => await desk.As(Caller.Nobody).FlagGroupAsync(
        new() { RequestId = Desk.NewId(), GroupId = group.GroupId, Reason = HidingReason.Abuse });

    private static async Task<Group> Change(Desk desk, Group group, string name) => await desk.As(Amina).ChangeGroupAsync(new()
    {
        RequestId = Desk.NewId(), GroupId = group.GroupId, Version = group.Version, Name = name, AreaCode = group.AreaCode,
    });

    /// <param name="read">The group as the officer has read it.</param>
    private static async Task Judge(Desk desk, Caller officer, Group read, HidingJudgement judgement) =>
        await desk.As(officer).JudgeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = read.GroupId, Judgement = judgement, Reason = HidingReason.Abuse,
            Version = read.Version, PictureId = read.Picture?.PictureId ?? "",
        });
}
