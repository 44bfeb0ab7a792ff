using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Shows an officer of the area what people said of a group's words.</summary>
internal sealed class GetGroupFlags(Database database, TimeProvider clock)
{
    public async Task<GetGroupFlagsResponse> Handle(GetGroupFlagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("group_id", request.GroupId).Check();
        await using var session = await database.Read(cancellation);
        var group = await (await GroupRow.Load(session, request.GroupId)).LoadOfficers(session, caller, clock.Now());
        group.MustBeLookedAfterBy(caller);
        return new GetGroupFlagsResponse { Flags = { await Flags.Load(session, GroupRow.Scope, group.GroupId, GroupRow.Part) } };
    }
}
