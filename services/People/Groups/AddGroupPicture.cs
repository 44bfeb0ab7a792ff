using Grpc.Core;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Pictures;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.People.Groups;

/// <summary>Takes in a logo or a photo from a member, and keeps the picture without anything that came along with it.</summary>
internal sealed class AddGroupPicture(Database database, TimeProvider clock, UploadGate gate)
{
    private static readonly Upload<AddGroupPictureRequest> Upload = Picture.Upload<AddGroupPictureRequest>(piece => piece.Content);

    public async Task<GroupPicture> Handle(
        IAsyncStreamReader<AddGroupPictureRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields().RequestId(first.RequestId).Id("group_id", first.GroupId).Text("alt_text", first)
            .Require(first.EverybodySaidYes, "everybody_said_yes", PeopleReasons.GroupEverybodyNotAsked)
            .Check();
        await using (var session = await database.Read(cancellation))
        {
            // Whoever may not add one is told before we take ten megabytes from them.
            Decide(await GroupRow.Load(session, first.GroupId), await GroupMemberRow.LoadAll(session, first.GroupId), caller);
        }

        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) =>
            {
                var picture = Picture.Clean(file);
                return Again.Run(() => Keep(request, picture, caller, cancellation), cancellation);
            },
            cancellation);
    }

    /// <summary>Which group gets it: one that the caller is in and that goes on. Pure.</summary>
    /// <exception cref="Refusal">They are no member, or it is closed.</exception>
    internal static string Decide(GroupRow group, IReadOnlyList<GroupMemberRow> members, Caller caller)
    {
        GroupMemberRow.Of(members, caller);
        group.MustBeOpen();
        return group.GroupId;
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<GroupPicture> Keep(
        AddGroupPictureRequest request, Picture picture, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, GroupPicture.Parser) is { } before)
        {
            // What can be seen on it is not kept a second time to repeat an answer; another may have taken its place.
            var there = await GroupPictureRow.LoadOrNull(transaction, request.GroupId);
            return there is not null && there.PictureId == before.PictureId ? there.ToMessage() : before;
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var groupId = Decide(group, await GroupMemberRow.LoadAll(transaction, group.GroupId), caller);
        var now = clock.Now();
        await GroupPictureRow.Delete(transaction, groupId);
        var added = new GroupPictureRow
        {
            PictureId = Guid.CreateVersion7().ToString(), GroupId = groupId, AltText = request.AltText, MediaType = picture.MediaType,
            Width = picture.Width, Height = picture.Height, SizeBytes = picture.Bytes.Length, EverybodySaidYes = request.EverybodySaidYes,
            AddedAt = now,
        };
        await added.Add(transaction, picture.Bytes);
        if (ChangeGroup.DecideHiding(await group.LockHiding(transaction), now) is { } waits)
        {
            await waits.Write(transaction);
        }

        await transaction.Remember(caller, request, new GroupPicture { PictureId = added.PictureId });
        await transaction.Commit();
        return added.ToMessage();
    }
}
