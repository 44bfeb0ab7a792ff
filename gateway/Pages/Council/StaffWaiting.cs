using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Roles and lost passkeys that wait for their second administrator.</summary>
public static class StaffWaiting
{
    private const int Counted = 200;

    public static async Task<IReadOnlyList<Waiting>> Find(
        PeopleService.PeopleServiceClient people, Say say, CancellationToken cancellation)
    {
        var staff = await people.ListStaffAsync(new ListStaffRequest { PageSize = Counted }, cancellationToken: cancellation);
        return
        [
            .. from member in staff.Staff
               from held in member.Held
               where held.State == RoleState.Asked && !member.Me
               select new Waiting(
                   Role.Administrator, say.Fill(Words.Staff.ToConfirm, member.ShownAs),
                   say.Fill(Words.Staff.ToConfirmWhy, held.AskedBy, say.DateAndTime(held.AskTime)), CouncilLinks.Staff, held.Mine),
            .. from member in staff.Staff
               where member.Reset is not null && !member.Me
               select new Waiting(
                   Role.Administrator, say.Fill(Words.Staff.ResetToConfirm, member.ShownAs),
                   say.Fill(Words.Staff.ToConfirmWhy, member.Reset.AskedBy, say.DateAndTime(member.Reset.AskTime)), CouncilLinks.Staff,
                   member.Reset.Mine),
        ];
    }
}
