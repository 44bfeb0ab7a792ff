using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Participatory.Tests.EndToEnd;
using Participatory.Tests.Harness;
using Words = Participatory.Words;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>An OpenID provider can know us by a key in place of a secret (private_key_jwt).</summary>
public sealed class ProviderKeyTests
{
    private const string Amina = "amina@example.org", Olu = "olu@council.example";

    [Theory]
    [InlineData("Residents", "/sign-in/resident", "EC", "")]
    [InlineData("Residents", "/sign-in/resident", "RSA", "the-key-of-elm")]
    [InlineData("Officers", "/sign-in/officer", "RSA", "")]
    public async Task A_provider_can_know_us_by_a_key_and_each_proof_is_good_once_and_shortly(
        string whose, string door, string kind, string id)
    {
        using var key = new OwnKey(kind);
        await using var town = await ResidentTown.Open(
            "sqlite", [.. Desk.Named(0, Olu, "Olu Ade, ward officer", "officer"), ($"{whose}:ClientKeyId", id)], whose,
            provider => provider.ClientKey = key.Public, key.File);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var visitor = whose == "Officers" ? town.Visitor("account-olu", Olu) : town.Visitor("account-amina", Amina);
            var page = await visitor.SignIn(door);
            Assert.True(page.Path == "/", $"{page.Path}: {town.Provider.Said}");
        }

        var proofs = town.Provider.Assertions.ToList();
        Assert.Equal(2, proofs.Select(proof => proof.Id).Distinct().Count());
        Assert.All(proofs, proof =>
        {
            Assert.Equal((SignInProvider.ClientId, SignInProvider.ClientId), (proof.Issuer, proof.Subject));
            Assert.Equal([new Uri(town.Provider.Address, "connect/token").ToString()], proof.Audiences);
            Assert.InRange(proof.ValidTo, DateTime.UtcNow, DateTime.UtcNow.AddMinutes(2).AddSeconds(1));
            Assert.True(proof.Id.Length >= 32);
            Assert.Equal((kind == "EC" ? "ES256" : "RS256", id, "JWT"), (proof.Alg, proof.Kid ?? "", proof.Typ));
        });
    }

    [Fact]
    public async Task A_provider_that_knows_another_key_lets_nobody_in()
    {
        using var ours = new OwnKey("EC");
        using var other = new OwnKey("EC");
        await using var town = await ResidentTown.Open("sqlite", [], "Residents", provider => provider.ClientKey = other.Public, ours.File);
        var amina = town.Visitor("account-amina", Amina);
        await town.Refused(amina, await amina.SignIn(), HttpStatusCode.BadRequest, Words.SignIn.NotSignedInTitle);
        Assert.NotEmpty(town.Provider.Assertions);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("somebody-else", false)]
    public async Task A_provider_that_wants_proofs_of_the_newer_kind_gets_them_for_itself_alone(string path, bool letsIn)
    {
        using var key = new OwnKey("EC");
        await using var town = await ResidentTown.Open("sqlite", null, "Residents", provider =>
        {
            provider.ClientKey = key.Public;
            provider.TakesNewerProofs = true;
        }, key.File, audience: path);
        var amina = town.Visitor("account-amina", Amina);
        var page = await amina.SignIn();
        Assert.True(page.Path == (letsIn ? "/" : "/sign-in/resident/refused"), $"{page.Path}: {town.Provider.Said}");
        var proof = Assert.Single(town.Provider.Assertions);
        Assert.Equal(("client-authentication+jwt", new Uri(town.Provider.Address, path).ToString()), (proof.Typ, proof.Audiences.Single()));
    }

    [Fact]
    public async Task A_provider_that_wants_to_be_told_by_us_what_is_asked_is_shown_the_same_proof()
    {
        using var key = new OwnKey("EC");
        await using var town = await ResidentTown.Open("sqlite", [], "Residents", provider =>
        {
            provider.ClientKey = key.Public;
            provider.TakesPushes = true;
        }, key.File);
        var (_, onward) = await town.Visitor("account-amina", Amina).Leave();
        Assert.Contains("request_uri=urn%3Apushed", onward?.OriginalString, StringComparison.Ordinal);
        Assert.Single(town.Provider.Assertions);
    }

    /// <summary>A key of ours in a file, of which the provider knows the public half.</summary>
    private sealed class OwnKey : IDisposable
    {
        private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private readonly RSA rsa = RSA.Create(2048);

        public OwnKey(string kind)
        {
            System.IO.File.WriteAllText(File, kind == "EC" ? ec.ExportPkcs8PrivateKeyPem() : rsa.ExportPkcs8PrivateKeyPem());
            Public = kind == "EC" ? new ECDsaSecurityKey(ECDsa.Create(ec.ExportParameters(includePrivateParameters: false)))
                : new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false));
        }

        public string File { get; } = Path.GetTempFileName();

        public SecurityKey Public { get; }

        public void Dispose()
        {
            System.IO.File.Delete(File);
            ec.Dispose();
            rsa.Dispose();
        }
    }
}
