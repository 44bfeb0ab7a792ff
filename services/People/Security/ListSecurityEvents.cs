using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Security;

/// <summary>What happened at the door, the newest first, for whoever of the staff looks.</summary>
internal sealed class ListSecurityEvents(Database database)
{
    private const string Question = "security-events";

    private static readonly Sql SelectPage = new("""
        SELECT event.event_id, event.happened_at, event.kind, event.subject, event.about, event.times, staff.shown_as,
            other.shown_as AS about_shown_as
        FROM security_event event
        LEFT JOIN address ON address.subject = event.subject AND address.kind = 'EMAIL'
        LEFT JOIN staff ON staff.email = address.value
        LEFT JOIN address other_address ON other_address.subject = event.about AND other_address.kind = 'EMAIL'
        LEFT JOIN staff other ON other.email = other_address.value
        WHERE event.happened_at <= @At AND (event.happened_at < @At OR event.event_id < @Id)
        ORDER BY event.happened_at DESC, event.event_id DESC {limit @Count}
        """);

    public async Task<ListSecurityEventsResponse> Handle(ListSecurityEventsRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<EventRow>(SelectPage, new { page.At, page.Id, page.Count });
        var answer = new ListSecurityEventsResponse();
        answer.NextPageToken = page.Fill(answer.Events, found, row => PageKey.Of(row.HappenedAt, row.EventId), row => row.ToMessage());
        return answer;
    }

    private sealed record EventRow
    {
        public string EventId { get; init; } = "";
        public DateTimeOffset HappenedAt { get; init; }
        public string Kind { get; init; } = "";
        public string Subject { get; init; } = "";
        public string About { get; init; } = "";
        public long Times { get; init; }
        public string? ShownAs { get; init; }
        public string? AboutShownAs { get; init; }

        private bool IsOfAnybody => Kind == StateText.Of(SecurityEventKind.SessionsEnded);

        public SecurityEvent ToMessage() => new()
        {
            Kind = StateText.Read<SecurityEventKind>(Kind),
            Time = Timestamp.FromDateTimeOffset(HappenedAt),
            Subject = Subject,
            ShownAs = ShownAs ?? "",
            // Whether there was an account to be signed out is nobody's business who reads this page.
            About = IsOfAnybody ? "" : About,
            AboutShownAs = IsOfAnybody ? "" : AboutShownAs ?? "",
            Count = Times,
        };
    }
}
