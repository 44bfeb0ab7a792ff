using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Logos;

/// <summary>The logo now, and a picture that may become it.</summary>
internal sealed class GetLogo(Database database)
{
    /// <summary>Version 0, and nothing else, where no administrator chose one.</summary>
    public async Task<CouncilLogo> Handle(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return (await LogoRow.LoadLastOrNull(session))?.ToMessage() ?? new CouncilLogo();
    }

    public async Task<LogoPicture> Handle(GetAddedLogoRequest request, CancellationToken cancellation)
    {
        new Fields().Id("logo_id", request.LogoId).Check();
        await using var session = await database.Read(cancellation);
        return (await LogoPictureRow.Load(session, request.LogoId)).ToMessage();
    }
}
