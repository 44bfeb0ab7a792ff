using Google.Protobuf;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>An officer writes down what a group said. It waits for the group's yes, and is no story before that.</summary>
internal sealed class WriteConversation(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE conversation SET version = version + 1, meeting = @meeting, tellings = @tellings, written_by = @ShownAs, written_at = @now
        WHERE report_id = @ReportId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO conversation (report_id, version, meeting, tellings, written_by, written_at)
        VALUES (@ReportId, 1, @meeting, @tellings, @ShownAs, @now)
        """);

    public async Task<Report> Handle(WriteConversationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Tellings("tellings", request.Tellings)
            .Require(Told.Written(request.Tellings).Count > 0, "tellings", AccountabilityReasons.NothingWritten)
            .Require(request.Meeting is Meeting.Visit or Meeting.Call, "meeting", AccountabilityReasons.MeetingMissing)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.ForOfficer(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var written = Decide(report, request);
        var row = new
        {
            report.ReportId, meeting = StateText.Of(request.Meeting), tellings = written.ToByteArray(), caller.ShownAs,
            now = clock.GetUtcNow()
        };
        if (await transaction.Execute(Update, row) == 0)
        {
            await transaction.Execute(Insert, row);
        }

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Publish(new ConversationWritten(
            report.ReportId, report.Title, report.Recipient, answer.Conversation.Version, caller.ShownAs, row.now));
        await transaction.Commit();
        return answer;
    }

    /// <summary>What waits for the group's yes: everything in which there is something, of a story that is not told yet.</summary>
    /// <exception cref="Refusal">The story is told.</exception>
    internal static Conversation Decide(ReportRow report, WriteConversationRequest request) => report.CanBeTold
        ? new Conversation { Tellings = { Told.Written(request.Tellings) } }
        : throw StoryRow.AlreadySent();
}
