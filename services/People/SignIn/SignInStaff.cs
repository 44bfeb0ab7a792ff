using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.SignIn;

/// <summary>
/// Signs in somebody of the staff for whom the council's own sign-in vouches, and knows them by their account there from then on.
/// </summary>
internal sealed class SignInStaff(
    Database database, Providers providers, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql LockBound = new("SELECT subject FROM staff_account {lock} WHERE account_hash = @accountHash");

    private static readonly Sql LockOther = new("""
        SELECT COUNT(*) FROM staff_account {lock} WHERE subject = @subject AND issuer_hash = @issuerHash
        """);

    private static readonly Sql Bind = new("""
        INSERT INTO staff_account (account_hash, issuer_hash, subject, bound_at) VALUES (@accountHash, @issuerHash, @subject, @now)
        """);

    private static readonly Sql SelectStaff = new("""
        SELECT COUNT(*) FROM staff
        JOIN staff_role ON staff_role.email = staff.email AND staff_role.state = 'GIVEN'
            AND (staff_role.ends_at IS NULL OR staff_role.ends_at > @now)
        WHERE staff.email = @email AND staff.ended_at IS NULL
        """);

    private static readonly Sql SelectEmail = new("SELECT value FROM address WHERE subject = @subject AND kind = 'EMAIL'");

    public async Task<NewSession> Handle(SignInStaffRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).SessionSecret(request.SessionSecret).Check();
        var account = await providers.Staff.Read(request.IdToken, request.AccessToken, cancellation);
        var now = clock.GetUtcNow();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, NewSession.Parser) is { } before)
        {
            return before;
        }

        await account.UseUp(transaction);
        var subject = await Whose(transaction, account, now);
        var session = await SessionStart.Begin(transaction, request.SessionSecret, subject, Ways.Staff, now, settings.Sessions.Idle);
        await transaction.Remember(caller, request, session);
        await transaction.Commit();
        security.Note(SecurityEventKind.SignedIn, subject, Ways.Staff);
        return session;
    }

    /// <summary>The person with that account; the first time, the one whose address the provider vouches for.</summary>
    private static async Task<string> Whose(Transaction transaction, ProviderAccount account, DateTimeOffset now)
    {
        var accountHash = account.Hash;
        if (await transaction.One<string>(LockBound, new { accountHash }) is { } known)
        {
            var own = await transaction.One<string>(SelectEmail, new { subject = known });
            return await Works(transaction, own ?? "", now) ? known : throw NotOnStaff();
        }

        if (account.Email is null || !Addresses.LooksRight(account.Email))
        {
            throw new Refusal(PeopleReasons.StaffEmailUnproved);
        }

        if (!await Works(transaction, Addresses.Normal(account.Email), now))
        {
            throw NotOnStaff();
        }

        var subject = await Addresses.FindOrAdd(transaction, Addresses.Normal(account.Email), language: null, now);
        var issuerHash = account.IssuerHash;
        if (await transaction.One<long>(LockOther, new { subject, issuerHash }) > 0)
        {
            // The address is somebody else's now, with an account of their own; who had it before stays who they are.
            throw NotOnStaff();
        }

        await transaction.Execute(Bind, new { accountHash, issuerHash, subject, now });
        return subject;
    }

    private static async Task<bool> Works(Transaction transaction, string email, DateTimeOffset now) =>
        await transaction.One<long>(SelectStaff, new { email, now }) > 0;

    private static Refusal NotOnStaff() => new(PeopleReasons.NotOnStaff);
}
