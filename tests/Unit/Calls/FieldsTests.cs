using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Tests.Unit.Calls;

/// <summary>What counts as words, and what nobody could see.</summary>
public sealed class FieldsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\u200b")]
    [InlineData("\u00ad\u2060")]
    [InlineData("\u3164\u115f\uffa0\u2800")]
    [InlineData("\u0301")]
    public void Text_that_shows_nothing_is_no_text(string typed)
    {
        Assert.Equal(["TEXT_MISSING"], Faults(typed).Select(fault => fault.Reason.Name));
        new Fields().Text("title", typed, 100, required: false).Check();
    }

    [Theory]
    [InlineData("Benches")]
    [InlineData("\u05d2\u05df \u05e7\u05d4\u05d9\u05dc\u05ea\u05d9\u200f")]
    [InlineData("\ud83c\udf33")]
    [InlineData("!")]
    [InlineData("one\r\n\ttwo")]
    public void What_can_be_seen_is_text(string typed) => new Fields().Text("title", typed, 100).Check();

    [Theory]
    [InlineData("Two\u000bbenches", 4, "U+000B")]
    [InlineData("Benches\uffff", 8, "U+FFFF")]
    [InlineData("\u0000Benches", 1, "U+0000")]
    [InlineData("Benches\ufdd0", 8, "U+FDD0")]
    public void What_no_screen_shows_is_named_with_its_place(string typed, int place, string sign)
    {
        var fault = Assert.Single(Faults(typed));
        Assert.Equal("TEXT_HAS_CONTROLS", fault.Reason.Name);
        Assert.Equal([("place", place), ("sign", sign)], fault.Values);
    }

    [Theory]
    [InlineData("\u202Egnp.exe", 1, "U+202E", "TEXT_TURNS")]
    [InlineData("Two \u2067benches", 5, "U+2067", "TEXT_TURNS")]
    [InlineData("Two\u200b\u200c\u200bbenches", 4, "U+200B", "TEXT_HIDES")]
    [InlineData("A\ufe0f\ufe0f\ufe0f", 2, "U+FE0F", "TEXT_HIDES")]
    [InlineData("Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309", 2, "U+0301", "TEXT_HIDES")]
    [InlineData("A\udb40\udc61", 2, "U+E0061", "TEXT_HIDES")]
    public void What_makes_words_look_otherwise_is_named_with_its_place(string typed, int place, string sign, string reason)
    {
        var fault = Assert.Single(Faults(typed));
        Assert.Equal(reason, fault.Reason.Name);
        Assert.Equal([("place", place), ("sign", sign)], fault.Values);
    }

    [Theory]
    // Persian with its joiners, Hebrew with points, a family, the flag of Wales, a name from Vietnam.
    [InlineData("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")]
    [InlineData("\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd\u200f")]
    [InlineData("\ud83d\udc69\u200d\u2764\ufe0f\u200d\ud83d\udc68")]
    [InlineData("\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f")]
    [InlineData("Nguye\u0302\u0303n Thi\u0323")]
    public void What_languages_and_drawn_signs_need_stays(string typed) => new Fields().Text("title", typed, 100).Check();

    [Theory]
    [InlineData("Gr\u0430ce Bell", "\u0430")]
    [InlineData("\u0405iobhan", "\u0405")]
    [InlineData("\ud835\udc06race", "\ud835\udc06")]
    [InlineData("\uff27race", "\uff27")]
    [InlineData("Rh\u03bds", "\u03bd")]
    public void A_name_of_the_council_is_not_written_with_letters_that_look_like_others(string name, string sign)
    {
        var fault = Assert.Single(Assert.Throws<Refusal>(
            () => new Fields().Name("shown_as", new InviteMemberRequest { ShownAs = name }).Check()).Fields);
        Assert.Equal(("shown_as", "NAME_LOOKS_ALIKE"), (fault.Field, fault.Reason.Name));
        Assert.Equal([("sign", sign)], fault.Values);
    }

    [Theory]
    [InlineData("Grace Bell, neighbourhood officer")]
    [InlineData("Si\u00f4n \u0141uczak")]
    [InlineData("\u041e\u043b\u044c\u0433\u0430 \u0406\u0432\u0430\u043d\u043e\u0432\u0430")]
    [InlineData("\u0645\u0631\u064a\u0645, officer")]
    public void A_name_of_the_council_is_written_in_its_own_letters(string name) =>
        new Fields().Name("shown_as", new InviteMemberRequest { ShownAs = name }).Check();

    [Theory]
    [InlineData("one\u000btwo\r\nthree\u2028four\ffive\rsix\u0085seven")]
    public void Every_kind_of_line_end_becomes_one(string typed) =>
        Assert.Equal("one\ntwo\nthree\nfour\nfive\nsix\nseven", TypedText.Lines(typed));

    private static IReadOnlyList<Fault> Faults(string typed) =>
        Assert.Throws<Refusal>(() => new Fields().Text("title", typed, 100).Check()).Fields;
}
