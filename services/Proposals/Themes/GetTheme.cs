using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Themes;

/// <summary>Shows one theme to whoever may read it.</summary>
internal sealed class GetTheme(Database database)
{
    public async Task<Theme> Handle(GetThemeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("theme_id", request.ThemeId).Check();
        await using var session = await database.Read(cancellation);
        return await (await ThemeRow.Load(session, request.ThemeId, caller)).LoadMessage(session);
    }
}
