using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Sorting;

/// <summary>Shows somebody how they have sorted.</summary>
internal sealed class GetMyPiles(Database database)
{
    public async Task<MyPiles> Handle(GetMyPilesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("sort_id", request.SortId).Check();
        await using var session = await database.Read(cancellation);
        return await Load(session, (await CardSortRow.Load(session, request.SortId)).SortId, caller);
    }

    internal static async Task<MyPiles> Load(Session session, string sortId, Caller caller) => SortedCardRow.ToMessage(
        await PileRow.LoadMine(session, sortId, caller.Subject), await SortedCardRow.LoadMine(session, sortId, caller.Subject));
}
