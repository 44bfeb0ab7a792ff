using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>
/// A link that went to the wrong people, or is no longer needed, opens nothing any more. What waited for a yes is gone with it, because
/// nobody could read it; what was kept stays.
/// </summary>
internal sealed class EndListenerLink(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("UPDATE listener_link SET ended_at = @now WHERE link_id = @LinkId AND ended_at IS NULL");

    public async Task<ListenerLink> Handle(EndListenerLinkRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("link_id", request.LinkId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ListenerLink.Parser) is { } before)
        {
            return before;
        }

        var link = await ListenerLinkRow.Load(transaction, request.LinkId);
        caller.MustActIn(link.AreasOf(await AreaRow.Load(transaction, [link.RoundId])));
        await transaction.Execute(Update, new { link.LinkId, now = clock.Now() });
        await WrittenVoiceRow.DeleteAll(transaction, link.LinkId);
        var answer = (await ListenerLinkRow.Load(transaction, link.LinkId)).ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
