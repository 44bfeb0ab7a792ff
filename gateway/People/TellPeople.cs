using Participatory.Contracts.Accountability;
using Participatory.Contracts.Gateway;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Gateway.Pages.Shared;
using Participatory.Words;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.Gateway.People;

/// <summary>
/// Tells people by e-mail what became of their idea and their grant. Only here is an e-mail address known, so the
/// gateway listens to what happens; what it writes commits with the note that it has heard, and is sent afterwards.
/// </summary>
public sealed class TellPeople(
    Database database, Mail mail, Say say, MailLinks links, TimeProvider clock, ILogger<TellPeople> log)
{
    /// <summary>How many are sent in one go.</summary>
    private const int Batch = 50;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private static readonly Sql Insert = new("""
        INSERT INTO notice (notice_id, recipient, subject, body, about_round, about_project, created_at, tries, due_at)
        VALUES (@id, @recipient, @subject, @body, @roundId, @projectId, @now, 0, @now)
        """);

    private static readonly Sql SelectDue = new("""
        SELECT notice.notice_id, notice.subject, notice.body, notice.about_round, notice.about_project, notice.tries, person.email
        FROM notice LEFT JOIN person ON person.subject = notice.recipient
        WHERE notice.due_at <= @now ORDER BY notice.due_at, notice.notice_id {limit @batch}
        """);

    private static readonly Sql MarkSent = new("""
        UPDATE notice SET sent_at = @now, due_at = NULL WHERE notice_id = @NoticeId AND due_at IS NOT NULL
        """);

    private static readonly Sql SetAside = new("UPDATE notice SET due_at = NULL WHERE notice_id = @NoticeId AND due_at IS NOT NULL");

    private static readonly Sql PutOff = new("""
        UPDATE notice SET tries = tries + 1, due_at = @due WHERE notice_id = @NoticeId AND due_at IS NOT NULL
        """);

    /// <summary>Starts to listen.</summary>
    public void Listen(Bus bus)
    {
        bus.On<RegistrationDecided>("gateway.tell-of-registration", database, (decided, transaction) => Tell(
            transaction,
            decided.RecipientSubject,
            say.Fill(decided.Admitted ? Words.Notices.OnRollSubject : Words.Notices.NotOnRollSubject, decided.Title),
            say.Fill(decided.Admitted ? Words.Notices.OnRollBody : Words.Notices.NotOnRollBody, decided.Title, decided.Reason)));
        bus.On<ProposalReviewed>("gateway.tell-of-review", database, (reviewed, transaction) => Tell(
            transaction,
            reviewed.ProposerSubject,
            say.Fill(reviewed.Feasible ? Words.Notices.FeasibleSubject : Words.Notices.InfeasibleSubject, reviewed.Title),
            say.Fill(
                reviewed.Feasible ? Words.Notices.FeasibleBody : Words.Notices.InfeasibleBody,
                reviewed.Title,
                reviewed.Feasible ? Amount(reviewed.CostMinor ?? 0, reviewed.Currency) : reviewed.Reason,
                say.Fill(Words.Notices.ReviewedBy, reviewed.ReviewedBy))));
        bus.On<AwardOffered>("gateway.tell-of-award", database, (offered, transaction) => Tell(
            transaction,
            offered.RecipientSubject,
            say.Fill(Words.Notices.WonSubject, offered.Title),
            say.Fill(Words.Notices.WonBody, offered.Title, Amount(offered.AmountMinor, offered.Currency), links.To(offered.RecipientSubject, Links.MyGrant(offered.AwardId))),
            offered.RoundId,
            offered.ProjectId));
        bus.On<OutcomeReached>("gateway.tell-of-outcome", database, (outcome, transaction) => Tell(
            transaction,
            outcome.ProposerSubject,
            say.Fill(Words.Notices.OutcomeSubject, outcome.Title),
            say.Fill(outcome.Kind switch { "lost" => Words.Notices.LostBody, "gave-way" => Words.Notices.GaveWayBody, _ => Words.Notices.NotOnPaperBody }, outcome.Title, outcome.Loss is { } loss ? new WhyNot(say).Sentence(loss) : outcome.OwnWords, outcome.TalkTo),
            outcome.RoundId,
            outcome.ProjectId));
        bus.On<AwardWithdrawn>("gateway.tell-of-withdrawal", database, (withdrawn, transaction) => Tell(
            transaction,
            withdrawn.RecipientSubject,
            say.Fill(Words.Notices.WithdrawnSubject, withdrawn.Title),
            say.Fill(Words.Notices.WithdrawnBody, withdrawn.Title, Amount(withdrawn.AmountMinor, withdrawn.Currency), withdrawn.Reason, withdrawn.WithdrawnBy),
            withdrawn.RoundId,
            withdrawn.ProjectId));
        bus.On<AwardExpired>("gateway.tell-of-expiry", database, (expired, transaction) => Tell(
            transaction,
            expired.RecipientSubject,
            say.Fill(Words.Notices.ExpiredSubject, expired.Title),
            say.Fill(Words.Notices.ExpiredBody, expired.Title, Amount(expired.AmountMinor, expired.Currency)),
            expired.RoundId,
            expired.ProjectId));
        bus.On<PaymentConfirmed>("gateway.tell-of-payment", database, (paid, transaction) => Tell(
            transaction,
            paid.RecipientSubject,
            say.Fill(Words.Notices.PaidSubject, paid.Title),
            say.Fill(Words.Notices.PaidBody, paid.Title, Amount(paid.AmountMinor, paid.Currency))));
        bus.On<PartPaid>("gateway.tell-of-part", database, (paid, transaction) => Tell(
            transaction,
            paid.RecipientSubject,
            say.Fill(Words.Notices.PartPaidSubject, paid.Title),
            say.Fill(Words.Notices.PartPaidBody, Amount(paid.AmountMinor, paid.Currency), paid.Title, paid.Part, paid.Parts)));
        bus.On<PayeeChanged>("gateway.tell-of-payee", database, (changed, transaction) => Tell(
            transaction,
            changed.RecipientSubject,
            say.Fill(Words.Notices.PayeeChangedSubject, changed.Title),
            say.Fill(Words.Notices.PayeeChangedBody, changed.Title)));
        bus.On<ReportRequested>("gateway.tell-of-question", database, (asked, transaction) => TellWithLink(
            transaction, asked.RecipientSubject, asked.ReportId, Words.Notices.AskedSubject, Words.Notices.AskedBody, asked.Title));
        bus.On<ReportReminded>("gateway.tell-of-reminder", database, (reminded, transaction) => TellWithLink(
            transaction,
            reminded.RecipientSubject,
            reminded.ReportId,
            reminded.Number == 1 ? Words.Notices.Reminder1Subject : Words.Notices.Reminder2Subject,
            reminded.Number == 1 ? Words.Notices.Reminder1Body : Words.Notices.Reminder2Body,
            reminded.Title));
        bus.On<ConversationInvited>("gateway.tell-of-invitation", database, (invited, transaction) => TellWithLink(
            transaction, invited.RecipientSubject, invited.ReportId, Words.Notices.InvitedSubject, Words.Notices.InvitedBody, invited.Title));
        bus.On<ConversationWritten>("gateway.tell-of-conversation", database, (written, transaction) => TellWithLink(
            transaction, written.RecipientSubject, written.ReportId, Words.Notices.TalkSubject, Words.Notices.TalkBody, written.Title, written.WrittenBy));
        bus.On<StoryTyped>("gateway.tell-of-typing", database, (typed, transaction) => TellWithLink(
            transaction, typed.RecipientSubject, typed.ReportId, Words.Notices.TypedSubject, Words.Notices.TypedBody, typed.Title, typed.TypedBy));
        bus.On<HelpOffered>("gateway.tell-of-help", database, (help, transaction) => TellWithLink(
            transaction, help.RecipientSubject, help.ReportId, Words.Notices.HelpSubject, Words.Notices.HelpBody, help.Title));
        bus.On<ReportExcused>("gateway.tell-of-excuse", database, (excused, transaction) => TellWithLink(
            transaction, excused.RecipientSubject, excused.ReportId, Words.Notices.ExcusedSubject, Words.Notices.ExcusedBody, excused.Title));
        bus.On<ReportAccepted>("gateway.tell-of-answer", database, (accepted, transaction) => Tell(
            transaction,
            accepted.RecipientSubject,
            say.Fill(Words.Notices.AnsweredSubject, accepted.Title),
            say.Fill(Words.Notices.AnsweredBody, accepted.Title, accepted.AnsweredBy)));
    }

    /// <summary>
    /// Sends what is due, each on its own: one that a server will not take holds up nobody. Cut off between sending and noting
    /// it, a person gets an e-mail twice rather than never.
    /// </summary>
    public async Task SendWaiting(CancellationToken cancellation)
    {
        IReadOnlyList<WaitingNotice> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await session.Many<WaitingNotice>(SelectDue, new { now = clock.GetUtcNow(), batch = Batch });
        }

        foreach (var notice in due)
        {
            await Note(notice, await Send(notice, cancellation), cancellation);
        }
    }

    /// <summary>How long to wait after so many tries in vain; null where it is enough: after five days, as mail servers do (RFC 5321, 4.5.4.1).</summary>
    internal static TimeSpan? PauseAfter(int tries) => tries switch
    {
        > 27 => null,
        > 9 => LongestPause,
        _ => TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (tries - 1), LongestPause.Ticks)),
    };

    private async Task<MailOutcome> Send(WaitingNotice notice, CancellationToken cancellation)
    {
        // A person who never signed in here (a town that was made up) has no address; there is nobody to tell.
        if (notice.Email is null)
        {
            return MailOutcome.Delivered;
        }

        try
        {
            return await mail.Send(notice.Email, notice.Subject, notice.Body, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(failure, "Notice {Notice} could not be sent; it is tried again and the others go on", notice.NoticeId);
            return MailOutcome.Later;
        }
    }

    private async Task Note(WaitingNotice notice, MailOutcome outcome, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var pause = outcome == MailOutcome.Later ? PauseAfter(notice.Tries + 1) : null;
        await using var transaction = await database.Begin(cancellation);
        if (pause is { } wait)
        {
            await transaction.Execute(PutOff, new { notice.NoticeId, due = now + wait });
            await transaction.Commit();
            return;
        }

        await transaction.Execute(outcome == MailOutcome.Delivered ? MarkSent : SetAside, new { notice.NoticeId, now });
        if (notice is { AboutRound: { } roundId, AboutProject: { } projectId })
        {
            // Whom no e-mail reaches cannot be told first, and nobody else waits for that.
            await transaction.Publish(new ProposerTold(roundId, projectId, now));
        }

        await transaction.Commit();
        if (outcome != MailOutcome.Delivered)
        {
            log.LogWarning("Notice {Notice} is set aside after {Tries} tries: {Outcome}", notice.NoticeId, notice.Tries + 1, outcome);
        }
    }

    private string Amount(long minor, string currency) => say.Money(minor, currency);

    /// <summary>With the link to the story at {1}, which is made for this person alone.</summary>
    private Task<int> TellWithLink(Transaction transaction, string recipient, string reportId, string subject, string body, string title, string name = "") =>
        Tell(transaction, recipient, say.Fill(subject, title), say.Fill(body, title, links.To(recipient, Links.MyStory(reportId)), name));

    private Task<int> Tell(
        Transaction transaction, string recipient, string subject, string body, string? roundId = null, string? projectId = null) => transaction.Execute(Insert, new
    {
        id = Guid.CreateVersion7().ToString(),
        recipient,
        subject,
        body,
        roundId,
        projectId,
        now = clock.GetUtcNow(),
    });

    private sealed record WaitingNotice
    {
        public string NoticeId { get; init; } = "";
        public string Subject { get; init; } = "";
        public string Body { get; init; } = "";
        public string? AboutRound { get; init; }
        public string? AboutProject { get; init; }
        public int Tries { get; init; }
        public string? Email { get; init; }
    }
}
