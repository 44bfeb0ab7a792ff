using Participatory.People.Notices;
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
/// Signs in somebody for whom the residents' provider vouches, and knows them by their account there from then on. Where their address is
/// known here already, a code to it shows first that it is the same person: so nobody is made two, and nobody becomes somebody else.
/// </summary>
internal sealed class SignInResident(
    Database database, Providers providers, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    /// <summary>As the security log calls it, beside <see cref="Ways"/>.</summary>
    private const string Way = "PROVIDER";

    private static readonly Sql LockBound = new("SELECT subject FROM provider_account {lock} WHERE account_hash = @hash");

    private static readonly Sql LockOwner = new("SELECT subject FROM address {lock} WHERE kind = 'EMAIL' AND value = @email");

    // Also what waits for a second administrator.
    private static readonly Sql SelectStaff = new("""
        SELECT COUNT(*) FROM staff_role WHERE email = @email AND (ends_at IS NULL OR ends_at > @now)
        """);

    // A passkey shows as much as a code does.
    private static readonly Sql SelectShown = new("""
        SELECT subject FROM session
        WHERE secret_hash = @before AND way = 'CODE' AND provider_at IS NULL AND begun_at > @since AND expires_at > @now
        """);

    private static readonly Sql DeleteBefore = new("""
        DELETE FROM provider_account WHERE subject = @subject AND issuer_hash = @issuerHash
        """);

    private static readonly Sql Bind = new("""
        INSERT INTO provider_account (account_hash, issuer_hash, subject, bound_at) VALUES (@hash, @issuerHash, @subject, @now)
        """);

    public async Task<NewSession> Handle(SignInResidentRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).SessionSecret(request.SessionSecret).Check();
        var account = await providers.Residents.Read(request.IdToken, request.AccessToken, cancellation);
        var now = clock.GetUtcNow();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, NewSession.Parser) is { } before)
        {
            return before;
        }

        await account.UseUp(transaction);
        // One after the other for each account: the first time in two browsers at once is one person, too.
        await transaction.Hold("provider-account", Convert.ToHexStringLower(account.Hash));
        var who = Decide(await LockKnown(transaction, account, request, now));
        var subject = who.Subject ?? await Addresses.FindOrAdd(transaction, who.Email, LanguageOf(request), now);
        if (who.Binds)
        {
            await BindTo(transaction, account, subject, isNew: who.Subject is null, now);
        }

        var session = await SessionStart.Begin(
            transaction, request.SessionSecret, subject, Ways.Code, now, settings.Sessions.Idle, provider: true);
        await transaction.Remember(caller, request, session);
        await transaction.Commit();
        security.Note(SecurityEventKind.SignedIn, subject, Way);
        return session;
    }

    /// <summary>Whose session begins, and whether the account is theirs from now on.</summary>
    /// <exception cref="Refusal">The provider vouches for no address, or a code has to show first whose it is.</exception>
    internal static ResidentFound Decide(ResidentKnown known) => known switch
    {
        // Whatever their address has become at the provider: ours is the one that they have shown here.
        { Bound: { } subject } => new ResidentFound(subject, "", Binds: false),
        { Email: null } => throw new Refusal(PeopleReasons.ResidentEmailUnproved),
        { Owner: null, Works: false } => new ResidentFound(null, known.Email, Binds: true),
        { Owner: { } owner } when known.Shown == owner => new ResidentFound(owner, known.Email, Binds: true),
        _ => throw new Refusal(PeopleReasons.ProviderCodeFirst),
    };

    private static async Task<ResidentKnown> LockKnown(
        Transaction transaction, ProviderAccount account, SignInResidentRequest request, DateTimeOffset now)
    {
        var bound = await transaction.One<string>(LockBound, new { hash = account.Hash });
        if (bound is not null || account.Email is null || !Addresses.LooksRight(account.Email))
        {
            return new ResidentKnown(bound, null, null, Works: false, null);
        }

        var email = Addresses.Normal(account.Email);
        var before = request.SessionSecretBefore.IsEmpty ? [] : Secret.Hash(request.SessionSecretBefore);
        return new ResidentKnown(
            bound,
            email,
            await transaction.One<string>(LockOwner, new { email }),
            await transaction.One<long>(SelectStaff, new { email, now }) > 0,
            await transaction.One<string>(SelectShown, new { before, since = now - Guard.Recently, now }));
    }

    private async Task BindTo(
        Transaction transaction, ProviderAccount account, string subject, bool isNew, DateTimeOffset now)
    {
        var issuerHash = account.IssuerHash;
        await transaction.Execute(DeleteBefore, new { subject, issuerHash });
        await transaction.Execute(Bind, new { hash = account.Hash, issuerHash, subject, now });
        if (!isNew)
        {
            // As with a new passkey: whoever is in anywhere shows anew who they are, and the owner is told.
            await SessionEnd.OfPerson(transaction, subject, now);
            var details = new NoticeDetails(settings.ResidentProvider!.Name);
            await new NewNotice(subject, NoticeReason.ProviderBound, details).Note(transaction, now);
        }
    }

    private string? LanguageOf(SignInResidentRequest request) =>
        settings.Languages.Any(spoken => spoken.Name == request.Language) ? request.Language : null;
}

/// <summary>What is known of whoever comes from the residents' provider.</summary>
/// <param name="Bound">Whose account it is; null where it is nobody's yet.</param>
/// <param name="Email">For which the provider vouches, as it is kept; null where it vouches for none, or it does not matter.</param>
/// <param name="Owner">Who has that address here.</param>
/// <param name="Works">It is an address of the staff.</param>
/// <param name="Shown">Who has just signed in on this browser with a code or a passkey.</param>
internal sealed record ResidentKnown(string? Bound, string? Email, string? Owner, bool Works, string? Shown);

/// <summary>Who comes in.</summary>
/// <param name="Subject">Null for somebody new.</param>
/// <param name="Email">Theirs, where it is needed.</param>
/// <param name="Binds">The account is theirs from now on.</param>
internal sealed record ResidentFound(string? Subject, string Email, bool Binds);
