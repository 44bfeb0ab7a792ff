using System.Globalization;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What changed between two texts, word by word.</summary>
public sealed class WordChangesTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("Two benches", "Two benches", "=Two benches")]
    [InlineData("", "Two benches", "+Two benches")]
    [InlineData("Two benches", "", "-Two benches")]
    [InlineData("Two old benches by the pond", "Two new benches by the pond", "=Two |-old|+new|= benches by the pond")]
    [InlineData("A bench", "A bench\nand a tree", "=A bench|+\nand a tree")]
    public void Words_stay_go_and_come(string before, string after, string expected) => Assert.Equal(
        expected, string.Join('|', WordChanges.Between(before, after).Select(piece => piece.Fate switch
        {
            WordFate.Added => "+",
            WordFate.Removed => "-",
            _ => "=",
        } + piece.Text)));

    [Fact]
    public void Both_texts_can_be_read_from_it_again()
    {
        var random = new Random(11);
        for (var times = 0; times < 300; times++)
        {
            var (before, after) = (Text(), Text());
            var pieces = WordChanges.Between(before, after);
            Assert.Equal(before, string.Concat(pieces.Where(piece => piece.Fate != WordFate.Added).Select(piece => piece.Text)));
            Assert.Equal(after, string.Concat(pieces.Where(piece => piece.Fate != WordFate.Removed).Select(piece => piece.Text)));
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "a b c\n  دe"[random.Next(9)]));
    }

    /// <summary>Counted, not timed: each word that both have would be a piece of its own.</summary>
    [Fact]
    public void Two_long_texts_with_little_in_common_are_not_compared_word_by_word_but_for_how_they_begin_and_end()
    {
        var (before, after) = (Long('b', 600), Long('a', 600));
        Assert.Equal(
            [
                (WordFate.Stayed, "We begin "), (WordFate.Removed, Middle('b', 600)), (WordFate.Added, Middle('a', 600)),
                (WordFate.Stayed, " and end."),
            ],
            WordChanges.Between(before, after).Select(piece => (piece.Fate, piece.Text)));
        Assert.True(WordChanges.Between(Long('b', 400), Long('a', 400)).Count > 400);

        static string Middle(char of, int words) =>
            string.Join(" x ", Enumerable.Range(0, words).Select(number => string.Create(CultureInfo.InvariantCulture, $"{of}{number}")));
        static string Long(char of, int words) => $"We begin {Middle(of, words)} and end.";
    }

    [Theory]
    [InlineData("one two three four five six", "one two three four five six", false)]
    [InlineData("one two three four five six", "one two three four five seven", false)]
    [InlineData("one two three four five six", "one two three four other words", true)]
    [InlineData("", "", false)]
    [InlineData("", "words", true)]
    public void A_third_of_the_words_is_a_large_change(string before, string after, bool expected) =>
        Assert.Equal(expected, WordChanges.IsLarge(before, after));
}
