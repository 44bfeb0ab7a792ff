using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Sorting;

/// <summary>Shows the cards of a sort, which everybody may read as voices.</summary>
internal sealed class GetCards(Database database)
{
    public async Task<CardDeck> Handle(GetCardsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("sort_id", request.SortId).Check();
        await using var session = await database.Read(cancellation);
        var sort = await CardSortRow.Load(session, request.SortId);
        var cards = await sort.LoadCards(session);
        return new CardDeck
        {
            Sort = sort.ToMessage(), Cards = { cards.Select(card => card.ToMessage(card.IsBy(caller), seesAll: false)) },
        };
    }
}
