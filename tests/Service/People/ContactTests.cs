using System.Globalization;
using Microsoft.Extensions.Configuration;
using Participatory.People.Notices;
using Participatory.Platform.Identity;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Whom people ask: as the council says it, at the foot of pages and e-mails, and nothing where it says nothing.</summary>
public sealed class ContactTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Where_nothing_is_set_nothing_is_said()
    {
        var contact = Read();
        Assert.False(contact.IsSet);
        Assert.Equal("Thank you.", NoticeWords.WithFoot("Thank you.", "", new("", contact), English));
    }

    [Fact]
    public void A_name_alone_is_no_way_to_reach_anybody() => Assert.False(Read(("Name", "Neighbourhood team")).IsSet);

    [Fact]
    public void An_e_mail_says_where_the_idea_is_and_whom_to_ask() => Assert.Equal(
        """
        It was not chosen this time.

        See your idea on our website:
        https://grants.example/rounds/r/ideas/3

        Contact: Neighbourhood team
        Phone: 01632 960 123
        Opening hours: Monday to Friday, 9am to 5pm
        Email: ask@council.example
        Address: Town Hall, 1 High Street
        """.ReplaceLineEndings("\n"),
        NoticeWords.WithFoot(
            "It was not chosen this time.",
            "https://grants.example/rounds/r/ideas/3",
            new("", Read(("Name", "Neighbourhood team"), ("Phone", "01632 960 123"), ("Hours", "Monday to Friday, 9am to 5pm"),
                ("Email", "ask@council.example"), ("Address", " Town Hall, 1 High Street "))),
            English));

    [Fact]
    public void What_can_be_no_e_mail_address_is_refused_at_the_start() => Assert.Contains(
        "Council:Contact:Email", Assert.Throws<InvalidOperationException>(() => Read(("Email", "the town hall"))).Message,
        StringComparison.Ordinal);

    private static CouncilContact Read(params (string Name, string Value)[] settings) => CouncilContact.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(one => KeyValuePair.Create($"Council:Contact:{one.Name}", (string?)one.Value))).Build());
}
