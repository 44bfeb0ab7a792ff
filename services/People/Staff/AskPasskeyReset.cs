using Participatory.People.Passkeys;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// Says that somebody of the staff has lost every passkey, so that a code alone would let them in again once another administrator confirms
/// it. They are told at once: whoever has lost none can object.
/// </summary>
internal sealed class AskPasskeyReset(Database database, TimeProvider clock, SecurityLog security)
{
    public async Task<StaffMember> Handle(AskPasskeyResetRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request).Check();
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } replayed)
        {
            return replayed;
        }

        var administrator = await Administrator.Lock(transaction, caller, email, now);
        var member = await StaffRow.Lock(transaction, email);
        var roles = (await StaffRoleRow.Load(transaction, [email]))[email];
        var subject = await StaffRow.LoadSubject(transaction, email);
        var before = (await PasskeyResetRow.Load(transaction, [email])).GetValueOrDefault(email);
        var passkeys = subject is null ? [] : await PasskeyRow.Load(transaction, subject);
        var asked = Decide(
            before, new() { Email = email, AskedBy = administrator.Address, AskedAs = administrator.ShownAs, AskedAt = now }, roles,
            passkeys, now);
        await PasskeyResetRow.Put(transaction, asked);
        await StaffChangeRow.Note(transaction, StaffChangeRow.Of(StaffChangeKind.ResetAsked, member, caller.ShownAs, now));
        await TellStaff.OfResetAsked(transaction, asked, member.ShownAs, now);

        var answer = await member.LoadMessage(transaction, caller, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.ResetAsked, caller.Subject, subject ?? "");
        return answer;
    }

    /// <summary>What waits from now on.</summary>
    /// <param name="before">The last time; null where there was none.</param>
    /// <exception cref="Refusal">They do not need it, or it waits already.</exception>
    internal static PasskeyResetRow Decide(
        PasskeyResetRow? before, PasskeyResetRow asked, IEnumerable<StaffRoleRow> roles, IReadOnlyCollection<PasskeyRow> passkeys,
        DateTimeOffset now)
    {
        if (!roles.Any(role => role.IsGiven(now)))
        {
            throw new Refusal(PeopleReasons.ResetNoRole, field: "email");
        }

        if (passkeys.Count == 0)
        {
            throw new Refusal(PeopleReasons.ResetNoPasskey, field: "email");
        }

        return before?.Waits(now) == true ? throw new Refusal(PeopleReasons.ResetWaits, [("who", before.AskedAs)], "email") : asked;
    }
}
