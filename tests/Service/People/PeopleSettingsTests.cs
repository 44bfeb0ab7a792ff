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

    [Fact]
    public void Places_that_nobody_is_named_for_yet_are_not_one_person() => Assert.Equal(2, Read(
    [
        "Demo", "true",
        "Officers:People:0:Email", "", "Officers:People:0:Name", "", "Officers:People:0:Roles:0", "officer",
        "Officers:People:1:Email", "", "Officers:People:1:Name", "", "Officers:People:1:Roles:0", "finance",
    ]).Staff.Count);

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
