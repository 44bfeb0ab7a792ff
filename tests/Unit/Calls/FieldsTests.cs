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
    [InlineData("\u00ad\u2060\ufeff\u200e")]
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
    [InlineData("one\u000btwo\r\nthree\u2028four\ffive\rsix\u0085seven")]
    public void Every_kind_of_line_end_becomes_one(string typed) =>
        Assert.Equal("one\ntwo\nthree\nfour\nfive\nsix\nseven", TypedText.Lines(typed));

    private static IReadOnlyList<Fault> Faults(string typed) =>
        Assert.Throws<Refusal>(() => new Fields().Text("title", typed, 100).Check()).Fields;
}
