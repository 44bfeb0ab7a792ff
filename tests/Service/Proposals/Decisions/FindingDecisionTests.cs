using Participatory.Proposals.Finding;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>Which words ideas are found by, what is alike, and what officers may say that ideas are about.</summary>
public sealed class FindingDecisionTests
{
    [Theory]
    [InlineData("Benches, by the POND!", "bench by the pond")]
    [InlineData("The children's café’s", "the children cafe")]
    [InlineData("libraries boxes buses grass bus this", "library box buse grass bus this")]
    [InlineData("Straßen и дорога 20mph", "straßen и дорога 20mph")]
    [InlineData("長椅子 bench", "長椅 椅子 bench")]
    [InlineData("椅", "椅")]
    [InlineData("  … !", "")]
    public void Words_are_in_small_letters_without_accents_and_of_english_in_one_form(string text, string words) =>
        Assert.Equal(words, string.Join(' ', IdeaTokens.InOrder(text)));

    [Fact]
    public void A_long_word_is_found_by_its_beginning_and_an_idea_by_so_many_words_the_titles_first()
    {
        Assert.Equal([new string('a', IdeaTokens.Longest)], IdeaTokens.InOrder(new string('a', 200)));
        var counted = IdeaTokens.Count("bench bench", "a bench " + string.Join(' ', Enumerable.Range(0, 500).Select(n => $"word{n}")));
        Assert.Equal((IdeaTokens.Most, 7), (counted.Count, counted["bench"]));
        Assert.True(counted.ContainsKey("a"));
        Assert.All(counted.Keys, word => Assert.InRange(word.Length, 1, IdeaTokens.Longest));
    }

    [Theory]
    [InlineData("old benches", "New benches by the old pond", true)]
    [InlineData("ben", "Benches", true)]
    [InlineData("be", "Benches", false)]
    [InlineData("old benches", "New benches", false)]
    [InlineData("", "Anything", true)]
    [InlineData("!", "Anything!", false)]
    public void A_search_is_in_what_has_all_of_its_words(string search, string text, bool found) =>
        Assert.Equal(found, SoughtWords.Of(search).IsIn(text));

    [Fact]
    public void The_rarest_words_are_looked_for_and_no_more_than_may_be_read()
    {
        WordTotal[] totals =
        [
            .. Enumerable.Range(1, 30).Select(n => new WordTotal { Word = $"rare{n:00}", Ideas = n }),
            new() { Word = "the", Ideas = 10_000 },
        ];
        Assert.Equal(
            Enumerable.Range(1, SimilarIdeas.MostWords).Select(n => $"rare{n:00}"),
            SimilarIdeas.Rarest(totals).Select(total => total.Word));
        Assert.Empty(SimilarIdeas.Rarest([new() { Word = "the", Ideas = SimilarIdeas.MostPlaces + 1 }]));
        Assert.Equal(2, SimilarIdeas.Rarest(
        [
            new() { Word = "a", Ideas = 1_000 }, new() { Word = "b", Ideas = 1_500 }, new() { Word = "c", Ideas = 1_600 },
        ]).Count);
    }

    [Fact]
    public void A_rare_word_says_more_than_a_common_one_and_one_of_few_words_more_than_one_of_many()
    {
        WordTotal[] rarest = [new() { Word = "swift", Ideas = 2 }, new() { Word = "box", Ideas = 50 }, new() { Word = "tree", Ideas = 60 }];
        WordPlace[] places =
        [
            Place("swift", 1), Place("box", 1), Place("box", 2), Place("tree", 2), Place("swift", 3, of: 100), Place("box", 3, of: 100),
            Place("swift", 4),
        ];
        // The fourth shares one word only.
        Assert.Equal([1L, 3L, 2L], SimilarIdeas.Rank(rarest, places, 1_000, most: 5));
        Assert.Equal([1L], SimilarIdeas.Rank(rarest, places, 1_000, most: 1));
        // Of two alike the newer one; and one word is enough for who has written one.
        Assert.Equal([4L, 1L], SimilarIdeas.Rank(rarest[..1], [Place("swift", 1), Place("swift", 4)], 1_000, most: 5));
        Assert.Empty(SimilarIdeas.Rank(rarest, [], 1_000, most: 5));
    }

    [Fact]
    public void Topics_are_set_while_ideas_come_in() => StateTable.Holds<Phase>(
        """
                  Set
        LISTENING 1
        ACCEPTING 1
        REVIEWING TOPICS_NO_MORE
        BALLOTING TOPICS_NO_MORE
        FINISHED  ROUND_IS_FINISHED
        """,
        ("Set", phase => NameTopics.Decide(
            new NameTopicsRequest { Topics = { new Topic { Name = "Play" } } },
            new RoundRow { RoundId = "elm-park-2026", Phase = phase }, [], []).Count));

    private static WordPlace Place(string word, long sequence, int of = 60) =>
        new() { Word = word, Sequence = sequence, Times = 1, OfWords = of };
}
