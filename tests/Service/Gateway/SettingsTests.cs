using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Gateway;
using Participatory.Gateway.Pages.My;
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
