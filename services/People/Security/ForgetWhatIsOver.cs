using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Words.Holdings;

namespace Participatory.People.Security;

/// <summary>
/// Removes what this service needs no more, also where nobody comes any more who would: codes, sessions and tokens that are over, what
/// e-mails said that were sent, and old lines of the security log. Some at a time, so that nobody waits.
/// </summary>
internal sealed class ForgetWhatIsOver(Database database, Retention retention, TimeProvider clock, ILogger<ForgetWhatIsOver> log)
{
    private const int AtOnce = 1_000;

    /// <summary>Longer than a round: nothing is news twice in it, and what is hidden for so long is news to nobody.</summary>
    private static readonly TimeSpan HappeningsKeptFor = TimeSpan.FromDays(400);

    private static readonly Sql DeleteCodes = new("DELETE {some} FROM sign_in_code WHERE created_at < @before");

    private static readonly Sql DeleteTokens = new("DELETE {some} FROM used_token WHERE expires_at < @before");

    private static readonly Sql DeleteQuestions = new("DELETE {some} FROM used_question WHERE expires_at < @before");

    private static readonly Sql DeleteChanges = new("DELETE {some} FROM address_change WHERE expires_at < @before");

    private static readonly Sql DeleteOldAddresses = new("""
        DELETE {some} FROM address_notice WHERE notice_id IN (SELECT notice_id FROM notice WHERE sent_at < @before)
        """);

    private static readonly Sql DeleteSessions = new("DELETE {some} FROM session WHERE expires_at < @before");

    private static readonly Sql DeleteInvitations = new("DELETE {some} FROM group_invitation WHERE ends_at < @before");

    private static readonly Sql DeleteEvents = new("DELETE {some} FROM security_event WHERE happened_at < @before");

    private static readonly Sql DeleteMail = new("DELETE {some} FROM mail WHERE created_at < @before");

    private static readonly Sql DeleteNews = new("""
        DELETE {some} FROM following_news WHERE notice_id IN (SELECT notice_id FROM notice WHERE sent_at < @before)
        """);

    private static readonly Sql DeleteWaiting = new("""
        DELETE {some} FROM following_news WHERE notice_id IS NULL
            AND happening_id IN (SELECT happening_id FROM happening WHERE happened_at < @before)
        """);

    private static readonly Sql DeleteHappenings = new("""
        DELETE {some} FROM happening WHERE happened_at < @before
            AND NOT EXISTS (SELECT 1 FROM following_news WHERE following_news.happening_id = happening.happening_id)
        """);

    // That somebody was told stays, because it is told once; what it said goes.
    private static readonly Sql EmptyNotices = new("""
        UPDATE notice SET details = @nothing, link_to = NULL, link_id = NULL, about_round = NULL, about_project = NULL
        WHERE notice_id IN (SELECT notice_id FROM notice WHERE sent_at < @before AND details <> @nothing ORDER BY sent_at {limit @some})
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var removed = await Delete(DeleteCodes, retention.Of(Period.SignInCodes), RemovalKinds.SignInCodes)
            + await Delete(DeleteTokens, TimeSpan.Zero, "")
            + await Delete(DeleteQuestions, TimeSpan.Zero, "")
            + await Delete(DeleteChanges, TimeSpan.Zero, "")
            + await Delete(DeleteOldAddresses, retention.Of(Period.SentNotices), "")
            + await Delete(DeleteNews, retention.Of(Period.SentNotices), "")
            + await Delete(DeleteWaiting, HappeningsKeptFor, "")
            + await Delete(DeleteHappenings, HappeningsKeptFor, "")
            + await Delete(DeleteSessions, TimeSpan.Zero, RemovalKinds.Sessions)
            + await Delete(DeleteInvitations, TimeSpan.Zero, "")
            + await Delete(DeleteEvents, retention.Of(Period.SecurityEvents), RemovalKinds.SecurityEvents)
            + await Delete(DeleteMail, retention.Of(Period.LocalMail), RemovalKinds.LocalMail)
            + await Delete(EmptyNotices, retention.Of(Period.SentNotices), RemovalKinds.SentNotices);
        if (removed > 0)
        {
            log.LogInformation("Removed {Rows} rows and words of e-mails that are over", removed);
        }

        Task<long> Delete(Sql statement, TimeSpan keptFor, string kind) => Removals.Delete(
            database, statement, new { before = now - keptFor, some = AtOnce, nothing = "{}" }, kind, now, cancellation);
    }
}
