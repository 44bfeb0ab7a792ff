using System.Net;
using System.Text.Json.Nodes;
using Grpc.Core;
using Participatory.People.Notices;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.EndToEnd;
using Participatory.Tests.Harness;
using Words = Participatory.Words;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>
/// Residents sign in where they have an account: two gateways, People, and a provider that is OpenIddict. Whatever its answer lacks, there
/// is a page that says so and no session.
/// </summary>
public sealed class ResidentSignInTests(SharedResidentTown shared) : IClassFixture<SharedResidentTown>
{
    private const string Amina = "amina@example.org", Olu = "olu@council.example";

    private static readonly Sql CountPeople = new("SELECT COUNT(*) FROM person");

    private static readonly Sql CountAccounts = new("SELECT COUNT(*) FROM provider_account");

    [Theory, EveryDatabase]
    public async Task Somebody_new_gets_an_account_and_is_the_same_person_the_next_time_at_the_other_gateway(string engine)
    {
        await using var town = await ResidentTown.Open(engine);
        var first = town.Visitor("account-amina", "Amina@example.org");
        var page = await first.SignIn();
        Assert.Equal("/", page.Path);
        var amina = await town.Desk.Identity(first.Secret);
        Assert.Equal((Amina, 0), (amina.Label, amina.Roles.Count));
        var sessions = await first.Open(town.House.At(1, "/my/sessions"));
        Assert.Contains("Signed in through another website", sessions.Text, StringComparison.Ordinal);

        // Another browser, another address at the provider, and another gateway for the answer.
        var second = town.Visitor("account-amina", "amina.new@example.org");
        Assert.Equal("/", (await second.SignIn(backToTheOther: true)).Path);
        var again = await town.Desk.Identity(second.Secret);
        Assert.Equal((amina.Subject, Amina), (again.Subject, again.Label));
        // What is not verified any more matters no more.
        var third = town.Visitor("account-amina", Amina, claims => claims["email_verified"] = false);
        Assert.Equal("/", (await third.SignIn()).Path);
        Assert.Equal(1, await town.Count(CountAccounts));
    }

    [Theory, EveryTokenFault]
    public async Task A_token_that_is_not_right_signs_nobody_in(TokenFault fault)
    {
        var town = shared.Town;
        var before = await town.Count(CountAccounts);
        var visitor = town.Visitor("account-nobody", Amina, claims => TokenFaults.Spoil(claims, fault), TokenFaults.Forge(fault));
        await town.Refused(visitor, await visitor.SignIn(), HttpStatusCode.BadRequest, Words.SignIn.NotSignedInTitle);
        Assert.Equal(before, await town.Count(CountAccounts));
    }

    /// <summary>Of the others a gateway alone can know: who asked, and whether a token has begun.</summary>
    [Theory]
    [InlineData(TokenFault.WrongIssuer), InlineData(TokenFault.WrongAudience), InlineData(TokenFault.Expired)]
    [InlineData(TokenFault.OtherKey), InlineData(TokenFault.Unsigned), InlineData(TokenFault.SecretAsKey)]
    [InlineData(TokenFault.NoSubject)]
    public async Task People_believes_no_gateway_that_shows_a_token_which_is_not_right(TokenFault fault)
    {
        var town = shared.Town;
        var token = town.Provider.IdToken("account-amina", Amina, claims => TokenFaults.Spoil(claims, fault), TokenFaults.Forge(fault));
        Assert.Equal("ID_TOKEN_REFUSED", await Desk.Refused(() => town.SignIn(token)));
        Assert.NotNull(await town.SignIn(town.Provider.IdToken("account-amina", Amina)));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"true\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task An_address_that_is_not_verified_makes_no_account_and_a_page_says_what_to_do(string? verified)
    {
        var town = shared.Town;
        var visitor = town.Visitor("account-unproved", "unproved@example.org", claims =>
        {
            claims.Remove("email_verified");
            if (verified is not null)
            {
                claims["email_verified"] = JsonNode.Parse(verified);
            }
        });
        await town.Refused(visitor, await visitor.SignIn(), HttpStatusCode.Forbidden, Words.SignIn.ProviderEmailTitle);
    }

    [Fact]
    public async Task Without_any_address_a_page_says_what_to_do_and_one_that_only_userinfo_tells_is_asked_for()
    {
        await using var town = await ResidentTown.Open("sqlite");
        town.Provider.TellsNoEmail = true;
        var nobody = town.Visitor("account-bela", "");
        var page = await nobody.SignIn();
        await town.Refused(nobody, page, HttpStatusCode.Forbidden, Words.SignIn.ProviderEmailTitle);
        Assert.StartsWith("/sign-in/resident", page.Button, StringComparison.Ordinal);

        town.Provider.TellsNoEmail = false;
        // GOV.UK One Login tells it there alone.
        var amina = town.Visitor("account-amina", Amina, claims =>
        {
            claims.Remove("email");
            claims.Remove("email_verified");
        });
        Assert.Equal("/", (await amina.SignIn()).Path);
        Assert.Equal(Amina, (await town.Desk.Identity(amina.Secret)).Label);
    }

    [Theory, EveryDatabase]
    public async Task Who_has_an_account_here_shows_a_code_once_and_is_still_one_person(string engine)
    {
        await using var town = await ResidentTown.Open(engine);
        var before = await town.Desk.Add(Amina);
        var people = await town.Count(CountPeople);
        var elsewhere = await town.Desk.SignIn(Amina);

        var amina = town.Visitor("account-amina", Amina);
        var page = await amina.SignIn("/sign-in/resident?return=%2Fmy");
        await town.Refused(amina, page, HttpStatusCode.Forbidden, Words.SignIn.ProviderCodeFirstTitle);

        var connect = await amina.ByCode(page.Button);
        Assert.Equal((HttpStatusCode.OK, "/sign-in/resident/connect"), (connect.StatusCode, connect.Path));
        Assert.Equal("/my", (await amina.SignIn(connect.Button)).Path);
        Assert.Equal(before, (await town.Desk.Identity(amina.Secret)).Subject);
        // As with a new passkey: every other session is over, and they are told.
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => town.Desk.Identity(elsewhere)));
        Assert.Equal([NoticeReason.ProviderBound], await town.Reasons(before));
        await town.Desk.SendNotices();
        Assert.Contains(await town.Desk.Mails(), mail =>
            mail.Recipient == Amina && mail.Body.Contains("Elm Login", StringComparison.Ordinal));

        // From then on without a code.
        var again = town.Visitor("account-amina", Amina);
        Assert.Equal("/", (await again.SignIn()).Path);
        Assert.Equal(before, (await town.Desk.Identity(again.Secret)).Subject);
        Assert.Equal((people, 1), (await town.Count(CountPeople), await town.Count(CountAccounts)));
    }

    [Fact]
    public async Task A_code_of_another_person_or_of_a_while_ago_or_a_session_of_the_provider_shows_nothing()
    {
        await using var town = await ResidentTown.Open("sqlite");
        await town.Desk.Add(Amina);
        var bela = await town.Desk.SignIn("bela@example.org");
        Assert.Equal("PROVIDER_CODE_FIRST", await Desk.Refused(() => town.SignIn(town.Provider.IdToken("a", Amina), before: bela)));

        var amina = await town.Desk.SignIn(Amina);
        town.Desk.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("PROVIDER_CODE_FIRST", await Desk.Refused(() => town.SignIn(town.Provider.IdToken("a", Amina), before: amina)));

        amina = await town.Desk.SignIn(Amina);
        var there = await town.SignIn(town.Provider.IdToken("a", Amina), before: amina);
        Assert.Equal("PROVIDER_CODE_FIRST", await Desk.Refused(() => town.SignIn(town.Provider.IdToken("b", Amina), before: there)));
    }

    [Theory, EveryDatabase]
    public async Task An_account_that_was_made_anew_takes_the_place_of_the_one_before_once_a_code_was_shown(string engine)
    {
        await using var town = await ResidentTown.Open(engine);
        var old = await town.SignIn(town.Provider.IdToken("old", Amina));
        var amina = (await town.Desk.Identity(old)).Subject;

        // Another name there for the same address: perhaps it is somebody else's by now.
        Assert.Equal("PROVIDER_CODE_FIRST", await Desk.Refused(() => town.SignIn(town.Provider.IdToken("new", Amina))));
        Assert.Equal(amina, (await town.Desk.Identity(old)).Subject);

        var shown = await town.Desk.SignIn(Amina);
        var anew = await town.SignIn(town.Provider.IdToken("new", Amina), before: shown);
        Assert.Equal(amina, (await town.Desk.Identity(anew)).Subject);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => town.Desk.Identity(old)));
        // The one that is gone is nobody's.
        Assert.Equal("PROVIDER_CODE_FIRST", await Desk.Refused(() => town.SignIn(town.Provider.IdToken("old", Amina))));
        Assert.Equal(1, await town.Count(CountAccounts));
    }

    [Theory, EveryDatabase]
    public async Task An_officer_gets_no_role_by_this_door_and_none_by_what_they_do_behind_it(string engine)
    {
        await using var town = await ResidentTown.Open(
            engine, [.. Desk.Named(0, Olu, "Olu Ade, ward officer", "officer"), ("Address", "http://localhost:5100")]);
        // Nobody has signed in with that address yet, and it is no resident's all the same.
        Assert.Equal("PROVIDER_CODE_FIRST", await Desk.Refused(() => town.SignIn(town.Provider.IdToken("olu", Olu))));

        var byCode = await town.Desk.SignIn(Olu);
        Assert.NotEmpty((await town.Desk.Identity(byCode)).Roles);
        var there = await town.SignIn(town.Provider.IdToken("olu", Olu), before: byCode);
        var identity = await town.Desk.Identity(there);
        Assert.Equal(("", 0, Olu), (identity.ShownAs, identity.Roles.Count, identity.Label));

        // A passkey or another address from here would be worth a role tomorrow.
        var olu = town.Desk.As((await town.Desk.CallerIn(identity))!);
        Assert.Equal("STAFF_SIGN_IN_NEEDED", await Desk.Refused(
            () => olu.GetNewPasskeyQuestionAsync(new GetNewPasskeyQuestionRequest()).ResponseAsync));
        Assert.Equal("STAFF_SIGN_IN_NEEDED", await Desk.Refused(() => olu.ChangeAddressAsync(
            new ChangeAddressRequest { RequestId = Desk.NewId(), Email = "olu@example.org" }).ResponseAsync));
    }

    [Fact]
    public async Task An_officer_who_comes_by_this_door_reads_pages_of_residents_only()
    {
        await using var town = await ResidentTown.Open("sqlite", Desk.Named(0, Olu, "Olu Ade, ward officer", "officer"));
        var olu = town.Visitor("account-olu", Olu);
        var connect = await olu.ByCode((await olu.SignIn()).Button);
        Assert.Equal("/", (await olu.SignIn(connect.Button)).Path);
        Assert.Equal(HttpStatusCode.Forbidden, (await olu.Open(town.House.At(0, "/council"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await olu.Open(town.House.At(1, "/my/sessions"))).StatusCode);
    }

    [Fact]
    public async Task An_answer_of_the_provider_is_good_once_and_in_one_browser()
    {
        await using var town = await ResidentTown.Open("sqlite");
        var amina = town.Visitor("account-amina", Amina);
        var answer = await amina.AnswerOfProvider();
        var thief = town.Visitor("account-thief", "thief@example.org");
        await town.Refused(thief, await thief.Open(answer), HttpStatusCode.BadRequest, Words.SignIn.NotSignedInTitle);
        Assert.Equal("/", (await amina.Open(answer)).Path);
        var copy = town.House.Browser(amina.Browser.Cookies);
        using var replayed = await copy.GetAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("/sign-in/resident/refused", replayed.Headers.Location?.OriginalString);

        // Nor is a token that a gateway shows to People twice.
        var token = town.Provider.IdToken("account-amina", Amina);
        await town.SignIn(token);
        Assert.Equal("ID_TOKEN_REFUSED", await Desk.Refused(() => town.SignIn(token)));
    }

    [Fact]
    public async Task An_answer_for_one_door_opens_no_other()
    {
        await using var town = await ResidentTown.Open("sqlite", Desk.Named(0, Olu, "Olu Ade, ward officer", "officer"), bothDoors: true);
        var olu = town.Visitor("account-olu", Olu);
        var answer = await olu.AnswerOfProvider();
        var page = await olu.Open(town.House.At(0, answer.PathAndQuery.Replace("/resident/", "/officer/", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.BadRequest, "/sign-in/officer/refused", false), (page.StatusCode, page.Path, olu.IsSignedIn));

        // Nor is a token that was used at one good at the other.
        var token = town.Provider.IdToken("account-olu", Olu);
        await town.Desk.Gateway.SignInStaffAsync(
            new SignInStaffRequest { RequestId = Desk.NewId(), IdToken = token, SessionSecret = Desk.NewSecret() });
        Assert.Equal("ID_TOKEN_REFUSED", await Desk.Refused(() => town.SignIn(token)));
    }

    [Theory]
    [InlineData("?error=access_denied&state=made-up")]
    [InlineData("?code=made-up&state=made-up")]
    [InlineData("")]
    public async Task What_nobody_asked_for_is_no_error_of_ours(string query)
    {
        var town = shared.Town;
        var visitor = town.Visitor("account-amina", Amina);
        await town.Refused(
            visitor, await visitor.Open(town.House.At(0, "/sign-in/resident/done" + query)), HttpStatusCode.BadRequest,
            Words.SignIn.NotSignedInTitle);
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_in_two_browsers_at_once_is_one_person(string engine)
    {
        await using var town = await ResidentTown.Open(engine);
        var people = await town.Count(CountPeople);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => town.SignIn(town.Provider.IdToken("account-amina", Amina))));
        var subjects = await Task.WhenAll(sessions.Select(async secret => (await town.Desk.Identity(secret)).Subject));
        Assert.Single(subjects.Distinct());
        Assert.Equal((people + 1, 1), (await town.Count(CountPeople), await town.Count(CountAccounts)));

        // Of two accounts with one address one is theirs, and the other asks for a code.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
        {
            try
            {
                return (await town.Desk.Identity(await town.SignIn(town.Provider.IdToken($"bela-{number}", "bela@example.org")))).Subject;
            }
            catch (RpcException refused) when (refused.Reason() == "PROVIDER_CODE_FIRST")
            {
                return "refused";
            }
        }));
        Assert.Equal(5, outcomes.Count(outcome => outcome == "refused"));
        Assert.Equal(people + 2, await town.Count(CountPeople));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_forgotten_is_somebody_new_when_they_come_again(string engine)
    {
        await using var town = await ResidentTown.Open(engine);
        var before = await town.Desk.Identity(await town.SignIn(town.Provider.IdToken("account-amina", Amina)));
        await town.Desk.As((await town.Desk.CallerIn(before))!).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal(0, await town.Count(CountAccounts));
        var after = await town.Desk.Identity(await town.SignIn(town.Provider.IdToken("account-amina", Amina)));
        Assert.NotEqual(before.Subject, after.Subject);
    }

    [Fact]
    public async Task The_page_offers_it_by_its_name_and_where_there_is_none_there_is_no_way_there()
    {
        await using (var town = await ResidentTown.Open("sqlite"))
        {
            var page = await town.House.Browser().GetStringAsync(
                town.House.At(0, "/sign-in?return=%2Fmy&again=true"), TestContext.Current.CancellationToken);
            Assert.Contains(">Sign in with Elm Login</button>", page, StringComparison.Ordinal);
            Assert.Contains("action=\"/sign-in/resident?return=%2Fmy&amp;again=true\"", page, StringComparison.Ordinal);
            var amina = town.Visitor("account-amina", Amina);
            Assert.Equal("/my/sessions", (await amina.SignIn("/sign-in/resident?again=true&return=%2Fmy%2Fsessions")).Path);
            Assert.Equal(("login", "0"), town.Provider.Asked);
            Assert.Equal("/", (await amina.SignIn("/sign-in/resident?return=https%3A%2F%2Felsewhere.example")).Path);
        }

        await using var without = await TwoGateways.Open("sqlite");
        var browser = without.Browser();
        Assert.DoesNotContain("/sign-in/resident", await browser.GetStringAsync(without.At(0, "/sign-in"),
            TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var path in (string[])["/sign-in/resident", "/sign-in/resident/refused", "/sign-in/resident/done"])
        {
            using var answer = await browser.GetAsync(without.At(0, path), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal("ID_TOKEN_REFUSED", await Desk.Refused(() => without.Desk.Gateway.SignInResidentAsync(
            new SignInResidentRequest { RequestId = Desk.NewId(), IdToken = "a.b.c", SessionSecret = Desk.NewSecret() }).ResponseAsync));
    }

    [Theory]
    [InlineData("Residents", "/sign-in/resident")]
    [InlineData("Officers", "/sign-in/officer")]
    public async Task A_provider_that_calls_itself_by_anothers_name_vouches_for_nobody(string whose, string door)
    {
        await using var town = await ResidentTown.Open(
            "sqlite", Desk.Named(0, Olu, "Olu Ade, ward officer", "officer"), whose,
            provider => provider.CallsItself = "http://127.0.0.1:1/");
        var visitor = town.Visitor("account-olu", Olu);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.SignIn(door)).StatusCode);
        // Nor where a gateway has sent them there all the same: also not with what it calls itself in the token.
        foreach (var issuer in (string[])["http://127.0.0.1:1/", town.Provider.Address.ToString()])
        {
            var token = town.Provider.IdToken("account-olu", Olu, claims => claims["iss"] = issuer);
            Assert.Equal("ID_TOKEN_REFUSED", await Desk.Refused(() => whose == "Residents" ? town.SignIn(token)
                : town.Desk.Gateway.SignInStaffAsync(new SignInStaffRequest
                {
                    RequestId = Desk.NewId(), IdToken = token, SessionSecret = Desk.NewSecret(),
                }).ResponseAsync));
        }
    }
}
