using Participatory.Access.V1;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Accountability.Voices;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>
/// Takes a part of a story back: it is deleted, and shown nowhere any more. No word is ever changed; a part stays as it was
/// told or goes. That something was taken back is kept, and nothing of what it was.
/// </summary>
internal sealed class WithdrawPart(Database database, TimeProvider clock)
{
    private static readonly Sql SelectKind = new("SELECT kind FROM part WHERE part_id = @PartId AND report_id = @ReportId");

    private static readonly Sql DeleteSought = new("DELETE FROM telling_sought WHERE part_id = @PartId");

    private static readonly Sql DeleteTelling = new("DELETE FROM telling WHERE part_id = @PartId");

    private static readonly Sql DeleteQuotation = new("DELETE FROM story_quote WHERE part_id = @PartId");

    private static readonly Sql DeleteVideo = new("DELETE FROM video WHERE part_id = @PartId");

    private static readonly Sql DeletePart = new("DELETE FROM part WHERE part_id = @PartId");

    private static readonly Sql Insert = new("""
        INSERT INTO withdrawal (part_id, report_id, kind, withdrawn_by, withdrawn_at) VALUES (@PartId, @ReportId, @kind, @by, @now)
        """);

    public async Task<Report> Handle(WithdrawPartRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("report_id", request.ReportId).Id("part_id", request.PartId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = await ReportRow.LockOrNull(transaction, request.ReportId);
        if (report is null || !report.IsOpenTo(caller))
        {
            throw ReportRow.NotFound();
        }

        var kind = await transaction.One<string>(SelectKind, new { request.PartId, report.ReportId }) ?? throw NotFound();
        var by = Decide(report, kind, caller);

        var now = clock.GetUtcNow();
        await transaction.Execute(DeleteSought, new { request.PartId });
        await (kind switch
        {
            PartKinds.Photo => RemovePhoto.Delete(transaction, report.ReportId, request.PartId),
            PartKinds.Voice => RemoveVoice.Delete(transaction, report.ReportId, request.PartId),
            PartKinds.Video => transaction.Execute(DeleteVideo, new { request.PartId }),
            _ => (Task)transaction.Execute(DeleteTelling, new { request.PartId }),
        });
        await transaction.Execute(DeleteQuotation, new { request.PartId });
        await transaction.Execute(DeletePart, new { request.PartId });
        await transaction.Execute(Insert, new { request.PartId, report.ReportId, kind, by, now });
        await Flags.Settle(transaction, new HidingRow { ScopeId = report.ReportId, ItemId = request.PartId, Part = kind });
        await transaction.Publish(new PartWithdrawn(report.ReportId, request.PartId, kind, now));

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// Who takes it back, as it stays on record: empty for the group. The group takes back whatever it told. An officer takes away only
    /// where somebody can be seen or heard, because that
    /// person may ask the council instead of the group; words are the group's alone.
    /// </summary>
    internal static string Decide(ReportRow report, string kind, Caller caller)
    {
        if (!report.IsOf(caller) && !(caller.Is(Role.Officer) && kind is PartKinds.Photo or PartKinds.Voice))
        {
            throw new Refusal(AccountabilityReasons.NotYoursToTakeBack);
        }

        return report.IsOf(caller) ? "" : caller.ShownAs;
    }

    private static Refusal NotFound() =>
        new(AccountabilityReasons.PartNotFound, field: "part_id");
}
