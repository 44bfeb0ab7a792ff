using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>The group says no to what was written down. Nothing of it is kept, and the group can tell in its own way.</summary>
internal sealed class DeclineConversation(Database database)
{
    public async Task<Report> Handle(DeclineConversationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("report_id", request.ReportId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = await ReportRow.LockOrNull(transaction, request.ReportId);
        var declined = Decide(report, await ConversationRow.LoadOrNull(transaction, request.ReportId), request.Version, caller);
        await declined.Delete(transaction);

        var answer = await ReportView.Remember(transaction, declined.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is not kept: it is the group's to say, and what it has read.</summary>
    internal static ConversationRow Decide(ReportRow? report, ConversationRow? written, int version, Caller caller)
    {
        ReportRow.Own(report, caller);
        return ConversationRow.AsRead(written, version);
    }
}
