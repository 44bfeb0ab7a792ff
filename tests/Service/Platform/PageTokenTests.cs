using System.Buffers.Text;
using System.Text;
using Participatory.Platform.Calls;

namespace Participatory.Tests.Service.Platform;

public sealed class PageTokenTests
{
    [Fact]
    public void A_token_brings_back_its_key_whatever_is_in_it()
    {
        string[] key = ["638", "", "Bürgerhaus \"am\" Park, ä\u0000", "\U0001F333"];

        Assert.Equal(key, PageToken.Read(PageToken.After("rounds  open", key), "rounds  open", key.Length));
    }

    [Fact]
    public void No_token_is_the_first_page() => Assert.Null(PageToken.Read("", "rounds", 2));

    [Theory]
    [InlineData("x"), InlineData("%"), InlineData("bnVsbA"), InlineData("W10"), InlineData("W251bGwsbnVsbF0"), InlineData("eyJhIjoxfQ"),
        InlineData("////"), InlineData("ä")]
    public void A_token_that_is_not_ours_is_refused(string token) => Refused(() => PageToken.Read(token, "rounds", 1));

    [Fact]
    public void A_token_of_another_question_or_another_length_is_refused()
    {
        var token = PageToken.After("rounds", "a");

        Refused(() => PageToken.Read(token, "proposals", 1));
        Refused(() => PageToken.Read(token, "rounds", 2));
        Refused(() => PageToken.Read(token[..^1], "rounds", 1));
        Refused(() => PageToken.Read(token + "A", "rounds", 1));
        Refused(() => PageToken.Read(new string('A', 100_000), "rounds", 1));
    }

    [Fact]
    public void A_token_whose_key_is_null_is_refused()
    {
        var tie = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(PageToken.After("rounds", "a"))).Split('"')[1];

        Refused(() => PageToken.Read(Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"[\"{tie}\",null]")), "rounds", 1));
    }

    [Theory]
    [InlineData(0, 50), InlineData(1, 1), InlineData(100, 100), InlineData(101, 100), InlineData(int.MaxValue, 100)]
    public void A_page_has_as_many_rows_as_asked_for_within_reason(int asked, int size) =>
        Assert.Equal(size, PageToken.Size(asked, normal: 50, max: 100));

    [Theory]
    [InlineData(-1), InlineData(int.MinValue)]
    public void A_page_of_less_than_nothing_is_refused(int asked) =>
        Assert.Equal("page_size", Assert.Single(Assert.Throws<Refusal>(() => PageToken.Size(asked, 50, 100)).Fields).Field);

    private static void Refused(Func<object?> read)
    {
        var refusal = Assert.Throws<Refusal>(read);
        Assert.Equal("INVALID_REQUEST", refusal.Reason.Name);
        Assert.Equal("page_token", Assert.Single(refusal.Fields).Field);
    }
}
