using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Sorting;

/// <summary>Shows how those who sorted agree, once nobody sorts any more, and never who put what where.</summary>
internal sealed class GetCardSortAgreement(Database database)
{
    /// <summary>How many people have to give a name before everybody reads it: what one person types is for officers alone.</summary>
    private const int LeastOfName = 2;

    private const int MostNames = 20;

    public async Task<CardSortAgreement> Handle(
        GetCardSortAgreementRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("sort_id", request.SortId).Check();
        await using var session = await database.Read(cancellation);
        var sort = await CardSortRow.Load(session, request.SortId);
        if (sort.ClosedAt is null)
        {
            throw new Refusal(ProposalsReasons.SortedTogetherLater);
        }

        var cards = await sort.LoadCards(session);
        var sorters = Sorters(
            [.. cards.Select(card => card.VoiceId)], await PileRow.LoadAll(session, sort.SortId),
            await SortedCardRow.LoadAll(session, sort.SortId));
        var answer = new CardSortAgreement
        {
            Sort = (sort with { Sorters = sorters.Count }).ToMessage(),
            Cards = { cards.Select(card => new SortedCard { Voice = card.ToMessage(card.IsBy(caller), seesAll: false) }) },
        };
        var areas = sort.AreasOf(await AreaRow.Load(session, [sort.RoundId]));
        Compare(answer, sorters, request.WithPairs, allNames: caller.IsOfficer() && areas.All(caller.MayActIn));
        return answer;
    }

    /// <summary>Of each person the pile of each card. Pure.</summary>
    internal static IReadOnlyList<Sorter> Sorters(
        IReadOnlyList<string> cards, IEnumerable<PileRow> piles, IEnumerable<SortedCardRow> sorted)
    {
        var places = cards.Index().ToDictionary(card => card.Item, card => card.Index, StringComparer.Ordinal);
        var names = piles.ToLookup(pile => pile.SorterSubject, StringComparer.Ordinal);
        return
        [
            .. sorted.Where(card => places.ContainsKey(card.VoiceId)).GroupBy(card => card.SorterSubject, StringComparer.Ordinal)
                .Select(mine =>
                {
                    var all = Enumerable.Repeat(SortAgreement.NotSorted, cards.Count).ToArray();
                    foreach (var card in mine)
                    {
                        all[places[card.VoiceId]] = card.Pile;
                    }

                    return new Sorter(all, names[mine.Key].ToDictionary(pile => pile.Pile, pile => pile.Name));
                }),
        ];
    }

    /// <summary>Names of piles of which more than half lies in a group: those of most people first. Pure.</summary>
    /// <param name="all">Also those that one person gave.</param>
    internal static IEnumerable<string> NamesOf(IReadOnlyList<int> group, IReadOnlyList<Sorter> sorters, bool all)
    {
        var inside = group.ToHashSet();
        return sorters.SelectMany(sorter => sorter.Names.Where(pile => pile.Value.Length > 0)
                .Where(pile => sorter.Piles.Index().Where(card => card.Item == pile.Key).ToList() is { Count: > 0 } lying
                    && lying.Count(card => inside.Contains(card.Index)) * 2 > lying.Count)
                .Select(pile => pile.Value))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(same => (Name: same.Min(StringComparer.Ordinal)!, Times: same.Count()))
            .Where(same => all || same.Times >= LeastOfName)
            .OrderByDescending(same => same.Times).ThenBy(same => same.Name, StringComparer.Ordinal)
            .Take(MostNames).Select(same => same.Name);
    }

    private static void Compare(CardSortAgreement answer, IReadOnlyList<Sorter> sorters, bool withPairs, bool allNames)
    {
        var agreement = SortAgreement.Of(answer.Cards.Count, sorters.Select(sorter => sorter.Piles));
        (answer.Pairs, answer.Agreed) = (agreement.Pairs, agreement.Agreed);
        if (withPairs)
        {
            answer.Together.AddRange(agreement.Each().Where(pair => pair.Together > 0).Select(ToMessage));
        }

        answer.Groups.AddRange(agreement.Groups.Select(
            group => new CardGroup { Cards = { group }, Names = { NamesOf(group, sorters, allNames) } }));
        foreach (var (at, card) in answer.Cards.Index())
        {
            card.Closest.AddRange(agreement.Closest(at).Select(ToMessage));
        }
    }

    private static CardPair ToMessage(PairCount pair) =>
        new() { First = pair.First, Second = pair.Second, Together = pair.Together, Both = pair.Both };

    /// <summary>One person's piles by cards, and their names by piles. Whose they are is not among it.</summary>
    internal sealed record Sorter(IReadOnlyList<int> Piles, IReadOnlyDictionary<int, string> Names);
}
