using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>E-mails that could not be sent: officers see why, and have them tried again.</summary>
internal sealed class SetAsideNotices(Database database, TimeProvider clock)
{
    private static readonly Sql SelectPage = new("""
        SELECT notice.notice_id, notice.created_at, notice.set_aside_at, notice.set_aside_reason, address.value AS email
        FROM notice LEFT JOIN address ON address.subject = notice.recipient AND address.kind = 'EMAIL'
        WHERE notice.set_aside_at IS NOT NULL
            AND (notice.set_aside_at > @At OR (notice.set_aside_at = @At AND notice.notice_id > @Id))
        ORDER BY notice.set_aside_at, notice.notice_id {limit @Count}
        """);

    // Of the idea that it is about everybody may hear since it was set aside: that is not said a second time.
    private static readonly Sql Update = new("""
        UPDATE notice SET set_aside_at = NULL, set_aside_reason = NULL, tries = 0, due_at = @now, about_round = NULL, about_project = NULL
        WHERE notice_id = @NoticeId AND set_aside_at IS NOT NULL
        """);

    public async Task<ListSetAsideNoticesResponse> Handle(ListSetAsideNoticesRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "set-aside", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<SetAsideRow>(SelectPage, new { page.At, page.Id, page.Count });
        var answer = new ListSetAsideNoticesResponse();
        answer.NextPageToken = page.Fill(
            answer.Notices, found, row => PageKey.Of(row.SetAsideAt, row.NoticeId), row => row.ToMessage());
        return answer;
    }

    public async Task<TryNoticeAgainResponse> Handle(TryNoticeAgainRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("notice_id", request.NoticeId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, TryNoticeAgainResponse.Parser) is { } before)
        {
            return before;
        }

        if (await transaction.Execute(Update, new { request.NoticeId, now = clock.GetUtcNow() }) == 0)
        {
            throw new Refusal(PeopleReasons.NoticeNotSetAside, field: "notice_id");
        }

        var answer = new TryNoticeAgainResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private sealed record SetAsideRow
    {
        public string NoticeId { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset SetAsideAt { get; init; }

        /// <summary>As <see cref="StateText"/> writes a <see cref="V1.SetAsideReason"/>.</summary>
        public string SetAsideReason { get; init; } = "";

        public string? Email { get; init; }

        public SetAsideNotice ToMessage() => new()
        {
            NoticeId = NoticeId,
            Mailbox = Hint(Email ?? ""),
            CreateTime = Timestamp.FromDateTimeOffset(CreatedAt),
            SetAsideTime = Timestamp.FromDateTimeOffset(SetAsideAt),
            Reason = StateText.Read<SetAsideReason>(SetAsideReason),
        };

        private static string Hint(string email) =>
            email.LastIndexOf('@') is > 0 and var at ? $"{StringInfo.GetNextTextElement(email)}…{email[at..]}" : "";
    }
}
