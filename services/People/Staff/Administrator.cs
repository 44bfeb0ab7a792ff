using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>The administrator who changes something of somebody else, as the tables have them.</summary>
/// <param name="Address">By which they are compared with others.</param>
/// <param name="ShownAs">Name and title.</param>
/// <param name="All">Who can give roles now.</param>
internal sealed record Administrator(string Address, string ShownAs, IReadOnlyList<StaffRoleRow> All)
{
    /// <summary>
    /// Holds the whole list of staff until the transaction ends, so that of two changes at once the second sees the first, and then looks
    /// whether the caller is an administrator at this moment: their identity may say what was so five minutes ago.
    /// </summary>
    /// <param name="email">Of whom something is changed.</param>
    /// <exception cref="Refusal">It is the caller, or they are no administrator any more.</exception>
    public static async Task<Administrator> Lock(Transaction transaction, Caller caller, string email, DateTimeOffset now)
    {
        await transaction.Hold("staff");
        StaffRow.RefuseOwn(await StaffRow.LoadEmail(transaction, caller), email);
        return await Load(transaction, caller, now);
    }

    /// <summary>Whether the caller is an administrator at this moment, of whatever they change.</summary>
    /// <exception cref="Refusal">They are none any more.</exception>
    public static async Task<Administrator> Load(Transaction transaction, Caller caller, DateTimeOffset now)
    {
        var address = await StaffRow.LoadEmail(transaction, caller);
        var all = await StaffRoleRow.LoadAdministrators(transaction, now);
        return address is null || all.Any(row => row.Email == address)
            ? new Administrator(Mark(address, caller), caller.ShownAs, all)
            : throw new Refusal(PeopleReasons.AdministratorNoMore);
    }

    /// <summary>By what somebody is compared; whom no e-mail reaches has their subject alone.</summary>
    public static string Mark(string? address, Caller caller) => address ?? caller.Subject;

    /// <summary>Without that one there would be somebody left for good who can give roles.</summary>
    public bool LeavesOne(string email) => All.Any(row => row.Email != email && row.EndsAt is null);
}
