using System.Net;
using System.Text.Json.Nodes;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

/// <summary>
/// Officers sign in at the council's own provider, through the whole house: the pages, People, and a provider that is OpenIddict.
/// Whatever the provider's answer lacks, there is a page that says so and no session.
/// </summary>
public sealed partial class OfficerSignInTests(OfficerSignInTests.Town town) : IClassFixture<OfficerSignInTests.Town>
{
    private const string NotOnList = "You are not on the list of officers";
    private const string EmailUnproved = "The council has not confirmed your email address";
    private const string NotSignedIn = "We could not sign you in";

    [Fact]
    public async Task An_officer_signs_in_and_may_do_what_the_list_says()
    {
        using var browser = new OfficersBrowser(town);
        var page = await browser.SignIn("account-olu", "Olu@council.example");
        Assert.Equal((HttpStatusCode.OK, "/"), (page.StatusCode, page.Path));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/council")).StatusCode);
        Assert.Contains("Olu Ade, ward officer", (await browser.Open("/council")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in/officer")]
    [InlineData("/sign-in/officer?return=/council")]
    [InlineData("/sign-in/officer?again=true")]
    public async Task A_link_signs_nobody_in_though_the_provider_still_knows_them(string link)
    {
        using var browser = new OfficersBrowser(town);
        (town.Provider.Who, town.Provider.Claims, town.Provider.Token) = (("account-olu", "Olu@council.example"), _ => { }, null);
        Assert.Equal("/sign-in", (await browser.Open(link)).Path);
        Assert.False(browser.IsSignedIn);
        Assert.Equal("/council", (await browser.Press("/council")).Path);
        Assert.True(browser.IsSignedIn);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/\t/evil.example")]
    public async Task After_signing_in_somebody_is_here_and_nowhere_else(string back)
    {
        using var browser = new OfficersBrowser(town);
        (town.Provider.Who, town.Provider.Claims, town.Provider.Token) = (("account-olu", "Olu@council.example"), _ => { }, null);
        Assert.Equal((HttpStatusCode.OK, "/"), (await browser.Press(back)) is var page ? (page.StatusCode, page.Path) : default);
        Assert.True(browser.IsSignedIn);
    }

    [Theory, EveryTokenFault]
    public async Task A_token_that_is_not_right_signs_nobody_in(TokenFault fault)
    {
        using var browser = new OfficersBrowser(town);
        var page = await browser.SignIn(
            "account-femi", "femi@council.example", claims => TokenFaults.Spoil(claims, fault), TokenFaults.Forge(fault));
        await Refused(browser, page, HttpStatusCode.BadRequest, NotSignedIn);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"false\"")]
    [InlineData("\"true\"")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Only_an_address_that_is_verified_says_who_somebody_is(string? verified)
    {
        using var browser = new OfficersBrowser(town);
        var page = await browser.SignIn("account-femi", "femi@council.example", claims =>
        {
            claims.Remove("email_verified");
            if (verified is not null)
            {
                claims["email_verified"] = JsonNode.Parse(verified);
            }
        });
        await Refused(browser, page, HttpStatusCode.Forbidden, EmailUnproved);
    }

    [Fact]
    public async Task An_address_that_only_userinfo_tells_is_asked_for()
    {
        using var browser = new OfficersBrowser(town);
        var page = await browser.SignIn("account-ines", "ines@council.example", claims =>
        {
            claims.Remove("email");
            claims.Remove("email_verified");
        });
        Assert.True(page.Path == "/", page.Text);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/council")).StatusCode);
    }

    [Fact]
    public async Task An_officer_who_is_asked_again_is_asked_by_the_provider_too_though_it_still_knows_them()
    {
        using var browser = new OfficersBrowser(town);
        await browser.SignIn("account-olu", "Olu@council.example");
        Assert.Equal((null, null), town.Provider.Asked);
        var page = await browser.Open("/sign-in?again=true&return=%2Fcouncil%2Fstaff");
        Assert.Equal("/council/staff", page.Path);
        Assert.Equal(("login", "0"), town.Provider.Asked);
    }

    [Fact]
    public async Task Somebody_on_no_list_gets_a_page_that_says_so()
    {
        using var browser = new OfficersBrowser(town);
        await Refused(browser, await browser.SignIn("account-somebody", "somebody@council.example"), HttpStatusCode.Forbidden, NotOnList);
    }

    [Fact]
    public async Task An_officer_is_known_by_the_account_and_not_by_the_address()
    {
        using var first = new OfficersBrowser(town);
        Assert.Equal("/", (await first.SignIn("account-noor", "noor@council.example")).Path);

        // The address is somebody else's now.
        using var successor = new OfficersBrowser(town);
        await Refused(successor, await successor.SignIn("account-new", "noor@council.example"), HttpStatusCode.Forbidden, NotOnList);

        // The same person, whom the provider has given another address.
        using var again = new OfficersBrowser(town);
        Assert.Equal("/", (await again.SignIn("account-noor", "noor.khan@council.example")).Path);
        Assert.Contains("Noor Khan, clerk", (await again.Open("/council")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_whose_account_was_made_anew_signs_in_again_once_another_officer_has_said_so()
    {
        using var before = new OfficersBrowser(town);
        Assert.Equal("/", (await before.SignIn("account-sam", "sam@council.example")).Path);
        using var anew = new OfficersBrowser(town);
        await Refused(anew, await anew.SignIn("account-sam-2", "sam@council.example"), HttpStatusCode.Forbidden, NotOnList);

        using var officer = new OfficersBrowser(town);
        await officer.SignIn("account-kit", "kit@council.example");
        var done = await officer.Send("/council/staff", ("What", "forget"), ("Email", "sam@council.example"));
        Assert.Contains("They can sign in with a new account", done.Text, StringComparison.Ordinal);
        Assert.Contains("Kit Moss, clerk let Sam Reed, clerk sign in", (await officer.Open("/council/staff/changes")).Text,
            StringComparison.Ordinal);

        Assert.Equal("/", (await anew.SignIn("account-sam-2", "sam@council.example")).Path);
        Assert.Contains("Sam Reed, clerk", (await anew.Open("/council")).Text, StringComparison.Ordinal);
        // The account that is gone is nobody's now.
        using var old = new OfficersBrowser(town);
        await Refused(old, await old.SignIn("account-sam", "sam@council.example"), HttpStatusCode.Forbidden, NotOnList);
    }

    [Fact]
    public async Task An_answer_of_the_provider_is_good_once_and_in_one_browser()
    {
        using var browser = new OfficersBrowser(town);
        var answer = await browser.AnswerOfProvider("account-amir", "amir@council.example");

        using var thief = new OfficersBrowser(town);
        await Refused(thief, await thief.Open(answer), HttpStatusCode.BadRequest, NotSignedIn);
        Assert.Equal("/", (await browser.Open(answer)).Path);
        await browser.Open("/sign-out");
        using var again = new OfficersBrowser(town);
        again.Take(browser);
        Assert.Contains(NotSignedIn, (await again.Open(answer)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?error=access_denied&state=made-up")]
    [InlineData("?code=made-up&state=made-up")]
    [InlineData("?code=made-up")]
    [InlineData("")]
    public async Task What_nobody_asked_for_is_no_error_of_ours(string query)
    {
        using var browser = new OfficersBrowser(town);
        await Refused(browser, await browser.Open($"/sign-in/officer/done{query}"), HttpStatusCode.BadRequest, NotSignedIn);
    }

    [Fact]
    public async Task What_was_wrong_with_an_answer_of_the_provider_is_in_the_security_log()
    {
        var own = new Town();
        await using var _ = own;
        await own.InitializeAsync();
        using var browser = new OfficersBrowser(own);
        (TokenFault Fault, string Kind)[] faults =
        [
            (TokenFault.WrongIssuer, "ISSUER"), (TokenFault.WrongAudience, "AUDIENCE"), (TokenFault.WrongNonce, "NONCE"),
            (TokenFault.Expired, "LIFETIME"), (TokenFault.OtherKey, "SIGNATURE"),
        ];
        foreach (var (fault, _) in faults)
        {
            await browser.SignIn(
                "account-femi", "femi@council.example", claims => TokenFaults.Spoil(claims, fault), TokenFaults.Forge(fault));
        }

        // What was counted is written when the process ends.
        var lines = (await own.Stop()).Split('\n').Where(line => line.Contains("PROVIDER_REFUSED", StringComparison.Ordinal)).ToList();
        var log = string.Join('\n', lines);
        Assert.All(faults, fault => Assert.Contains($"PROVIDER_REFUSED  {fault.Kind} 1 ", log, StringComparison.Ordinal));
        Assert.DoesNotContain("femi", log, StringComparison.Ordinal);
        Assert.DoesNotContain("account-", log, StringComparison.Ordinal);
    }

    private static async Task Refused(OfficersBrowser browser, Answer page, HttpStatusCode status, string title)
    {
        Assert.Equal((status, "/sign-in/officer/refused"), (page.StatusCode, page.Path));
        Assert.Contains($"<h1>{WebUtility.HtmlEncode(title)}</h1>", page.Text, StringComparison.Ordinal);
        Assert.False(browser.IsSignedIn);
        Assert.StartsWith("/sign-in", (await browser.Open("/council")).Path, StringComparison.Ordinal);
    }
}
