using System.Data.Common;
using System.Security.Cryptography;
using Participatory.People.Notices;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>Adds the passkey that a device has made for the caller.</summary>
internal sealed class AddPasskey(
    Database database, PasskeyQuestions questions, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly Sql Insert = new("""
        INSERT INTO passkey
            (passkey_id, subject, place, credential_hash, credential_id, name, public_key, use_count, added_at, used_at)
        VALUES (@PasskeyId, @Subject, @Place, @CredentialHash, @CredentialId, @Name, @PublicKey, @UseCount, @AddedAt, @UsedAt)
        """);

    public async Task<Passkey> Handle(AddPasskeyRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Text("question", request).Text("answer", request).Text("name", request).Check();
        var now = clock.GetUtcNow();
        var asked = questions.ReadToAdd(request.Question, caller);

        await using (var answering = await database.Begin(cancellation))
        {
            if (await answering.Replay(caller, request, Passkey.Parser) is { } before)
            {
                return before;
            }

            await PasskeyQuestions.UseUp(answering, asked);
            await answering.Commit();
        }

        var made = await questions.ReadNew(asked, request.Answer, cancellation);
        await using var transaction = await database.Begin(cancellation);
        // One after the other: the eleventh is not the tenth twice.
        await transaction.Hold("passkeys", caller.Subject);
        var owner = await PasskeyOwner.Load(transaction, caller, now);
        owner.MustHaveShownOne(settings);
        var passkey = new PasskeyRow
        {
            PasskeyId = Guid.CreateVersion7().ToString(),
            Subject = caller.Subject,
            Place = FreePlace(owner.Passkeys),
            CredentialHash = SHA256.HashData(made.Id),
            CredentialId = made.Id,
            Name = request.Name,
            PublicKey = made.PublicKey,
            UseCount = made.SignCount,
            AddedAt = now,
        };
        try
        {
            await transaction.Execute(Insert, passkey);
        }
        catch (DbException known) when (Dialect.IsUniqueViolation(known))
        {
            throw new Refusal(PeopleReasons.PasskeyKnown);
        }

        await owner.Tell(transaction, caller, NoticeReason.PasskeyAdded, passkey.Name, now);
        var answer = passkey.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        security.Note(SecurityEventKind.PasskeyAdded, caller.Subject);
        return answer;
    }

    private static int FreePlace(IReadOnlyList<PasskeyRow> held) =>
        Enumerable.Range(1, PasskeyRow.Most).Except(held.Select(passkey => passkey.Place)).FirstOrDefault() is > 0 and var place
            ? place : throw new Refusal(PeopleReasons.PasskeysTooMany, [("max", PasskeyRow.Most)]);
}
