using Microsoft.Extensions.Configuration;
using Participatory.Gateway.Settings;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>What a council says itself on the pages about privacy and accessibility.</summary>
public sealed class CouncilNoticesTests
{
    [Fact]
    public void Where_nothing_is_set_the_catalogue_says_on_what_something_is_held()
    {
        // Compose sets what is not filled in to nothing.
        var notices = Read(("Council:Privacy:Contact", ""), ("Council:Privacy:Bases:Ideas", ""));
        Assert.Equal("", notices.PrivacyContact);
        Assert.Empty(notices.PrivacyWords);
        Assert.All(PersonalKinds.All, kind => Assert.Equal(kind.Basis, notices.BasisOf(kind)));
    }

    [Fact]
    public void A_council_sets_bases_contact_and_paragraphs_of_its_own()
    {
        var notices = Read(
            ("Council:Privacy:Contact", " Data team, data@elm.example "), ("Council:Privacy:Words", @"First.\n\nSecond."),
            ("Council:Privacy:Bases:ideas", "consent"), ("Council:Accessibility:NorthernIreland", "true"));
        Assert.Equal("Data team, data@elm.example", notices.PrivacyContact);
        Assert.Equal(["First.", "Second."], notices.PrivacyWords);
        Assert.Equal(LegalBasis.Consent, notices.BasisOf(PersonalKinds.Ideas));
        Assert.Equal(PersonalKinds.Votes.Basis, notices.BasisOf(PersonalKinds.Votes));
        Assert.True(notices.InNorthernIreland);
    }

    [Theory]
    [InlineData("Council:Privacy:Bases:Ideals", "Consent", "Ideals")]
    [InlineData("Council:Privacy:Bases:Ideas", "BecauseWeCan", "BecauseWeCan")]
    [InlineData("Council:Privacy:Bases:Ideas", "7", "Bases:Ideas")]
    public void A_basis_or_a_kind_that_there_is_not_stops_the_start_and_is_named(string name, string value, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    private static CouncilNotices Read(params (string Name, string Value)[] settings) => CouncilNotices.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build());
}
