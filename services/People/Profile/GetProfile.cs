using Participatory.People.Letters;
using Participatory.People.Notices;
using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Profile;

/// <summary>How the council calls itself now, as an administrator wrote it; version 0, and nothing else, where nobody did.</summary>
internal sealed class GetProfile(Database database, PeopleSettings settings)
{
    public async Task<CouncilProfile> Handle(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return (await ProfileRow.LoadLastOrNull(session))?.ToMessage() ?? new CouncilProfile();
    }

    /// <summary>What an e-mail says of the council; where nobody wrote any, what the settings of the machine say.</summary>
    public async Task<CouncilInMail> ForMail(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var (name, contact) = await ProfileRow.LoadLastOrNull(session) is { } profile ? (profile.Name, profile.Contact)
            : (settings.CouncilName, settings.Contact);
        return new CouncilInMail(name, contact, (await LettersRow.LoadLastOrNull(session))?.InMail(name) ?? "");
    }
}
