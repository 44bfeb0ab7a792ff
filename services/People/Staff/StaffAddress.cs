using Participatory.People.Persons;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>What somebody may do here goes with their address.</summary>
internal static class StaffAddress
{
    private static readonly Sql SelectAll = new("SELECT email, shown_as, ended_at, ended_by FROM staff ORDER BY email");

    private static readonly Sql Delete = new("DELETE FROM staff WHERE email = @email");

    private static readonly Sql Copy = new("""
        INSERT INTO staff (email, shown_as, roles, areas, ended_at, ended_by)
        SELECT @email, shown_as, roles, areas, ended_at, ended_by FROM staff WHERE email = @old
        """);

    // It stays, ended: the settings, which may still name it, then bring nobody back by it.
    private static readonly Sql EndOld = new("""
        UPDATE staff SET roles = '', areas = '', ended_at = COALESCE(ended_at, @now), ended_by = COALESCE(ended_by, shown_as)
        WHERE email = @old
        """);

    private static readonly Sql MoveRoles = new("UPDATE staff_role SET email = @email WHERE email = @old");

    private static readonly Sql MoveAsked = new("UPDATE staff_role SET asked_by = @email WHERE asked_by = @old");

    private static readonly Sql MoveConfirmed = new("UPDATE staff_role SET confirmed_by = @email WHERE confirmed_by = @old");

    private static readonly Sql MoveNotices = new("UPDATE staff_notice SET email = @email WHERE email = @old");

    private static readonly Sql DeleteStopped = new("DELETE FROM stopped_mail WHERE email = @email");

    private static readonly Sql MoveStopped = new("UPDATE stopped_mail SET email = @email WHERE email = @old");

    /// <summary>
    /// Where staff sign in elsewhere a code makes nobody an officer; nor may it take their roles to an address for which nobody vouched.
    /// </summary>
    /// <exception cref="Refusal">The caller works here, and has no role in this session.</exception>
    public static async Task RefuseWithoutRole(Transaction transaction, Caller caller, DateTimeOffset now)
    {
        if (caller.Roles.Count == 0 && await StaffRoleRow.LoadWorks(transaction, caller.Subject, now))
        {
            throw new Refusal(PeopleReasons.StaffSignInNeeded);
        }
    }

    /// <summary>Where they work here; of everybody, which e-mails they do not want.</summary>
    /// <exception cref="Refusal">Somebody of the staff has the new mailbox, or the settings are the list.</exception>
    public static async Task Move(
        Transaction transaction, string old, string email, IReadOnlyList<MailProvider> providers, DateTimeOffset now)
    {
        // As everybody who writes the list: of two at once the second sees the first.
        await transaction.Hold("staff");
        await transaction.Execute(DeleteStopped, new { email });
        await transaction.Execute(MoveStopped, new { email, old });
        var all = await transaction.Many<StaffRow>(SelectAll);
        if (all.FirstOrDefault(row => row.Email == old) is not { } own)
        {
            return;
        }

        if (!await StaffRoleRow.LoadIsKeptOnPages(transaction))
        {
            throw new Refusal(PeopleReasons.StaffInSettings);
        }

        // Two of the staff are two people: what two have to decide, nobody decides alone.
        if (InviteMember.HasMailbox([.. all.Where(row => row != own && !IsLeft(row, own)).Select(row => row.Email)], email, providers))
        {
            throw new Refusal(PeopleReasons.StaffSameMailbox);
        }

        // Where they come back to an address that they had, the row that was ended makes room.
        await transaction.Execute(Delete, new { email });
        await transaction.Execute(Copy, new { email, old });
        await transaction.Execute(MoveRoles, new { email, old });
        await transaction.Execute(MoveAsked, new { email, old });
        await transaction.Execute(MoveConfirmed, new { email, old });
        await transaction.Execute(MoveNotices, new { email, old });
        await transaction.Execute(EndOld, new { old, now });
    }

    /// <summary>An address that they had before: nobody but this ends somebody in their own name (<see cref="EndOld"/>).</summary>
    private static bool IsLeft(StaffRow row, StaffRow own) =>
        row.EndedAt is not null && row.EndedBy == row.ShownAs && row.ShownAs == own.ShownAs;
}
