using Google.Protobuf;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>Keeps what a group has written so far, for the group alone.</summary>
internal sealed class KeepDraft(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("UPDATE draft SET content = @content, kept_at = @now WHERE report_id = @ReportId");

    private static readonly Sql Insert = new("INSERT INTO draft (report_id, content, kept_at) VALUES (@ReportId, @content, @now)");

    public async Task<Report> Handle(KeepDraftRequest request, Caller caller, CancellationToken cancellation)
    {
        var draft = request.Draft ?? new Draft();
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Text("draft.words", draft, required: false)
            .Text("draft.told_by", draft, required: false)
            .Text("draft.video", draft, required: false)
            .Tellings("draft.tellings", draft.Tellings)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.OwnUntold(await ReportRow.LockOrNull(transaction, request.ReportId), caller);

        var row = new { report.ReportId, content = draft.ToByteArray(), now = clock.GetUtcNow() };
        if (await transaction.Execute(Update, row) == 0)
        {
            await transaction.Execute(Insert, row);
        }

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }
}
