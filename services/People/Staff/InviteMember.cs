using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>Puts somebody on the list of staff, with a first role.</summary>
internal sealed class InviteMember(Database database, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql SelectAll = new("SELECT email FROM staff ORDER BY email");

    private static readonly Sql Insert = new("""
        INSERT INTO staff (email, shown_as, roles, areas) VALUES (@email, @shownAs, '', '')
        """);

    public async Task<StaffMember> Handle(InviteMemberRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var fields = new Fields().RequestId(request.RequestId)
            .Text("email", request)
            .Require(request.Email.Length == 0 || Addresses.LooksRight(request.Email), "email", PeopleReasons.EmailWrong)
            .Name("shown_as", request);
        GiveRole.Check(fields, request.Role, request.Areas, request.EndTime, now).Check();
        var (email, shownAs) = (Addresses.Normal(request.Email), request.ShownAs.Trim());

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, StaffMember.Parser) is { } replayed)
        {
            return replayed;
        }

        var administrator = await Administrator.Lock(transaction, caller, email, now);
        RefuseKnown(await transaction.Many<string>(SelectAll), email, settings.MailProviders);
        var decided = GiveRole.Decide(
            null, GiveRole.Asked(email, request.Role, request.Areas, request.EndTime, administrator, now), administrator, now);
        await transaction.Execute(Insert, new { email, shownAs });
        await StaffChangeRow.Note(transaction, new StaffChangeRow
        {
            Email = email, ShownAs = shownAs, Kind = StateText.Of(StaffChangeKind.Invited), ChangedAs = caller.ShownAs, ChangedAt = now,
        });
        await GiveRole.Write(transaction, decided, shownAs, caller, now);

        var answer = await new StaffRow { Email = email, ShownAs = shownAs }.LoadMessage(transaction, caller, now);
        var subject = await StaffRow.LoadSubject(transaction, email);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        if (decided.IsGiven(now))
        {
            security.Note(SecurityEventKind.RolesGivenBack, caller.Subject, subject ?? "");
        }

        return answer;
    }

    /// <summary>Whatever two people have to decide, one with two addresses could decide alone.</summary>
    /// <exception cref="Refusal">Somebody on the list has that address, or that mailbox.</exception>
    internal static void RefuseKnown(IReadOnlyList<string> staff, string email, IReadOnlyList<MailProvider> providers)
    {
        if (staff.Contains(email))
        {
            throw new Refusal(PeopleReasons.StaffKnown, field: "email");
        }

        if (HasMailbox(staff, email, providers))
        {
            throw new Refusal(PeopleReasons.StaffSameMailbox, field: "email");
        }
    }

    /// <summary>One of these addresses leads to the same mailbox.</summary>
    internal static bool HasMailbox(IReadOnlyList<string> staff, string email, IReadOnlyList<MailProvider> providers)
    {
        return staff.Any(other => Mailbox(other) == Mailbox(email));

        string Mailbox(string address) => MailProvider.Mailbox(Addresses.Mailbox(address), providers);
    }
}
