using System.Text.Json;
using Participatory.Access.V1;
using Participatory.Contracts.People;
using Participatory.People.Following;
using Participatory.People.Profile;
using Participatory.People.SignIn;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Puts what is due into words and sends it.</summary>
internal sealed class SendNotices(
    Database database, Mail mail, MailLinks links, GetProfile profile, PeopleSettings settings, TimeProvider clock,
    ILogger<SendNotices> log)
{
    /// <summary>How many are sent in one go.</summary>
    private const int Batch = 50;

    /// <summary>How long one of several senders has a notice for itself.</summary>
    internal static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private static readonly Sql SelectDue = new("""
        SELECT notice.notice_id, notice.recipient, notice.reason, notice.details, notice.link_to, notice.link_id,
            notice.about_round, notice.about_project, notice.tries, notice.due_at, person.language,
            CASE WHEN stopped_mail.email IS NULL THEN COALESCE(address_notice.email, staff.email, address.value) END AS email
        FROM notice
        LEFT JOIN digest ON digest.notice_id = notice.notice_id
        LEFT JOIN address_notice ON address_notice.notice_id = notice.notice_id
        LEFT JOIN staff_notice ON staff_notice.notice_id = notice.notice_id
        LEFT JOIN staff ON staff.email = COALESCE(digest.email, staff_notice.email) AND (notice.reason = 'ROLE_TAKEN'
            OR (staff.ended_at IS NULL AND EXISTS (SELECT 1 FROM staff_role WHERE staff_role.email = staff.email
                AND staff_role.state = 'GIVEN' AND (staff_role.ends_at IS NULL OR staff_role.ends_at > @now))))
        LEFT JOIN address ON address.subject = notice.recipient AND address.kind = 'EMAIL' AND digest.email IS NULL
            AND staff_notice.email IS NULL
        LEFT JOIN person ON person.subject = notice.recipient
        LEFT JOIN stopped_mail ON stopped_mail.email = COALESCE(staff.email, address.value)
            AND stopped_mail.kind = CASE notice.reason WHEN 'SUPPORTED' THEN 'SUPPORT' ELSE notice.reason END
        WHERE notice.due_at <= @now ORDER BY notice.due_at, notice.notice_id {limit @batch}
        """);

    // Of several processes one gets it. If it dies over it, it is due again after a while.
    private static readonly Sql Claim = new("UPDATE notice SET due_at = @until WHERE notice_id = @NoticeId AND due_at = @DueAt");

    private static readonly Sql MarkSent = new("""
        UPDATE notice SET sent_at = @now, due_at = NULL WHERE notice_id = @NoticeId AND due_at IS NOT NULL
        """);

    private static readonly Sql SetAside = new("""
        UPDATE notice SET due_at = NULL, set_aside_at = @now, set_aside_reason = @reason WHERE notice_id = @NoticeId AND due_at IS NOT NULL
        """);

    private static readonly Sql PutOff = new("""
        UPDATE notice SET tries = tries + 1, due_at = @due WHERE notice_id = @NoticeId AND due_at IS NOT NULL
        """);

    /// <summary>
    /// Sends what is due, each on its own: one that a server will not take holds up nobody. Cut off between sending and noting
    /// it, a person gets an e-mail twice rather than never, with the same Message-Id.
    /// </summary>
    public async Task Tick(CancellationToken cancellation)
    {
        IReadOnlyList<DueNotice> due;
        await using (var session = await database.Read(cancellation))
        {
            due = await session.Many<DueNotice>(SelectDue, new { now = clock.GetUtcNow(), batch = Batch });
        }

        if (due.Count == 0)
        {
            return;
        }

        var council = await profile.ForMail(cancellation);
        foreach (var notice in due)
        {
            await using (var transaction = await database.Begin(cancellation))
            {
                var until = clock.GetUtcNow() + ClaimedFor;
                if (await transaction.Execute(Claim, new { until, notice.NoticeId, notice.DueAt }) == 0)
                {
                    continue;
                }

                await transaction.Commit();
            }

            await Note(notice, await Send(notice, council, cancellation), cancellation);
        }
    }

    /// <summary>
    /// How long to wait after so many tries in vain; null where it is enough: after five days, as mail servers do (RFC 5321, 4.5.4.1).
    /// </summary>
    internal static TimeSpan? PauseAfter(int tries) => tries switch
    {
        > 27 => null,
        > 9 => LongestPause,
        _ => TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << (tries - 1), LongestPause.Ticks)),
    };

    private async Task<MailOutcome> Send(DueNotice notice, CouncilInMail council, CancellationToken cancellation)
    {
        // A person who never signed in here (a town that was made up) has no address; and some have stopped e-mails of this kind, or
        // work here no more. There is nobody to tell.
        if (notice.Email is null)
        {
            return MailOutcome.Delivered;
        }

        try
        {
            var details = JsonSerializer.Deserialize<NoticeDetails>(notice.Details, MessageTypes.Json)!;
            if (notice.Reason == NoticeReason.Followed)
            {
                details = details with { Followed = await LoadNews(notice, cancellation) };
                if (details.Followed is null)
                {
                    return MailOutcome.Delivered;
                }
            }

            var link = notice switch
            {
                { LinkTo: { } kind, LinkId: { } id } => links.To(notice.Recipient, kind, id),
                { Reason: NoticeReason.Work } => settings.At("/council"),
                { Reason: NoticeReason.AccountEnds } => settings.At("/sign-in"),
                // Who is not signed in is led there by way of signing in.
                { Reason: NoticeReason.PasskeyAdded or NoticeReason.PasskeyRemoved } => settings.At("/my/passkeys"),
                { Reason: NoticeReason.ProviderBound } => settings.At("/my/sessions"),
                { Reason: NoticeReason.RoleGiven } when details.Role == StateText.Of(Role.Connector) => settings.At("/council"),
                { Reason: NoticeReason.RoleGiven or NoticeReason.RoleAsked or NoticeReason.ResetAsked } => settings.At("/council/staff"),
                { Reason: NoticeReason.PasskeysReset } => settings.At("/sign-in"),
                { Reason: NoticeReason.Followed } => settings.At("/my/following"),
                _ when details.Idea is { } idea => settings.Idea(idea.RoundId, idea.ProjectId),
                _ when details is { Voice: { } voice, Round: { } place } => settings.Voice(place, voice),
                _ when details.Group is { } group => settings.At($"/groups/{Uri.EscapeDataString(group)}"),
                _ when details.Round is { } round => settings.Round(round),
                _ => "",
            };
            var (subject, body) = NoticeWords.Of(notice.Reason, details, link, settings.Language(notice.Language), settings.At);
            var page = link.Length == 0 && notice is { AboutRound: { } roundId, AboutProject: { } projectId }
                ? settings.Idea(roundId, projectId) : "";
            body = NoticeWords.WithFoot(body, page, council, settings.Language(notice.Language));
            var stop = StoppedMail.KindOf(notice.Reason) is { } stoppable ? links.ToStop(
                stoppable, stoppable == StoppedMail.Following ? notice.Recipient : notice.Email) : "";
            body = stop.Length == 0 ? body : NoticeWords.WithStop(body, stop, settings.Language(notice.Language));
            return await mail.Send(new Letter(notice.Email, subject, body, notice.NoticeId, stop), cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(failure, "Notice {Notice} could not be sent; it is tried again and the others go on", notice.NoticeId);
            return MailOutcome.Later;
        }
    }

    /// <summary>As it is at this moment; null where they have stopped since it was made, or nobody may read any of it any more.</summary>
    private async Task<FollowingDigest?> LoadNews(DueNotice notice, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return FollowingDigest.Decide(
            await NewsRow.LoadIn(session, notice.NoticeId, notice.Recipient), await FollowingRow.LoadAll(session, notice.Recipient),
            await NewsRow.LoadBeyond(session, notice.NoticeId, notice.Recipient));
    }

    private async Task Note(DueNotice notice, MailOutcome outcome, CancellationToken cancellation)
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

        var reason = StateText.Of(outcome switch
        {
            MailOutcome.Refused => SetAsideReason.Refused,
            MailOutcome.BeyondServer => SetAsideReason.BeyondServer,
            _ => SetAsideReason.GivenUp,
        });
        var ended = await transaction.Execute(outcome == MailOutcome.Delivered ? MarkSent : SetAside, new { notice.NoticeId, now, reason });
        // Of two who have sent it, because one stood still for longer than its claim, one says so.
        if (ended == 1 && notice is { AboutRound: { } roundId, AboutProject: { } projectId })
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

    private sealed record DueNotice
    {
        public string NoticeId { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Details { get; init; } = "";
        public string? LinkTo { get; init; }
        public string? LinkId { get; init; }
        public string? AboutRound { get; init; }
        public string? AboutProject { get; init; }
        public int Tries { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public string? Email { get; init; }
        public string? Language { get; init; }
    }
}
