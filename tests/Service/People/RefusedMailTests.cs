using System.Net;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>An address to which no code can go: the page of sign-in says so beside the address, and keeps it.</summary>
public sealed class RefusedMailTests
{
    [Theory]
    [InlineData("nobody@example.org", "This address does not take email from us.")]
    [InlineData("busy@example.org", "We could not send the email just now.")]
    [InlineData("jörg@example.org", "We cannot send email to an address with letters such as é or 你 before the @.")]
    [InlineData("not an address", "Please enter an email address, such as name@example.org")]
    [InlineData("", "Please enter an email address, such as name@example.org")]
    public async Task The_page_of_sign_in_says_at_the_address_why_no_code_was_sent(string address, string sentence)
    {
        await using var post = await new PostOffice(offersUtf8: false).Open();
        post.Replies["nobody@example.org"] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        post.Replies["busy@example.org"] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await using var house = await TwoGateways.Open("sqlite", [.. post.AsSettings]);
        await SaysSo(house, address, sentence);
    }

    [Fact]
    public async Task Where_the_mail_server_is_down_the_page_says_so_at_the_address()
    {
        PostOffice closed;
        await using (closed = new PostOffice())
        {
        }

        await using var house = await TwoGateways.Open("sqlite", [.. closed.AsSettings]);
        await SaysSo(house, "anna@example.org", "We could not send the email just now.");
    }

    private static async Task SaysSo(TwoGateways house, string address, string sentence)
    {
        var browser = house.Browser();
        var page = await browser.GetStringAsync(house.At(0, "/sign-in"));
        using var answer = await browser.Send(house.At(0, "/sign-in"), page, ("Email", address), ("return", "/my"));
        var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches($"id=\"Email-error\"[^\n]*{System.Text.RegularExpressions.Regex.Escape(sentence)}", said);
        Assert.Contains($"value=\"{address}\"", said, StringComparison.Ordinal);
    }
}
