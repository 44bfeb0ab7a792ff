using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>Shows an officer of which ideas they wanted to be reminded by now.</summary>
internal sealed class ListReminders(Database database, TimeProvider clock)
{
    // An idea without words was forgotten.
    private static readonly Sql Select = new("""
        SELECT p.sequence, p.round_id, p.proposal_id, p.title, r.remind_at FROM case_reminder r
        JOIN proposal p ON p.round_id = r.round_id AND p.proposal_id = r.proposal_id
        WHERE r.officer_subject = @subject AND r.remind_at <= @now AND p.title <> ''
            AND (@everywhere = 1 OR p.area_code IN (SELECT item FROM {texts @areas} AS given))
            AND p.sequence > @after
        ORDER BY p.sequence {limit @limit}
        """);

    public async Task<ListRemindersResponse> Handle(ListRemindersRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "reminders", PageKey.First, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ReminderRow>(Select, new
        {
            subject = caller.Subject,
            now = clock.Now(),
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            limit = page.Count,
        });
        var answer = new ListRemindersResponse();
        answer.NextPageToken = page.Fill(answer.Reminders, rows, row => PageKey.Of(row.Sequence), row => new CaseReminder
        {
            RoundId = row.RoundId, ProposalId = row.ProposalId, Title = row.Title, RemindTime = row.RemindAt.ToTimestamp(),
        });
        return answer;
    }

    private sealed record ReminderRow
    {
        public long Sequence { get; init; }
        public string RoundId { get; init; } = "";
        public string ProposalId { get; init; } = "";
        public string Title { get; init; } = "";
        public DateTimeOffset RemindAt { get; init; }
    }
}
