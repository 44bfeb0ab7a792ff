using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Gateway.Pages.Voting.Vote;

namespace Participatory.Tests.Security.Pages;

/// <summary>A ballot on its way: sealed, for one vote's pages alone, and small enough for a browser.</summary>
public sealed class OpenBallotTests
{
    private const string Poll = "elm-park";

    private readonly ServiceProvider services =
        new ServiceCollection().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).BuildServiceProvider();

    [Fact]
    public void The_largest_ballot_fits_into_cookies_and_comes_back_as_it_was()
    {
        // A thousand ideas, each with other points.
        var ballot = new OpenBallot
        {
            Code = "AAAA-BBBB-CCCC-DDDD-E", Card = "card", Numbers = [.. Enumerable.Range(0, 1000).Select(one => one * 7919L % 1000)],
        };
        var cookies = Keep(ballot, "0123abcd");
        Assert.All(cookies, cookie => Assert.InRange(cookie.Length, 1, 4096));
        Assert.InRange(cookies.Sum(cookie => cookie.Length), 1, 8 * 1024);
        var back = Find(cookies, Poll, "0123abcd");
        Assert.Equal((ballot.Code, ballot.Card), (back!.Code, back.Card));
        Assert.Equal(ballot.Numbers, back.Numbers);
    }

    [Fact]
    public void It_is_sealed_and_goes_to_the_pages_of_its_own_vote_alone()
    {
        var cookies = Keep(new OpenBallot { Code = "AAAA-BBBB-CCCC-DDDD-E", Card = "card", Numbers = [1, 0] }, "0123abcd");
        var cookie = Assert.Single(cookies);
        Assert.Contains($"path=/rounds/{Poll}/vote", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.StartsWith("__Secure-participatory-ballot-", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA-BBBB", cookie, StringComparison.Ordinal);
        Assert.Null(Find(cookies, "another-vote", "0123abcd"));
        Assert.Null(Find(cookies, Poll, "ffffffff"));
        Assert.Null(Find(cookies, Poll, "../../etc"));
    }

    private List<string> Keep(OpenBallot ballot, string mark)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        ballot.Keep(context, Poll, mark);
        return [.. context.Response.Headers.SetCookie.Select(cookie => cookie!)];
    }

    private OpenBallot? Find(List<string> cookies, string poll, string mark)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.Cookie = string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0]));
        return OpenBallot.Find(context, poll, mark);
    }
}
