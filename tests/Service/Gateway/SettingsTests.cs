using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Gateway;
using Participatory.Gateway.Pages.My;
using Participatory.Gateway.People;
using Participatory.Gateway.Settings;
using Participatory.People.Passkeys;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.AtTheDoor;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("too short to be no guess")]
    public void Without_a_secret_to_show_to_People_it_does_not_start(string secret)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Builder(secret).AddGateway());
        Assert.Contains("Gateway:Secret", refused.Message, StringComparison.Ordinal);
        Assert.True(secret.Length == 0 || !refused.Message.Contains(secret, StringComparison.Ordinal), "The secret stands in the message.");
    }

    [Theory]
    [InlineData("http://grants.council.example", false)]
    [InlineData("http://10.0.0.7:5080", false)]
    [InlineData("http://localhost.council.example", false)]
    [InlineData("ftp://grants.council.example", false)]
    [InlineData("https://grants.council.example", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    public void Where_people_would_come_without_TLS_it_does_not_start_but_on_this_machine(string address, bool starts)
    {
        var builder = Builder(RunningService.GatewaySecret);
        builder.Configuration["Address"] = address;
        var refused = Record.Exception(builder.AddGateway);
        Assert.Equal(starts, refused is null);
        Assert.True(starts || refused!.Message.StartsWith("Address has to", StringComparison.Ordinal), refused?.Message);
    }

    [Fact]
    public void It_has_no_database_and_listens_to_nobody()
    {
        var builder = Builder(RunningService.GatewaySecret);
        builder.AddGateway();
        var kinds = builder.Services.Select(service => service.ServiceType).ToHashSet();
        Assert.DoesNotContain(typeof(Database), kinds);
        Assert.DoesNotContain(typeof(Bus), kinds);
    }

    [Fact]
    public void A_person_has_as_many_passkeys_as_the_page_says() => Assert.Equal(PasskeyRow.Most, PasskeysModel.Most);

    [Theory]
    [InlineData("Authority has to begin with https", "Authority", "http://login.example", "ClientId", "elm", "ClientSecret", "s")]
    [InlineData("Authority has to begin with https", "Authority", "login", "ClientId", "elm", "ClientSecret", "s")]
    [InlineData("ClientId", "Authority", "https://login.example", "ClientSecret", "s")]
    [InlineData("ClientSecret or", "Authority", "https://login.example", "ClientId", "elm")]
    [InlineData("not both", "Authority", "https://login.example", "ClientId", "elm", "ClientSecret", "s", "ClientKeyFile", "key.pem")]
    [InlineData("which cannot be read", "Authority", "https://login.example", "ClientId", "elm", "ClientKeyFile", "/nowhere/key.pem")]
    public void A_provider_is_named_whole_and_knows_us_by_one_thing(string said, params string[] setting)
    {
        foreach (var whose in (string[])["Officers", "Residents"])
        {
            var builder = Builder(RunningService.GatewaySecret);
            builder.Configuration.AddInMemoryCollection(setting.Chunk(2)
                .Select(pair => KeyValuePair.Create($"{whose}:{pair[0]}", (string?)pair[1])).Append(new($"{whose}:Name", "Elm Login")));
            var refused = Assert.Throws<InvalidOperationException>(() => builder.AddGateway());
            Assert.Contains($"{whose}:", refused.Message, StringComparison.Ordinal);
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_residents_provider_has_a_name_for_its_button()
    {
        var builder = Builder(RunningService.GatewaySecret);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Residents:Authority", "https://login.example"), new("Residents:ClientId", "elm"), new("Residents:ClientSecret", "s"),
        ]);
        Assert.Contains("Residents:Name", Assert.Throws<InvalidOperationException>(() => builder.AddGateway()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_proves_us_is_private_and_long_enough()
    {
        using var rsa = RSA.Create(2048);
        using var small = RSA.Create(1024);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var pem in (string[])[rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), ec.ExportECPrivateKeyPem()])
        {
            Read(pem);
        }

        foreach (var pem in (string[])[
            "", "no key", rsa.ExportSubjectPublicKeyInfoPem(), ec.ExportSubjectPublicKeyInfoPem(), small.ExportPkcs8PrivateKeyPem(),
            rsa.ExportEncryptedPkcs8PrivateKeyPem("elm", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10))])
        {
            Assert.Contains("Residents:ClientKeyFile", Assert.Throws<InvalidOperationException>(() => Read(pem)).Message,
                StringComparison.Ordinal);
        }

        static void Read(string pem)
        {
            var file = Path.GetTempFileName();
            try
            {
                File.WriteAllText(file, pem);
                ClientKey.Load(file, new ProviderSettings { Section = "Residents" });
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static WebApplicationBuilder Builder(string secret)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(((string[])["Proposals", "Voting", "Grants", "Accountability", "People"])
            .Select(name => KeyValuePair.Create($"Services:{name}", (string?)"http://127.0.0.1:1"))
            .Append(new("Identity:PublicKeyFile", "identity.pem"))
            .Append(new("Address", "https://grants.council.example"))
            .Append(new("Gateway:Secret", secret)));
        return builder;
    }
}
