using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Shows a group to anybody, and hidden words of it to its members and officers alone.</summary>
internal sealed class GetGroup(Database database, TimeProvider clock)
{
    public async Task<Group> Handle(GetGroupRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("group_id", request.GroupId).Check();
        await using var session = await database.Read(cancellation);
        return await GroupView.Load(session, request.GroupId, caller, clock.Now());
    }
}
