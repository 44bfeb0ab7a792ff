using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Moderation;

/// <summary>The group whose part of a story is hidden asks that another officer looks at it.</summary>
internal sealed class AskPartAgain(Database database, TimeProvider clock)
{
    public async Task<Report> Handle(AskPartAgainRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Part(request.ReportId, request.PartId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var part = await PartRow.Load(transaction, request.ReportId, request.PartId);
        if (Judging.Ask(await part.Lock(transaction, report), clock.GetUtcNow()) is { } next)
        {
            await PartRow.Write(transaction, next, report);
        }

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }
}
