using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>What is in the local outbox, newest first, for a demonstration to show instead of a mailbox.</summary>
internal sealed class ListSentMail(Database database, PeopleSettings settings)
{
    private const string Question = "sent-mail";

    private static readonly Sql SelectPage = new("""
        SELECT mail_id, recipient, subject, body, created_at FROM mail
        WHERE created_at <= @At AND (created_at < @At OR mail_id < @Id)
        ORDER BY created_at DESC, mail_id DESC {limit @Count}
        """);

    public async Task<ListSentMailResponse> Handle(ListSentMailRequest request, CancellationToken cancellation)
    {
        if (!settings.Demo)
        {
            throw new Refusal(PeopleReasons.NoDemonstration);
        }

        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: Mail.Kept, max: Mail.Kept);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<MailRow>(SelectPage, new { page.At, page.Id, page.Count });
        var answer = new ListSentMailResponse();
        answer.NextPageToken = page.Fill(answer.Mails, found, row => PageKey.Of(row.CreatedAt, row.MailId), row => row.ToMessage());
        return answer;
    }

    private sealed record MailRow
    {
        public string MailId { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Body { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }

        public SentMail ToMessage() => new()
        {
            Recipient = Recipient,
            Subject = Subject,
            Body = Body,
            SentTime = Timestamp.FromDateTimeOffset(CreatedAt),
        };
    }
}
