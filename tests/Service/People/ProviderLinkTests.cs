namespace Participatory.Tests.Service.SigningIn;

/// <summary>Somebody follows a link to the residents' provider that stands on a page of somebody else.</summary>
public sealed class ProviderLinkTests(SharedResidentTown shared) : IClassFixture<SharedResidentTown>
{
    private const string Amina = "amina@example.org";

    [Theory]
    [InlineData("/sign-in/resident")]
    [InlineData("/sign-in/resident?return=%2Fmy")]
    [InlineData("/sign-in/resident?again=true")]
    public async Task A_link_signs_nobody_in_though_the_provider_still_knows_them(string link)
    {
        var town = shared.Town;
        var amina = town.Visitor("account-amina", Amina);
        town.Provider.Who = ("account-amina", Amina);
        Assert.Equal("/sign-in", (await amina.Open(town.House.At(0, link))).Path);
        Assert.False(amina.IsSignedIn);
    }
}
