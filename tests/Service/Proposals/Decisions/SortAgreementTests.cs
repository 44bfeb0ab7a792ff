using Participatory.Proposals.Sorting;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>Figures of agreement against a slow calculation that follows the words, and cards drawn by lot.</summary>
public sealed class SortAgreementTests
{
    [Fact]
    public void Agreement_is_what_a_slow_plain_calculation_says()
    {
        var random = new Random(4711);
        for (var times = 0; times < 400; times++)
        {
            var (cards, people, piles) = (random.Next(0, 12), random.Next(0, 7), random.Next(1, 5));
            var sorters = Enumerable.Range(0, people)
                .Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, cards).Select(_ => random.Next(-1, piles + 1))]).ToList();
            var fast = SortAgreement.Of(cards, sorters);
            var slow = Slow(cards, sorters);
            Assert.Equal(slow, fast.Each());
            Assert.Equal(slow.Count(pair => pair.Both > 0), fast.Pairs);
            Assert.Equal(
                slow.Where(pair => pair.Both > 0).Count(pair => pair.Together == 0 || pair.Together == pair.Both), fast.Agreed);
            Assert.Equal(SlowGroups(cards, slow), fast.Groups.Select(group => string.Join(' ', group)));
            for (var card = 0; card < cards; card++)
            {
                Assert.Equal(SlowClosest(card, slow), fast.Closest(card).Select(pair => pair.Second));
            }
        }
    }

    [Fact]
    public void The_order_of_people_and_the_numbers_of_their_piles_make_no_difference()
    {
        IReadOnlyList<int>[] one = [[1, 1, 2, 2, 0], [1, 1, 1, 2, 2], [3, 3, 1, 1, -1]];
        IReadOnlyList<int>[] other = [[5, 5, 9, 9, -1], [7, 7, 4, 4, 0], [2, 2, 2, 8, 8]];
        var (first, second) = (SortAgreement.Of(5, one), SortAgreement.Of(5, other));
        Assert.Equal(first.Each(), second.Each());
        Assert.Equal(["0 1", "2 3"], first.Groups.Select(group => string.Join(' ', group)));
        Assert.Equal(["0 1", "2 3"], second.Groups.Select(group => string.Join(' ', group)));
    }

    [Fact]
    public void What_fits_none_is_together_with_nothing()
    {
        var all = SortAgreement.Of(2, [[0, 0], [0, 0], [0, 0]]);
        Assert.Equal((0, 1, 1), (all.Groups.Count, all.Pairs, all.Agreed));
    }

    [Fact]
    public void Cards_are_drawn_evenly_over_questions_and_areas_and_alike_for_the_same_seed()
    {
        List<DrawnVoice> voices =
        [
            .. Voices("q1", "a", 300), .. Voices("q1", "b", 40), .. Voices("q2", "a", 7), .. Voices("q2", "b", 300),
        ];
        var drawn = CardDraw.Of(voices, 120, 4711);
        Assert.Equal(120, drawn.Distinct(StringComparer.Ordinal).Count());
        int[] each = [.. new[] { "q1 a", "q1 b", "q2 a", "q2 b" }.Select(
            group => drawn.Count(card => card.StartsWith(group, StringComparison.Ordinal)))];
        Assert.Equal(7, each[2]);
        Assert.All(new[] { each[0], each[1], each[3] }, many => Assert.InRange(many, 37, 38));
        voices.Reverse();
        Assert.Equal(drawn, CardDraw.Of(voices, 120, 4711));
        Assert.NotEqual(drawn, CardDraw.Of(voices, 120, 4712));
        Assert.Equal(647, CardDraw.Of(voices, 1_000, 1).Count);
        Assert.Empty(CardDraw.Of([], 120, 1));
    }

    [Fact]
    public void Over_many_seeds_each_voice_of_a_group_is_drawn_as_often_as_any_other()
    {
        List<DrawnVoice> voices = [.. Voices("q1", "a", 10), .. Voices("q2", "a", 10)];
        var often = Enumerable.Range(0, 2_000).SelectMany(seed => CardDraw.Of(voices, 4, seed))
            .CountBy(card => card).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(20, often.Count);
        // 400 of each are expected; five standard deviations are 90.
        Assert.All(often.Values, many => Assert.InRange(many, 310, 490));
    }

    [Fact]
    public void Names_of_a_group_are_those_of_piles_that_lie_in_it_for_the_most_part()
    {
        GetCardSortAgreement.Sorter[] sorters =
        [
            new([1, 1, 2], new Dictionary<int, string> { [1] = "Benches", [2] = "Rest" }),
            new([1, 1, 1], new Dictionary<int, string> { [1] = "benches", [2] = "Nothing in it" }),
            new([1, 2, 2], new Dictionary<int, string> { [1] = "Sitting", [2] = "" }),
        ];
        Assert.Equal(["Benches", "Sitting"], GetCardSortAgreement.NamesOf([0, 1], sorters, all: true));
        Assert.Equal(["Rest"], GetCardSortAgreement.NamesOf([2], sorters, all: true));
    }

    private static IEnumerable<DrawnVoice> Voices(string question, string area, int many) => Enumerable.Range(0, many).Select(
        at => new DrawnVoice { VoiceId = $"{question} {area} {at}", QuestionId = question, AreaCode = area });

    private static List<PairCount> Slow(int cards, List<IReadOnlyList<int>> sorters)
    {
        List<PairCount> all = [];
        for (var first = 0; first < cards; first++)
        {
            for (var second = first + 1; second < cards; second++)
            {
                var both = sorters.Where(piles => piles[first] >= 0 && piles[second] >= 0).ToList();
                // Of two people each would know what the other did.
                all.Add(both.Count < 3 ? new(first, second, 0, 0)
                    : new(first, second, both.Count(piles => piles[first] != 0 && piles[first] == piles[second]), both.Count));
            }
        }

        return all;
    }

    /// <summary>Each time all pairs of groups are looked at anew, with fractions.</summary>
    private static IEnumerable<string> SlowGroups(int cards, List<PairCount> pairs)
    {
        var groups = Enumerable.Range(0, cards).Select(card => new SortedSet<int> { card }).ToList();
        while (true)
        {
            var best = (
                from first in groups
                from second in groups
                where first.Min < second.Min
                let between = pairs.Where(pair => (first.Contains(pair.First) && second.Contains(pair.Second))
                    || (second.Contains(pair.First) && first.Contains(pair.Second))).ToList()
                let all = between.Sum(pair => pair.Both)
                where all > 0
                let share = decimal.Divide(between.Sum(pair => pair.Together), all)
                where share > 0.5m
                orderby share descending, first.Min, second.Min
                select (first, second)).FirstOrDefault();
            if (best.first is null)
            {
                return groups.Where(group => group.Count > 1).OrderByDescending(group => group.Count).ThenBy(group => group.Min)
                    .Select(group => string.Join(' ', group));
            }

            best.first.UnionWith(best.second);
            groups.Remove(best.second);
        }
    }

    private static IEnumerable<int> SlowClosest(int card, List<PairCount> pairs) => pairs
        .Where(pair => (pair.First == card || pair.Second == card) && pair.Together > 0)
        .Select(pair => (
            Other: pair.First == card ? pair.Second : pair.First, Share: decimal.Divide(pair.Together, pair.Both), pair.Together))
        .OrderByDescending(pair => pair.Share).ThenByDescending(pair => pair.Together).ThenBy(pair => pair.Other)
        .Take(3).Select(pair => pair.Other);
}
