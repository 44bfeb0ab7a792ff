using Microsoft.Extensions.Configuration;
using Participatory.People;

namespace Participatory.Tests.Service.SigningIn;

public sealed class PeopleSettingsTests
{
    [Theory]
    [InlineData("Mail:Host", "mail.example", "Mail:From", "grants@council.example")]
    [InlineData("Address", "https://grants.council.example")]
    public void A_demonstration_in_which_everybody_can_be_the_finance_officer_has_no_mail_server_and_no_public_address(
        params string[] setting)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(["Demo", "true", .. setting]));
        Assert.Contains("Demo", refused.Message, StringComparison.Ordinal);
        Assert.True(Read(["Demo", "true", "Address", "http://127.0.0.1:5100"]).Demo);
    }

    [Fact]
    public void No_link_in_an_e_mail_leads_to_an_address_without_TLS()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(
            ["Mail:Host", "mail.example", "Mail:From", "grants@council.example", "Address", "http://grants.council.example"]));
        Assert.Contains("https://", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_mailbox_is_one_person_and_not_the_two_who_have_to_decide()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(
        [
            "Demo", "true",
            "Officers:People:0:Email", "grace@council.example", "Officers:People:0:Name", "Grace", "Officers:People:0:Roles:0", "officer",
            "Officers:People:1:Email", "Grace+money@council.example", "Officers:People:1:Name", "Rhys",
            "Officers:People:1:Roles:0", "finance",
        ]));
        Assert.Contains("Grace+money@council.example", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grace at council.example")]
    [InlineData("Grace <grace@council.example>")]
    [InlineData("grace\u200B@council.example")]
    public void An_address_that_nobody_can_have_stops_the_start(string email)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(
            ["Demo", "true", "Officers:People:0:Email", email, "Officers:People:0:Name", "Grace", "Officers:People:0:Roles:0", "officer"]));
        Assert.Contains("Officers:People names Grace", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("finance", "", true)]
    [InlineData("officer", "", false)]
    [InlineData("finance", "https://sign-in.council.example", false)]
    public void Where_a_code_alone_makes_a_finance_officer_the_log_says_so_at_the_start(string role, string authority, bool said) =>
        Assert.Equal(said, Read(
        [
            "Mail:Host", "mail.example", "Mail:From", "grants@council.example", "Address", "https://grants.council.example",
            "Officers:Authority", authority, "Officers:ClientId", "participatory",
            "Officers:People:0:Email", "grace@council.example", "Officers:People:0:Name", "Grace", "Officers:People:0:Roles:0", role,
        ]).CodeMakesFinance);

    [Theory]
    [InlineData("Officers", "Authority", "http://login.example")]
    [InlineData("Residents", "Authority", "login")]
    [InlineData("Residents", "ClientId", "")]
    public void A_provider_that_cannot_be_stops_the_start(string whose, string setting, string value)
    {
        string[] right = ["Demo", "true", $"{whose}:Authority", "https://login.example", $"{whose}:ClientId", "elm"];
        Assert.Contains($"{whose}:{setting}", Assert.Throws<InvalidOperationException>(
            () => Read([.. right, $"{whose}:{setting}", value])).Message, StringComparison.Ordinal);
        Assert.Equal(whose == "Officers", Read(right).StaffSignInElsewhere);
    }

    [Fact]
    public void Places_that_nobody_is_named_for_yet_are_nobody() => Assert.Empty(Read(
    [
        "Demo", "true",
        "Officers:People:0:Email", "", "Officers:People:0:Name", "", "Officers:People:0:Roles:0", "officer",
        "Officers:People:1:Email", "", "Officers:People:1:Name", "", "Officers:People:1:Roles:0", "finance",
    ]).Staff);

    private static PeopleSettings Read(string[] settings)
    {
        var configuration = new ConfigurationManager();
        foreach (var pair in settings.Chunk(2))
        {
            configuration[pair[0]] = pair[1];
        }

        return PeopleSettings.Read(configuration);
    }
}
