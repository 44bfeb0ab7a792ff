using Participatory.People.Profile;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Passkeys;

/// <summary>What a browser asks a device for, to make a passkey of the caller's.</summary>
internal sealed class GetNewPasskeyQuestion(
    Database database, PasskeyQuestions questions, GetProfile profile, PeopleSettings settings, TimeProvider clock)
{
    public async Task<PasskeyQuestion> Handle(Caller caller, CancellationToken cancellation)
    {
        var council = (await profile.ForMail(cancellation)).Name;
        await using var session = await database.Read(cancellation);
        var owner = await PasskeyOwner.Load(session, caller, clock.GetUtcNow());
        owner.MustHaveShownOne(settings);
        return owner.Passkeys.Count < PasskeyRow.Most
            ? questions.AskToAdd(caller, council, owner.Email, owner.Passkeys.Select(passkey => passkey.CredentialId))
            : throw new Refusal(PeopleReasons.PasskeysTooMany, [("max", PasskeyRow.Most)]);
    }
}
