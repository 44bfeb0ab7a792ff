using Participatory.People.Passkeys;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// A second administrator confirms that somebody of the staff has lost every passkey: all are removed and every session ends, so that they
/// sign in with a code and add a new one.
/// </summary>
internal sealed class ConfirmPasskeyReset(Database database, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql Delete = new("DELETE FROM passkey WHERE subject = @subject");

    public async Task<StaffMember> Handle(ConfirmPasskeyResetRequest request, Caller caller, CancellationToken cancellation)
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
        var subject = await StaffRow.LoadSubject(transaction, email) ?? "";
        // Nobody adds one at this moment.
        await transaction.Hold("passkeys", subject);
        var before = (await PasskeyResetRow.Load(transaction, [email])).GetValueOrDefault(email);
        var confirmed = Decide(before, await PasskeyRow.Load(transaction, subject), administrator, now);
        await PasskeyResetRow.Put(transaction, confirmed);
        await transaction.Execute(Delete, new { subject });
        await SessionEnd.OfAddress(transaction, email, now);
        await StaffChangeRow.Note(transaction, StaffChangeRow.Of(StaffChangeKind.ResetConfirmed, member, caller.ShownAs, now));
        await TellStaff.OfReset(transaction, confirmed, member.ShownAs, now);

        var answer = await member.LoadMessage(transaction, caller, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.PasskeysReset, caller.Subject, subject);
        return answer;
    }

    /// <summary>It as confirmed, by somebody else than who asked for it and still is an administrator.</summary>
    /// <param name="before">The last time that somebody asked; null where nobody did.</param>
    /// <exception cref="Refusal">One of these does not hold, nothing waits, or they have shown a passkey since.</exception>
    internal static PasskeyResetRow Decide(
        PasskeyResetRow? before, IEnumerable<PasskeyRow> passkeys, Administrator administrator, DateTimeOffset now)
    {
        if (before?.Waits(now) != true || administrator.All.All(row => row.Email != before.AskedBy))
        {
            throw new Refusal(PeopleReasons.ResetNotAsked, field: "email");
        }

        if (before.AskedBy == administrator.Address)
        {
            throw new Refusal(PeopleReasons.ResetNeedsSecond);
        }

        return passkeys.Any(passkey => passkey.UsedAt > before.AskedAt || passkey.AddedAt > before.AskedAt)
            ? throw new Refusal(PeopleReasons.ResetPasskeyUsed, field: "email")
            : before with { ConfirmedBy = administrator.Address, ConfirmedAs = administrator.ShownAs, ConfirmedAt = now };
    }
}
