using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Participatory.People.Notices;
using Participatory.People.Passkeys;
using Participatory.People.Profile;
using Participatory.People.Security;
using Participatory.People.SignIn;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Persons;

/// <summary>
/// Sends a code to a new address of the caller's, and one to the address that they have. Of an address that is somebody else's its owner is
/// told, and the caller is not.
/// </summary>
internal sealed class ChangeAddress(
    Database database, Mail mail, GetProfile profile, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql SelectRecent = new("""
        {hold @held}
        SELECT source, created_at FROM sign_in_code WHERE email = @email AND created_at > @since
        """);

    private static readonly Sql SelectOwn = new("""
        SELECT address.value AS email, person.language FROM address JOIN person ON person.subject = address.subject
        WHERE address.kind = 'EMAIL' AND address.subject = @Subject
        """);

    private static readonly Sql SelectOther = new("""
        SELECT address.value AS email, person.language FROM address JOIN person ON person.subject = address.subject
        WHERE address.kind = 'EMAIL' AND address.value = @email
        """);

    private static readonly Sql InsertCode = new("""
        INSERT INTO sign_in_code (attempt_id, email, source, salt, code_hash, tries_left, created_at, expires_at)
        VALUES (@AttemptId, @Email, @source, @Salt, @Hash, @tries, @now, @expires)
        """);

    private static readonly Sql DeleteCode = new("DELETE FROM sign_in_code WHERE attempt_id = @attemptId");

    private static readonly Sql DeleteChange = new("DELETE FROM address_change WHERE subject = @Subject");

    // Not one that was asked for since.
    private static readonly Sql DeleteThis = new("DELETE FROM address_change WHERE subject = @Subject AND new_attempt = @newAttempt");

    private static readonly Sql InsertChange = new("""
        INSERT INTO address_change (subject, email, new_attempt, old_attempt, session_id, expires_at)
        VALUES (@Subject, @email, @newAttempt, @oldAttempt, @SessionId, @expires)
        """);

    /// <param name="source">The narrowest network that it comes from, as the gateway says it (<see cref="Source.MarksIn"/>).</param>
    public async Task<AddressChange> Handle(ChangeAddressRequest request, string source, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Require(Addresses.LooksRight(request.Email), "email", PeopleReasons.EmailWrong).Check();
        try
        {
            return await Ask(request, source, caller, cancellation);
        }
        catch (Refusal)
        {
            security.Count(SecurityEventKind.AddressChangeRefused, caller.Subject);
            throw;
        }
    }

    private async Task<AddressChange> Ask(ChangeAddressRequest request, string source, Caller caller, CancellationToken cancellation)
    {
        var (email, now) = (Addresses.Normal(request.Email), clock.GetUtcNow());
        var expires = now + SignInCode.GoodFor;
        var toNew = NewCode.For(email);
        NewCode toOld;
        CultureInfo language;
        Reached? taken;
        await using (var making = await database.Begin(cancellation))
        {
            // One after the other: of two at once the second takes the place of the first.
            await making.Hold("address-change", caller.Subject);
            if (await making.Replay(caller, request, AddressChange.Parser) is { } before)
            {
                return before;
            }

            (await PasskeyOwner.Load(making, caller, now)).MustHaveShownOne(settings);
            await StaffAddress.RefuseWithoutRole(making, caller, now);
            var own = await making.One<Reached>(SelectOwn, new { caller.Subject }) ?? throw new Refusal(PeopleReasons.OldAddressDead);
            if (own.Email == email)
            {
                throw new Refusal(PeopleReasons.EmailSame, field: "email");
            }

            var hours = await LoadHours(making, [email, own.Email], now);
            foreach (var hour in hours.Values)
            {
                if (CodeRate.Wait(hour, source, now) is var wait && wait > TimeSpan.Zero)
                {
                    throw new Refusal(PeopleReasons.CodesTooMany, [("minutes", (int)Math.Ceiling(wait.TotalMinutes))], "email");
                }
            }

            taken = await making.One<Reached>(SelectOther, new { email });
            toOld = NewCode.For(own.Email);
            language = settings.Language(own.Language);
            await Insert(making, toNew, CodeRate.Tries(hours[email]));
            await Insert(making, toOld, CodeRate.Tries(hours[own.Email]));
            await making.Execute(DeleteChange, new { caller.Subject });
            await making.Execute(InsertChange, new
            {
                caller.Subject, email, newAttempt = toNew.AttemptId, oldAttempt = toOld.AttemptId, caller.SessionId, expires,
            });
            await making.Commit();
        }

        var council = await profile.ForMail(cancellation);
        // Between the two no transaction is open. The new address comes first: whoever mistyped it hears of that.
        var (subject, body) = taken is null
            ? NoticeWords.AddressCode(toNew.Code, email, toNew: true, council, language)
            : NoticeWords.AddressTaken(council, settings.Language(taken.Language));
        var reached = await mail.Send(new Letter(email, subject, body, Guid.NewGuid().ToString()), cancellation);
        var refused = reached == MailOutcome.Delivered ? null : new Refusal(
            reached switch
            {
                MailOutcome.Refused => PeopleReasons.EmailRefused,
                MailOutcome.BeyondServer => PeopleReasons.EmailBeyondServer,
                _ => PeopleReasons.MailAway,
            },
            field: "email");
        if (refused is null)
        {
            (subject, body) = NoticeWords.AddressCode(toOld.Code, email, toNew: false, council, language);
            reached = await mail.Send(new Letter(toOld.Email, subject, body, Guid.NewGuid().ToString()), cancellation);
            refused = reached == MailOutcome.Delivered ? null
                : new Refusal(reached == MailOutcome.Later ? PeopleReasons.MailAway : PeopleReasons.OldAddressDead);
        }

        await using var transaction = await database.Begin(cancellation);
        if (refused is not null)
        {
            await transaction.Execute(DeleteThis, new { caller.Subject, newAttempt = toNew.AttemptId });
            await transaction.Execute(DeleteCode, new { attemptId = toNew.AttemptId });
            await transaction.Execute(DeleteCode, new { attemptId = toOld.AttemptId });
            await transaction.Commit();
            throw refused;
        }

        var answer = new AddressChange { ExpireTime = Timestamp.FromDateTimeOffset(expires) };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        // The same where the address is somebody else's: its owner hears of that, and nobody here.
        security.Note(SecurityEventKind.AddressChangeAsked, caller.Subject);
        return answer;

        Task Insert(Transaction making, NewCode code, int tries) => making.Execute(
            InsertCode, new { code.AttemptId, code.Email, source, code.Salt, code.Hash, tries, now, expires });
    }

    /// <summary>The codes that each address has had within the last hour.</summary>
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<RecentCode>>> LoadHours(
        Transaction making, string[] emails, DateTimeOffset now)
    {
        var hours = new Dictionary<string, IReadOnlyList<RecentCode>>(StringComparer.Ordinal);
        // Everybody holds them in this order, so that nobody waits for each other in a circle.
        foreach (var email in emails.Order(StringComparer.Ordinal))
        {
            hours[email] = await making.Many<RecentCode>(
                SelectRecent, new { held = Sql.Held("code", email), email, since = now.AddHours(-1) });
        }

        return hours;
    }

    private sealed record Reached
    {
        public string Email { get; init; } = "";
        public string? Language { get; init; }
    }

    /// <summary>A code that is about to be sent.</summary>
    private sealed record NewCode(string AttemptId, string Email, string Code, byte[] Salt, byte[] Hash)
    {
        public static NewCode For(string email)
        {
            var (code, salt) = (SignInCode.New(), RandomNumberGenerator.GetBytes(16));
            return new(
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), email, code, salt, SignInCode.Hash(code, salt));
        }
    }
}
