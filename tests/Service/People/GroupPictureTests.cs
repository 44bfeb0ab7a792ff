using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>The logo or photo of a group.</summary>
public sealed class GroupPictureTests
{
    private static readonly Caller Amina = Tests.People.Amina, Tom = Tests.People.Tom;

    [Theory, EveryDatabase]
    public async Task A_picture_is_cleaned_takes_the_place_of_the_one_before_and_is_hidden_with_the_words(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Neighbours.Found(desk, Amina);
        Assert.Equal("GROUP_PICTURE_NOT_FOUND", await Desk.Refused(() => File(desk, Tom, group.GroupId)));
        var hidden = TestPng.Chunk("tEXt", [.. Encoding.Latin1.GetBytes("Comment\0taken at 1 High Street")]);
        var id = Desk.NewId();
        var added = await Add(desk, Amina, group.GroupId, TestPng.Picture(hidden), id);
        Assert.Equal(added, await Add(desk, Amina, group.GroupId, TestPng.Picture(hidden), id));
        Assert.Equal(added, (await Neighbours.Get(desk, Caller.Nobody, group.GroupId)).Picture);
        Assert.Equal(TestPng.Picture(), (await File(desk, Caller.Nobody, group.GroupId)).Content.ToByteArray());
        Assert.Equal("NOT_IN_GROUP", await Desk.Refused(() => Add(desk, Tom, group.GroupId, TestPng.Picture())));

        var second = await Add(desk, Amina, group.GroupId, TestJpeg.Picture());
        Assert.NotEqual(added.PictureId, second.PictureId);
        Assert.Equal("image/jpeg", (await File(desk, Tom, group.GroupId)).MediaType);
        await using (var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken))
        {
            Assert.Equal(1, await session.One<int>(new Sql("SELECT COUNT(DISTINCT file_id) FROM group_picture_piece")));
        }

        await Judge(desk, group.GroupId, HidingJudgement.Hide);
        Assert.Equal("GROUP_PICTURE_NOT_FOUND", await Desk.Refused(() => File(desk, Tom, group.GroupId)));
        Assert.Equal("image/jpeg", (await File(desk, Amina, group.GroupId)).MediaType);
        // What comes in its place waits, too.
        await Add(desk, Amina, group.GroupId, TestPng.Picture());
        Assert.Equal(HidingState.Waiting, (await Neighbours.Get(desk, Amina, group.GroupId)).Hiding.State);
        Assert.Null((await Neighbours.Get(desk, Tom, group.GroupId)).Picture);
        await Judge(desk, group.GroupId, HidingJudgement.Show);
        Assert.Equal("image/png", (await File(desk, Tom, group.GroupId)).MediaType);

        await desk.As(Amina).RemoveGroupPictureAsync(new() { RequestId = Desk.NewId(), GroupId = group.GroupId });
        await desk.As(Amina).RemoveGroupPictureAsync(new() { RequestId = Desk.NewId(), GroupId = group.GroupId });
        Assert.Null((await Neighbours.Get(desk, Amina, group.GroupId)).Picture);
    }

    private static Task<GroupPicture> Add(Desk desk, Caller who, string groupId, byte[] file, string? requestId = null) =>
        desk.As(who).AddGroupPicture().Send(
        [
            new AddGroupPictureRequest
            {
                RequestId = requestId ?? Desk.NewId(), GroupId = groupId, AltText = "An oak", EverybodySaidYes = true,
                Content = ByteString.CopyFrom(file),
            },
        ]);

    private static async Task<GetGroupPictureResponse> File(Desk desk, Caller who, string groupId)
    {
        using var call = desk.As(who).GetGroupPicture(new() { GroupId = groupId });
        return Assert.Single(await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task Judge(Desk desk, string groupId, HidingJudgement judgement) =>
        await desk.As(Tests.People.Grace).JudgeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = groupId, Judgement = judgement, Reason = HidingReason.Abuse,
        });
}
