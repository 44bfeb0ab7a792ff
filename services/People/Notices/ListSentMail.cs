using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>What is in the local outbox, newest first, for a demonstration to show instead of a mailbox.</summary>
internal sealed class ListSentMail(Database database, PeopleSettings settings)
{
    private static readonly Sql SelectNewest = new("""
        SELECT recipient, subject, body, created_at FROM mail ORDER BY created_at DESC, mail_id DESC {limit @count}
        """);

    public async Task<ListSentMailResponse> Handle(ListSentMailRequest request, CancellationToken cancellation)
    {
        if (!settings.Demo)
        {
            throw new Refusal(PeopleReasons.NoDemonstration);
        }

        await using var session = await database.Read(cancellation);
        var found = await session.Many<MailRow>(SelectNewest, new { count = PageToken.Size(request.PageSize, Mail.Kept, Mail.Kept) });
        var answer = new ListSentMailResponse();
        answer.Mails.AddRange(found.Select(row => new SentMail
        {
            Recipient = row.Recipient,
            Subject = row.Subject,
            Body = row.Body,
            SentTime = Timestamp.FromDateTimeOffset(row.CreatedAt),
        }));
        return answer;
    }

    private sealed record MailRow
    {
        public string Recipient { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Body { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }
}
