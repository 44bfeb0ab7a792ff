using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Which e-mails that can be stopped somebody gets: what they are, and what they choose.</summary>
internal sealed class ChooseMail(Database database, TimeProvider clock)
{
    private static readonly Sql SelectMailbox = new("""
        SELECT address.value AS email, CASE WHEN staff.email IS NULL THEN 0 ELSE 1 END AS works_here
        FROM address
        LEFT JOIN staff ON staff.email = address.value AND staff.ended_at IS NULL
            AND EXISTS (SELECT 1 FROM staff_role WHERE staff_role.email = staff.email AND staff_role.state = 'GIVEN'
                AND (staff_role.ends_at IS NULL OR staff_role.ends_at > @now))
        WHERE address.subject = @Subject AND address.kind = 'EMAIL'
        """);

    public async Task<MailChoices> Handle(GetMailChoicesRequest request, Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await Load(session, await session.One<Mailbox>(SelectMailbox, new { caller.Subject, now = clock.GetUtcNow() }));
    }

    public async Task<MailChoices> Handle(ChooseMailRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, MailChoices.Parser) is { } before)
        {
            return before;
        }

        var mailbox = await transaction.One<Mailbox>(SelectMailbox, new { caller.Subject, now = clock.GetUtcNow() });
        if (mailbox is not null)
        {
            await Choose(transaction, mailbox.Email, StoppedMail.Support, request.Support);
        }

        if (mailbox is { WorksHere: 1 })
        {
            await Choose(transaction, mailbox.Email, StoppedMail.Work, request.Work);
        }

        var answer = await Load(transaction, mailbox);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private Task Choose(Transaction transaction, string email, string kind, bool wanted) => wanted
        ? StoppedMail.Start(transaction, email, kind)
        : StoppedMail.Stop(transaction, email, kind, clock.GetUtcNow());

    /// <param name="mailbox">Null for somebody whom no e-mail of ours reaches.</param>
    private static async Task<MailChoices> Load(Session session, Mailbox? mailbox)
    {
        if (mailbox is null)
        {
            return new MailChoices();
        }

        var stopped = await StoppedMail.Load(session, mailbox.Email);
        var worksHere = mailbox.WorksHere == 1;
        return new MailChoices
        {
            WorksHere = worksHere,
            Work = worksHere && !stopped.Contains(StoppedMail.Work),
            Support = !stopped.Contains(StoppedMail.Support),
        };
    }

    private sealed record Mailbox
    {
        public string Email { get; init; } = "";

        /// <summary>1 for somebody of the staff.</summary>
        public int WorksHere { get; init; }
    }
}
