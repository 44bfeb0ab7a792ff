using System.Globalization;
using System.Security.Cryptography;
using Participatory.People.Notices;
using Participatory.People.Persons;
using Participatory.People.Profile;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.SignIn;

/// <summary>Makes a code for an e-mail address and sends it there.</summary>
internal sealed class SendCode(Database database, Mail mail, GetProfile profile, PeopleSettings settings, TimeProvider clock)
{
    // One after the other for each address: many at once would all be counted before any is there.
    private static readonly Sql SelectRecent = new("""
        {hold @held}
        SELECT source, created_at FROM sign_in_code WHERE email = @email AND created_at > @since
        """);

    // One live code of one source: the newest is in the newest e-mail.
    private static readonly Sql Supersede = new("""
        UPDATE sign_in_code SET expires_at = @now
        WHERE email = @email AND source = @source AND attempt_id <> @attemptId AND expires_at > @now
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO sign_in_code (attempt_id, email, source, salt, code_hash, tries_left, created_at, expires_at)
        VALUES (@attemptId, @email, @source, @salt, @hash, @triesLeft, @now, @expires)
        """);

    private static readonly Sql Delete = new("DELETE FROM sign_in_code WHERE attempt_id = @attemptId");

    private static readonly Sql SelectLanguage = new("""
        SELECT person.language FROM address JOIN person ON person.subject = address.subject
        WHERE address.kind = 'EMAIL' AND address.value = @email
        """);

    /// <param name="source">The narrowest network that it comes from, as the gateway says it (<see cref="Source.MarksIn"/>).</param>
    public async Task<SendCodeResponse> Handle(SendCodeRequest request, string source, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Require(Addresses.LooksRight(request.Email), "email", PeopleReasons.EmailWrong)
            .Check();
        var email = Addresses.Normal(request.Email);
        var now = clock.GetUtcNow();
        var code = SignInCode.New();
        var salt = RandomNumberGenerator.GetBytes(16);
        var attemptId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var hash = SignInCode.Hash(code, salt);

        CultureInfo language;
        await using (var making = await database.Begin(cancellation))
        {
            if (await making.Replay(caller, request, SendCodeResponse.Parser) is { } before)
            {
                return before;
            }

            var hour = await making.Many<RecentCode>(
                SelectRecent, new { held = Sql.Held("code", email), email, since = now.AddHours(-1) });
            if (CodeRate.Wait(hour, source, now) is var wait && wait > TimeSpan.Zero)
            {
                throw new Refusal(PeopleReasons.CodesTooMany, [("minutes", (int)Math.Ceiling(wait.TotalMinutes))], "email");
            }

            var triesLeft = CodeRate.Tries(hour);
            language = settings.Language(await making.One<string>(SelectLanguage, new { email }) ?? request.Language);
            await making.Execute(Insert, new { attemptId, email, source, salt, hash, triesLeft, now, expires = now + SignInCode.GoodFor });
            await making.Commit();
        }

        // Between the two no transaction is open: a mail server may take its time.
        var (subject, body) = NoticeWords.Code(code, await profile.ForMail(cancellation), language);
        var outcome = await mail.Send(new Letter(email, subject, body, Guid.NewGuid().ToString()), cancellation);

        await using var transaction = await database.Begin(cancellation);
        if (outcome != MailOutcome.Delivered)
        {
            // What did not go out does not count against the address.
            await transaction.Execute(Delete, new { attemptId });
            await transaction.Commit();
            throw new Refusal(
                outcome switch
                {
                    MailOutcome.Refused => PeopleReasons.EmailRefused,
                    MailOutcome.BeyondServer => PeopleReasons.EmailBeyondServer,
                    _ => PeopleReasons.MailAway,
                },
                field: "email");
        }

        await transaction.Execute(Supersede, new { email, source, attemptId, now });
        var answer = new SendCodeResponse { AttemptId = attemptId };
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
