using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Sorting;

/// <summary>Somebody puts cards into piles of their own. It replaces what they had, as a whole, and nobody else sees it.</summary>
internal sealed class SortCards(Database database)
{
    /// <summary>How many people's piles are compared.</summary>
    internal const int MostSorters = 200;

    private static readonly int MostPiles = FieldLimits.CountOf(SortCardsRequest.Descriptor, "piles");
    private static readonly int MostCards = FieldLimits.CountOf(SortCardsRequest.Descriptor, "fits_none_voice_ids");

    public async Task<MyPiles> Handle(SortCardsRequest request, Caller caller, CancellationToken cancellation)
    {
        Validate(request);
        await using var transaction = await database.Begin(cancellation);
        // Names are not kept a second time to repeat an answer: it is how they have sorted now.
        if (await transaction.Replay(caller, request, MyPiles.Parser) is not null)
        {
            return await GetMyPiles.Load(transaction, request.SortId, caller);
        }

        var sort = await CardSortRow.Lock(transaction, request.SortId);
        var cards = (await sort.LoadCards(transaction)).Select(card => card.VoiceId).ToHashSet(StringComparer.Ordinal);
        var others = await SortedCardRow.LoadOthers(transaction, sort.SortId, caller.Subject);
        var (piles, sorted) = Decide(request, sort, cards, others);
        await PileRow.Replace(transaction, sort.SortId, caller.Subject, piles);
        await SortedCardRow.Replace(transaction, sort.SortId, caller.Subject, sorted);
        var answer = await GetMyPiles.Load(transaction, sort.SortId, caller);
        await transaction.Remember(caller, request, new MyPiles());
        await transaction.Commit();
        return answer;
    }

    /// <summary>The piles, and where each card lies. Pure.</summary>
    /// <param name="cards">Those that there are.</param>
    /// <param name="others">How many other people have sorted.</param>
    /// <exception cref="Refusal">The sort is closed, or there is nobody more to compare with.</exception>
    internal static (IReadOnlyList<PileRow> Piles, IReadOnlyList<SortedCardRow> Cards) Decide(
        SortCardsRequest request, CardSortRow sort, IReadOnlySet<string> cards, int others)
    {
        if (sort.ClosedAt is not null)
        {
            throw new Refusal(ProposalsReasons.CardSortIsClosed);
        }

        if (others >= MostSorters)
        {
            throw new Refusal(ProposalsReasons.SortersFull, [("most", MostSorters)]);
        }

        return (
            [.. request.Piles.Select((pile, at) => new PileRow { Pile = at + 1, Name = pile.Name })],
            [
                .. request.Piles.SelectMany((pile, at) => pile.VoiceIds.Select(id => new SortedCardRow { VoiceId = id, Pile = at + 1 }))
                    .Concat(request.FitsNoneVoiceIds.Select(id => new SortedCardRow { VoiceId = id }))
                    .Where(sorted => cards.Contains(sorted.VoiceId)),
            ]);
    }

    private static void Validate(SortCardsRequest request)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("sort_id", request.SortId)
            .Require(request.Piles.Count <= MostPiles, "piles", ProposalsReasons.PilesTooMany, ("max", MostPiles))
            .Require(request.FitsNoneVoiceIds.Count <= MostCards, "fits_none_voice_ids", ProposalsReasons.CardsTooMany, ("max", MostCards));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, pile) in request.Piles.Take(MostPiles).Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"piles[{at}]");
            fields.Text($"{path}.name", pile, required: false)
                .Require(pile.VoiceIds.Count <= MostCards, $"{path}.voice_ids", ProposalsReasons.CardsTooMany, ("max", MostCards))
                .Require(pile.VoiceIds.All(seen.Add), $"{path}.voice_ids", ProposalsReasons.CardTwice);
        }

        fields.Require(request.FitsNoneVoiceIds.All(seen.Add), "fits_none_voice_ids", ProposalsReasons.CardTwice).Check();
    }
}
