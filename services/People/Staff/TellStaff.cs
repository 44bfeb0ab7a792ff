using Participatory.People.Notices;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Notes whom of the staff to tell of a role, by address: whoever is invited may never have signed in.</summary>
internal static class TellStaff
{
    private static readonly Sql InsertAddress = new("INSERT INTO staff_notice (notice_id, email) VALUES (@noticeId, @email)");

    /// <summary>Somebody has a role from now on.</summary>
    /// <param name="by">Name and title of the administrator with whose word they have it.</param>
    public static Task OfRole(Transaction transaction, StaffRoleRow role, string shownAs, string by, DateTimeOffset now) =>
        Tell(transaction, role.Email, NoticeReason.RoleGiven, new NoticeDetails(shownAs, Who: by, Role: role.Role), now);

    /// <summary>Somebody has lost these roles, whether any is left or not.</summary>
    /// <param name="by">Name and title of the administrator who took them.</param>
    public static Task OfLoss(
        Transaction transaction, IReadOnlyCollection<StaffRoleRow> roles, string shownAs, string by, DateTimeOffset now) =>
        roles.Count == 0 ? Task.CompletedTask : Tell(
            transaction, roles.First().Email, NoticeReason.RoleTaken,
            new NoticeDetails(shownAs, Who: by, Role: string.Join(' ', roles.Select(role => role.Role))), now);

    /// <summary>A role waits for one of the other administrators.</summary>
    public static async Task OfRequest(Transaction transaction, StaffRoleRow role, string shownAs, string by, DateTimeOffset now)
    {
        foreach (var other in await StaffRoleRow.LoadAdministrators(transaction, now))
        {
            if (other.Email != role.AskedBy && other.Email != role.Email)
            {
                await Tell(
                    transaction, other.Email, NoticeReason.RoleAsked, new NoticeDetails(shownAs, Who: by, Role: role.Role), now);
            }
        }
    }

    /// <summary>Somebody's passkeys are said to be lost: they hear of it themselves, and the other administrators, of whom one confirms
    /// it.</summary>
    public static async Task OfResetAsked(Transaction transaction, PasskeyResetRow reset, string shownAs, DateTimeOffset now)
    {
        var about = new NoticeDetails(shownAs, Who: reset.AskedAs);
        await Tell(transaction, reset.Email, NoticeReason.ResetOfYouAsked, about, now);
        foreach (var other in await StaffRoleRow.LoadAdministrators(transaction, now))
        {
            if (other.Email != reset.AskedBy && other.Email != reset.Email)
            {
                await Tell(transaction, other.Email, NoticeReason.ResetAsked, about, now);
            }
        }
    }

    /// <summary>All of somebody's passkeys were removed.</summary>
    public static Task OfReset(Transaction transaction, PasskeyResetRow reset, string shownAs, DateTimeOffset now) => Tell(
        transaction, reset.Email, NoticeReason.PasskeysReset, new NoticeDetails(shownAs, Who: reset.ConfirmedAs), now);

    private static async Task Tell(Transaction transaction, string email, string reason, NoticeDetails about, DateTimeOffset now)
    {
        var recipient = await StaffRow.LoadSubject(transaction, email) ?? "";
        var noticeId = await new NewNotice(recipient, reason, about).Note(transaction, now);
        await transaction.Execute(InsertAddress, new { noticeId, email });
    }
}
