using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Moderation;

/// <summary>Shows an officer of the area what people said of a part of a story.</summary>
internal sealed class GetPartFlags(Database database)
{
    public async Task<GetPartFlagsResponse> Handle(GetPartFlagsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Part(request.ReportId, request.PartId).Check();
        await using var session = await database.Read(cancellation);
        ReportRow.ForOfficer(await ReportRow.LoadOrNull(session, request.ReportId), caller);
        var part = await PartRow.Load(session, request.ReportId, request.PartId);
        return new GetPartFlagsResponse { Flags = { await Flags.Load(session, part.ReportId, part.PartId, part.Kind) } };
    }
}
