using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Moderation;

/// <summary>An officer of the area hides a part of a story, shows it, or keeps it hidden at a second look.</summary>
internal sealed class JudgePart(Database database, TimeProvider clock)
{
    public async Task<Report> Handle(JudgePartRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Part(request.ReportId, request.PartId).Judged(request.Judgement, request.Reason).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.ForOfficer(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var part = await PartRow.Load(transaction, request.ReportId, request.PartId);
        var hiding = await part.Lock(transaction, report);
        if (Judging.Decide(hiding, request.Judgement, request.Reason, caller, part.AllWords, clock.GetUtcNow()) is { } next)
        {
            await PartRow.Write(transaction, next, report);
        }

        await Flags.Settle(transaction, hiding);
        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }
}
