using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>Shows a listener what they do: whom they listen to, and what they wrote down that waits for a yes.</summary>
internal sealed class GetListening(Database database)
{
    private static readonly Sql CountKept = new("SELECT COUNT(*) FROM voice WHERE link_id = @LinkId");

    public async Task<Listening> Handle(GetListeningRequest request, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var link = await ListenerLinkRow.LoadBySecret(session, request.Secret);
        var waiting = await WrittenVoiceRow.LoadOfLink(session, link.LinkId);
        return new Listening
        {
            Link = link.ToMessage(),
            Waiting = { waiting.Select(written => written.ToMessage()) },
            Kept = (int)await session.One<long>(CountKept, new { link.LinkId }),
        };
    }
}
