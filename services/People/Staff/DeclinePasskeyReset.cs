using Participatory.People.Persons;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Takes back that somebody has lost every passkey, or says no to it.</summary>
internal sealed class DeclinePasskeyReset(Database database, TimeProvider clock)
{
    public async Task<StaffMember> Handle(DeclinePasskeyResetRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("email", request).Check();
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } replayed)
        {
            return replayed;
        }

        await Administrator.Lock(transaction, caller, email, now);
        var member = await StaffRow.Lock(transaction, email);
        var declined = Decide((await PasskeyResetRow.Load(transaction, [email])).GetValueOrDefault(email), now);
        await PasskeyResetRow.Remove(transaction, declined);
        await StaffChangeRow.Note(transaction, StaffChangeRow.Of(StaffChangeKind.ResetDeclined, member, caller.ShownAs, now));

        var answer = await member.LoadMessage(transaction, caller, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What waits no more.</summary>
    /// <param name="before">The last time that somebody asked; null where nobody did.</param>
    /// <exception cref="Refusal">Nothing waits.</exception>
    internal static PasskeyResetRow Decide(PasskeyResetRow? before, DateTimeOffset now) =>
        before?.Waits(now) == true ? before : throw new Refusal(PeopleReasons.ResetNotAsked, field: "email");
}
