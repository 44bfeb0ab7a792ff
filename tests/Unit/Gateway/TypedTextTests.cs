using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Voting.Vote;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>Codes, cards and numbers as they come out of letters, messages and keyboards that correct.</summary>
public sealed class TypedTextTests
{
    /// <summary>What stands between or around in what people paste; nothing of it is ever part of a code.</summary>
    public static TheoryData<string> Between =>
    [
        "\u200b", "\ufeff", "\u00ad", "\u200e", "\u200f", "\u2060", "\u2014", "\u2013", "\u2010", "\u2011", "\u2212", "-", ".",
        ",", "\"", "'",
        "\u201c", "\u201d", "\u2018", "\u2019", "\u00ab", "\u00bb", "\u00a0", "\u2009", "\u202f", "\t", "\r\n", "\u000b", "\0", "(", ")",
    ];

    [Theory]
    [MemberData(nameof(Between))]
    public void What_stands_between_is_no_part_of_a_code(string between) =>
        Assert.Equal("7KQ4M2", TypedText.Code(between + "7K" + between + between + "Q4" + between + "M2" + between));

    [Theory]
    [InlineData("\uff17\uff2b\uff31\uff14", "7KQ4")]
    [InlineData("\u0661\u0662\u0663", "123")]
    [InlineData("*~$=U", "*~$=U")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Letters_and_digits_of_another_width_or_keyboard_are_the_same_code(string? typed, string code) =>
        Assert.Equal(code, TypedText.Code(typed));

    [Theory]
    [InlineData("Abuse", HidingReason.Abuse)]
    [InlineData("Rudeness", HidingReason.Unspecified)]
    [InlineData("4711", HidingReason.Unspecified)]
    [InlineData("", HidingReason.Unspecified)]
    [InlineData(null, HidingReason.Unspecified)]
    public void What_is_none_of_the_choices_was_not_chosen(string? sent, HidingReason chosen) =>
        Assert.Equal(chosen, Choice.Of<HidingReason>(sent));

    [Theory]
    [MemberData(nameof(Between))]
    public void A_ballot_card_is_known_however_it_was_pasted(string between)
    {
        var card = BallotCards.New();
        var pasted = between + card.Replace("-", between, StringComparison.Ordinal) + between;
        Assert.True(BallotCards.LooksLikeOne(pasted));
        Assert.Equal(card, BallotCards.Tidy(pasted));
    }
}
