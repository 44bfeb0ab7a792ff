using System.Security.Cryptography;
using Participatory.People.Notices;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.SignIn;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Persons;

/// <summary>Tries the codes from both addresses, and makes the new one the caller's; what they may do here goes with it.</summary>
internal sealed class ConfirmAddress(Database database, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly int LongestTyped = FieldLimits.LengthOf(ConfirmAddressRequest.Descriptor, "new_code");

    private static readonly Sql SelectChange = new("""
        SELECT email, new_attempt, old_attempt FROM address_change
        WHERE subject = @Subject AND session_id = @SessionId AND expires_at > @now
        """);

    private static readonly Sql TakeTry = new("""
        UPDATE sign_in_code SET tries_left = tries_left - 1
        WHERE attempt_id = @attemptId AND tries_left > 0 AND used_at IS NULL AND expires_at > @now
        """);

    private static readonly Sql SelectCode = new("SELECT salt, code_hash FROM sign_in_code WHERE attempt_id = @attemptId");

    private static readonly Sql Use = new("UPDATE sign_in_code SET used_at = @now WHERE attempt_id = @attemptId AND used_at IS NULL");

    private static readonly Sql LockTaken = new("SELECT subject FROM address {lock} WHERE kind = 'EMAIL' AND value = @Email");

    private static readonly Sql LockOwn = new("SELECT value FROM address {lock} WHERE kind = 'EMAIL' AND subject = @Subject");

    private static readonly Sql Update = new("""
        UPDATE address SET value = @Email, proved_at = @now WHERE kind = 'EMAIL' AND subject = @Subject
        """);

    private static readonly Sql DeleteChange = new("DELETE FROM address_change WHERE subject = @Subject");

    // Of an address that is nobody's any more nobody could ask that it be forgotten.
    private static readonly Sql DeleteCodes = new("DELETE FROM sign_in_code WHERE email = @old");

    private static readonly Sql DeleteMail = new("DELETE FROM mail WHERE recipient = @old");

    private static readonly Sql SelectSessions = new("SELECT secret_hash FROM session WHERE subject = @Subject");

    private static readonly Sql InsertOld = new("INSERT INTO address_notice (notice_id, email) VALUES (@noticeId, @old)");

    public async Task<ConfirmAddressResponse> Handle(ConfirmAddressRequest request, Caller caller, CancellationToken cancellation)
    {
        var (newDigits, oldDigits) = (SignInCode.Digits(request.NewCode), SignInCode.Digits(request.OldCode));
        new Fields().RequestId(request.RequestId)
            .Require(IsCode(request.NewCode, newDigits), "new_code", PeopleReasons.CodeNotSixDigits)
            .Require(IsCode(request.OldCode, oldDigits), "old_code", PeopleReasons.CodeNotSixDigits)
            .Check();
        try
        {
            return await Confirm(request, newDigits, oldDigits, caller, cancellation);
        }
        catch (Refusal)
        {
            security.Count(SecurityEventKind.AddressChangeRefused, caller.Subject);
            throw;
        }
    }

    private static bool IsCode(string typed, string digits) => typed.Length <= LongestTyped && digits.Length == SignInCode.Length;

    private async Task<ConfirmAddressResponse> Confirm(
        ConfirmAddressRequest request, string newDigits, string oldDigits, Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Change change;
        // The tries are counted before the codes are looked at, so that tries at the same time all count.
        await using (var counting = await database.Begin(cancellation))
        {
            if (await counting.Replay(caller, request, ConfirmAddressResponse.Parser) is { } before)
            {
                return before;
            }

            change = await counting.One<Change>(SelectChange, new { caller.Subject, caller.SessionId, now }) ?? throw Gone();
            if (await counting.Execute(TakeTry, new { attemptId = change.NewAttempt, now }) == 0
                || await counting.Execute(TakeTry, new { attemptId = change.OldAttempt, now }) == 0)
            {
                throw Gone();
            }

            await counting.Commit();
        }

        await using var transaction = await database.Begin(cancellation);
        await Try(transaction, change.NewAttempt, newDigits, "new_code");
        await Try(transaction, change.OldAttempt, oldDigits, "old_code");
        // Nobody asks for another change of theirs at this moment, nor gives them a role.
        await transaction.Hold("address-change", caller.Subject);
        await transaction.Hold("staff");
        await StaffAddress.RefuseWithoutRole(transaction, caller, now);
        if (await transaction.Execute(Use, new { attemptId = change.NewAttempt, now }) == 0
            || await transaction.Execute(Use, new { attemptId = change.OldAttempt, now }) == 0
            // Whoever came meanwhile and proved it has it.
            || await transaction.One<string>(LockTaken, new { change.Email }) is not null
            || await transaction.One<string>(LockOwn, new { caller.Subject }) is not { } old)
        {
            throw Gone();
        }

        await StaffAddress.Move(transaction, old, change.Email, settings.MailProviders, now);
        await transaction.Execute(Update, new { caller.Subject, change.Email, now });
        await transaction.Execute(DeleteChange, new { caller.Subject });
        await transaction.Execute(DeleteCodes, new { old });
        await transaction.Execute(DeleteMail, new { old });
        var all = await transaction.Many<byte[]>(SelectSessions, new { caller.Subject });
        await SessionEnd.Of(transaction, all.Where(hash => Secret.IdOf(hash) != caller.SessionId), now);
        var noticeId = await new NewNotice(caller.Subject, NoticeReason.AddressChanged, new NoticeDetails(change.Email))
            .Note(transaction, now);
        await transaction.Execute(InsertOld, new { noticeId, old });
        var answer = new ConfirmAddressResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.AddressChanged, caller.Subject);
        return answer;
    }

    private async Task Try(Transaction transaction, string attemptId, string digits, string field)
    {
        var sent = await transaction.One<SentCode>(SelectCode, new { attemptId }) ?? throw Gone();
        if (!CryptographicOperations.FixedTimeEquals(SignInCode.Hash(digits, sent.Salt), sent.CodeHash))
        {
            security.Count(SecurityEventKind.CodeWrong);
            throw new Refusal(PeopleReasons.CodeWrong, field: field);
        }
    }

    private static Refusal Gone() => new(PeopleReasons.CodeGone, field: "new_code");

    private sealed record Change
    {
        public string Email { get; init; } = "";
        public string NewAttempt { get; init; } = "";
        public string OldAttempt { get; init; } = "";
    }

    private sealed record SentCode
    {
        public byte[] Salt { get; init; } = [];
        public byte[] CodeHash { get; init; } = [];
    }
}
