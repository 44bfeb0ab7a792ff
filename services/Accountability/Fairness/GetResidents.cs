using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>What was read of a file with numbers of residents, or what everybody sees.</summary>
internal sealed class GetResidents(Database database)
{
    public async Task<Residents> Handle(GetResidentsRequest request, CancellationToken cancellation)
    {
        new Fields().Id("load_id", request.LoadId, required: false).Check();
        await using var session = await database.Read(cancellation);
        if (request.LoadId.Length == 0)
        {
            return await ResidentsRow.LoadShownOrNull(session) is { } shown ? await LoadMessage(session, shown) : new Residents();
        }

        var row = await ResidentsRow.LoadOrNull(session, request.LoadId)
            ?? throw new Refusal(AccountabilityReasons.ResidentsNotFound, field: "load_id");
        return await LoadMessage(session, row);
    }

    private static async Task<Residents> LoadMessage(Session session, ResidentsRow row) =>
        row.ToMessage(await ResidentsRow.LoadAreas(session), await row.LoadNumbers(session));
}
