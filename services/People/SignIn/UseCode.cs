using System.Security.Cryptography;
using Participatory.People.Passkeys;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.SignIn;

/// <summary>Tries a code, uses it up where it is right, and signs in whose address it proves.</summary>
internal sealed class UseCode(Database database, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly int LongestTyped = FieldLimits.LengthOf(UseCodeRequest.Descriptor, "code");

    private static readonly Sql TakeTry = new("""
        UPDATE sign_in_code SET tries_left = tries_left - 1
        WHERE attempt_id = @AttemptId AND tries_left > 0 AND used_at IS NULL AND expires_at > @now
        """);

    private static readonly Sql Select = new("SELECT email, salt, code_hash FROM sign_in_code WHERE attempt_id = @AttemptId");

    private static readonly Sql Use = new("UPDATE sign_in_code SET used_at = @now WHERE attempt_id = @AttemptId AND used_at IS NULL");

    public async Task<NewSession> Handle(UseCodeRequest request, Caller caller, CancellationToken cancellation)
    {
        var digits = SignInCode.Digits(request.Code);
        new Fields().RequestId(request.RequestId)
            .Id("attempt_id", request.AttemptId)
            .Require(request.Code.Length <= LongestTyped && digits.Length == SignInCode.Length, "code", PeopleReasons.CodeNotSixDigits)
            .SessionSecret(request.SessionSecret)
            .Check();
        var now = clock.GetUtcNow();

        // The try is counted before the code is looked at, so that tries at the same time all count.
        await using (var counting = await database.Begin(cancellation))
        {
            if (await counting.Replay(caller, request, NewSession.Parser) is { } before)
            {
                return before;
            }

            if (await counting.Execute(TakeTry, new { request.AttemptId, now }) == 0)
            {
                throw Gone();
            }

            await counting.Commit();
        }

        await using var transaction = await database.Begin(cancellation);
        var sent = await transaction.One<SentCode>(Select, new { request.AttemptId }) ?? throw Gone();
        if (!CryptographicOperations.FixedTimeEquals(SignInCode.Hash(digits, sent.Salt), sent.CodeHash))
        {
            security.Count(SecurityEventKind.CodeWrong);
            throw new Refusal(PeopleReasons.CodeWrong, field: "code");
        }

        if (await transaction.Execute(Use, new { request.AttemptId, now }) == 0)
        {
            throw Gone();
        }

        // The people of the demonstration are the same by whichever way they come in.
        var known = settings.Demo ? DemoPeople.All.FirstOrDefault(person => person.Email == sent.Email)?.Subject : null;
        var language = settings.Languages.Any(spoken => spoken.Name == request.Language) ? request.Language : null;
        var subject = await Addresses.FindOrAdd(transaction, sent.Email, language, now, known);
        var session = await SessionStart.Begin(transaction, request.SessionSecret, subject, Ways.Code, now, settings.Sessions.Idle);
        session.PasskeyNeeded = settings.AsksStaffForPasskey && await PasskeyOwner.LoadNeeds(transaction, subject, now);
        await transaction.Remember(caller, request, session);
        await transaction.Commit();
        security.Note(SecurityEventKind.SignedIn, subject, Ways.Code);
        return session;
    }

    private static Refusal Gone() => new(PeopleReasons.CodeGone, field: "code");

    private sealed record SentCode
    {
        public string Email { get; init; } = "";
        public byte[] Salt { get; init; } = [];
        public byte[] CodeHash { get; init; } = [];
    }
}
