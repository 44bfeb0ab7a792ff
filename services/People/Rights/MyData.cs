using Participatory.Platform.Rights;
using Participatory.Platform.Storage;

namespace Participatory.People.Rights;

/// <summary>What this service gives a person of themselves. Of secrets nothing is kept that could be given: only hashes.</summary>
internal static class MyData
{
    private static readonly Sql Person = new("SELECT language, created_at, seen_at FROM person WHERE subject = @subject");

    private static readonly Sql Address = new("SELECT value AS email, proved_at FROM address WHERE subject = @subject");

    private static readonly Sql Sessions = new("""
        SELECT way, begun_at, seen_at, expires_at FROM session WHERE subject = @subject ORDER BY begun_at
        """);

    private static readonly Sql Codes = new("""
        SELECT created_at, expires_at, used_at FROM sign_in_code
        WHERE email IN (SELECT value FROM address WHERE subject = @subject)
            OR attempt_id IN (SELECT new_attempt FROM address_change WHERE subject = @subject) ORDER BY created_at
        """);

    private static readonly Sql Notices = new("""
        SELECT reason, details, created_at, sent_at FROM notice WHERE recipient = @subject ORDER BY created_at
        """);

    // Not that to an address which waits for its code: whoever has typed it has not proved it yet.
    private static readonly Sql Mail = new("""
        SELECT subject AS title, body AS words, created_at FROM mail
        WHERE recipient IN (SELECT value FROM address WHERE address.subject = @subject) ORDER BY created_at
        """);

    private static readonly Sql Stopped = new("""
        SELECT kind, stopped_at FROM stopped_mail WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    private static readonly Sql SupportTold = new("""
        SELECT told.round_id, told.proposal_id, told.supports, told.told_on FROM support_told told
        JOIN notice ON notice.notice_id = told.notice_id WHERE notice.recipient = @subject
        ORDER BY told.round_id, told.proposal_id, told.supports
        """);

    private static readonly Sql Events = new("""
        SELECT kind, happened_at, times FROM security_event WHERE subject = @subject ORDER BY happened_at, event_id
        """);

    private static readonly Sql Staff = new("""
        SELECT shown_as, roles, areas, ended_at FROM staff WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    private static readonly Sql Roles = new("""
        SELECT role, state, areas, ends_at, asked_as, asked_at, confirmed_as, confirmed_at FROM staff_role
        WHERE email IN (SELECT value FROM address WHERE subject = @subject) ORDER BY role
        """);

    private static readonly Sql Accounts = new("SELECT bound_at FROM staff_account WHERE subject = @subject");

    private static readonly Sql ProviderAccounts = new("SELECT bound_at FROM provider_account WHERE subject = @subject");

    private static readonly Sql Resets = new("""
        SELECT asked_as, asked_at, confirmed_as, confirmed_at FROM passkey_reset
        WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    private static readonly Sql Passkeys = new("""
        SELECT name, added_at, used_at FROM passkey WHERE subject = @subject ORDER BY place
        """);

    private static readonly Sql Groups = new("""
        SELECT words.name AS group_name, mine.shown_as, mine.state, mine.joined_at AS created_at FROM group_member mine
        JOIN community_group founded ON founded.group_id = mine.group_id
        JOIN group_version words ON words.group_id = founded.group_id AND words.version = founded.version
        WHERE mine.subject = @subject ORDER BY mine.joined_at, mine.member_id
        """);

    // Whoever left sees of it what everybody sees.
    private static readonly Sql FoundedGroups = new("""
        SELECT CASE WHEN mine.subject IS NOT NULL OR hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN') THEN words.name ELSE '' END
            AS group_name, founded.founded_at AS created_at, founded.closed_at FROM community_group founded
        JOIN group_version words ON words.group_id = founded.group_id AND words.version = founded.version
        LEFT JOIN group_member mine ON mine.group_id = founded.group_id AND mine.subject = @subject
        LEFT JOIN hiding hid ON hid.scope_id = 'groups' AND hid.item_id = founded.group_id AND hid.part = 'GROUP'
        WHERE founded.founder_subject = @subject ORDER BY founded.sequence
        """);

    private static readonly Sql GroupInvitations = new("""
        SELECT state, made_at AS created_at, ends_at FROM group_invitation WHERE invited_by = @subject ORDER BY made_at, invitation_id
        """);

    private static readonly Sql Following = new("""
        SELECT kind, round_id, thing_id, how_often, followed_at AS created_at FROM following WHERE subject = @subject ORDER BY sequence
        """);

    private static readonly Sql FollowingNews = new("""
        SELECT h.reason, h.round_id, h.thing_id, h.happened_at FROM following_news news
        JOIN happening h ON h.happening_id = news.happening_id
        WHERE news.subject = @subject ORDER BY h.happened_at, h.happening_id
        """);

    private static readonly Sql AddressChange = new("SELECT email, expires_at FROM address_change WHERE subject = @subject");

    public static async Task Read(MyRows mine)
    {
        await mine.Add("person", Person);
        await mine.Add("address", Address);
        await mine.Add("address_change", AddressChange);
        await mine.Add("provider_account", ProviderAccounts);
        await mine.Add("passkey", Passkeys);
        await mine.Add("session", Sessions);
        await mine.Add("sign_in_code", Codes);
        await mine.Add("notice", Notices);
        await mine.Add("mail", Mail);
        await mine.Add("stopped_mail", Stopped);
        await mine.Add("support_told", SupportTold);
        await mine.Add("security_event", Events);
        await mine.Add("group_member", Groups);
        await mine.Add("community_group", FoundedGroups);
        await mine.Add("group_invitation", GroupInvitations);
        await mine.Add("following", Following);
        await mine.Add("following_news", FollowingNews);
        await mine.Add("staff", Staff);
        await mine.Add("staff_role", Roles);
        await mine.Add("staff_account", Accounts);
        await mine.Add("passkey_reset", Resets);
    }
}
