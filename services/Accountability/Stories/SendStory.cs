using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>A group tells how it went. A sentence or a photo is enough, early is welcome, and late is not a word we know.</summary>
internal sealed class SendStory(Database database, TimeProvider clock)
{
    private const int MaxWords = 10_000;
    private const int MaxToldBy = 80;

    private static readonly Sql Insert = new("""
        INSERT INTO story (report_id, round_id, area_code, words, told_by, audience, told_at)
        VALUES (@ReportId, @RoundId, @AreaCode, @Words, @ToldBy, @Audience, @Now)
        """);

    private static readonly Sql MarkTold = new("UPDATE report SET state = @Told WHERE report_id = @ReportId AND state = @Requested");

    public async Task<Report> Handle(SendStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Text("words", request.Words, MaxWords, required: false)
            .Text("told_by", request.ToldBy, MaxToldBy, required: false)
            .Require(request.Audience is Audience.Everybody or Audience.Council, "audience", "Please say who may read it: everybody, or the council only.")
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Report.Parser) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.FindLocked(transaction, request.ReportId), caller);
        var photos = await PhotoRow.OfReports(transaction, [report.ReportId]);
        Decide(report, request, photos[report.ReportId].Count());

        var now = clock.GetUtcNow();
        var withEverybody = request.Audience == Audience.Everybody;
        var changed = await transaction.Execute(MarkTold, new { report.ReportId, ReportRow.Told, ReportRow.Requested });
        if (changed != 1)
        {
            throw StoryRow.AlreadySent();
        }

        await transaction.Execute(Insert, new
        {
            report.ReportId,
            report.RoundId,
            report.AreaCode,
            request.Words,
            request.ToldBy,
            Audience = withEverybody ? StoryRow.Everybody : StoryRow.Council,
            Now = now,
        });
        await transaction.Publish(new StoryShared(
            report.ReportId, report.AwardId, report.RoundId, report.ProjectId, report.AreaCode, withEverybody, now));

        var answer = await ReportView.Of(transaction, report with { State = ReportRow.Told }, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>May this story be sent now?</summary>
    internal static void Decide(ReportRow report, SendStoryRequest request, int photos)
    {
        if (report.State != ReportRow.Requested)
        {
            throw StoryRow.AlreadySent();
        }

        if (string.IsNullOrWhiteSpace(request.Words) && photos == 0)
        {
            throw new Refusal(Reasons.InvalidRequest, "Please write a sentence or add a photo; either is enough.", "words");
        }
    }
}
