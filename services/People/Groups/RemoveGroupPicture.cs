using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A member takes the picture away; nothing of it stays.</summary>
internal sealed class RemoveGroupPicture(Database database)
{
    public async Task<RemoveGroupPictureResponse> Handle(
        RemoveGroupPictureRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("group_id", request.GroupId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, RemoveGroupPictureResponse.Parser) is { } before)
        {
            return before;
        }

        var group = await GroupRow.Lock(transaction, request.GroupId);
        var groupId = AddGroupPicture.Decide(group, await GroupMemberRow.LoadAll(transaction, group.GroupId), caller);
        await GroupPictureRow.Delete(transaction, groupId);
        var answer = new RemoveGroupPictureResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
