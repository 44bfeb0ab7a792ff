using Participatory.Gateway.Pages.Shared;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What others show of a page.</summary>
public sealed class PreviewTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Three benches.", "Three benches.")]
    [InlineData("Three benches. And a table!", "Three benches.")]
    [InlineData("Benches,\n  by the\tpond? Yes.", "Benches, by the pond?")]
    [InlineData("Seats, e.g. benches, for all. More.", "Seats, e.g. benches, for all.")]
    [InlineData("池のそばにベンチ。もっと。", "池のそばにベンチ。")]
    public void The_first_sentence_stands_for_the_whole(string words, string sentence) =>
        Assert.Equal(sentence, Preview.FirstOf(words));

    [Fact]
    public void A_long_sentence_ends_after_a_word_and_no_letter_is_cut()
    {
        var cut = Preview.FirstOf(string.Join(' ', Enumerable.Repeat("bench", 100)));
        Assert.EndsWith("bench…", cut, StringComparison.Ordinal);
        Assert.InRange(cut.Length, 150, 201);
        cut = Preview.FirstOf(string.Concat(Enumerable.Repeat("🪑", 200)));
        Assert.False(char.IsHighSurrogate(cut[^2]));
        Assert.InRange(cut.Length, 150, 201);
    }
}
