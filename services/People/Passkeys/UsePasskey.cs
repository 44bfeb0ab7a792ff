using System.Security.Cryptography;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>Signs in whoever shows a passkey: whose it is, the device says.</summary>
internal sealed class UsePasskey(
    Database database, PasskeyQuestions questions, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    /// <summary>As the security log calls it, beside <see cref="Ways"/>.</summary>
    private const string Way = "PASSKEY";

    private static readonly Sql LockPasskey = new("""
        SELECT passkey_id, subject, place, credential_hash, credential_id, name, public_key, use_count, added_at, used_at
        FROM passkey {lock} WHERE credential_hash = @hash
        """);

    private static readonly Sql Count = new("UPDATE passkey SET use_count = @count, used_at = @now WHERE passkey_id = @PasskeyId");

    public async Task<NewSession> Handle(UsePasskeyRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Text("question", request).Text("answer", request).SessionSecret(request.SessionSecret).Check();
        var now = clock.GetUtcNow();
        var asked = questions.ReadToSignIn(request.Question);

        await using (var answering = await database.Begin(cancellation))
        {
            if (await answering.Replay(caller, request, NewSession.Parser) is { } before)
            {
                return before;
            }

            await PasskeyQuestions.UseUp(answering, asked);
            await answering.Commit();
        }

        try
        {
            return await SignIn(request, asked, caller, now, cancellation);
        }
        catch (Refusal)
        {
            security.Count(SecurityEventKind.PasskeyWrong);
            throw;
        }
    }

    private async Task<NewSession> SignIn(
        UsePasskeyRequest request, Asked asked, Caller caller, DateTimeOffset now, CancellationToken cancellation)
    {
        var answer = await PasskeyQuestions.ReadAnswer(request.Answer, cancellation);
        await using var transaction = await database.Begin(cancellation);
        var passkey = await transaction.One<PasskeyRow>(LockPasskey, new { hash = SHA256.HashData(answer.RawId) })
            ?? throw new Refusal(PeopleReasons.PasskeyWrong);
        var count = (long)await questions.Prove(asked, answer, passkey, cancellation);
        await transaction.Execute(Count, new { count, now, passkey.PasskeyId });
        // Of the ways that processes of the version before know, it is nearest to a code.
        var session = await SessionStart.Begin(
            transaction, request.SessionSecret, passkey.Subject, Ways.Code, now, settings.Sessions.Idle, passkey: true);
        await transaction.Remember(caller, request, session);
        await transaction.Commit();
        security.Note(SecurityEventKind.SignedIn, passkey.Subject, Way);
        return session;
    }
}
