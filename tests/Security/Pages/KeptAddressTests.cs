using System.Net;

namespace Participatory.Tests.Security.Pages;

/// <summary>Addresses that others keep: links from a council's own pages, registers of open data, programs that check the money.</summary>
public sealed class KeptAddressTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("/ledger")]
    [InlineData("/ledger/2026-07-03")]
    [InlineData("/ledger/2026-07-03.json")]
    [InlineData("/ledger/all.jsonl")]
    [InlineData("/rounds/elm/ledger.jsonl")]
    [InlineData("/open/grants.json")]
    [InlineData("/open/grants.csv")]
    [InlineData("/open/grants-transparency.csv")]
    [InlineData("/open/rounds/elm/grants.json")]
    [InlineData("/open/rounds/elm/grants.csv")]
    [InlineData("/open/rounds/elm/grants-transparency.csv")]
    public async Task An_address_that_stays_is_there(string address)
    {
        async Task<HttpStatusCode> Status(string path)
        {
            using var answer = await shared.Gateway.Browser.GetAsync(
                new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        // The service behind it is away; one that there is not, nobody is asked about.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(address));
        Assert.Equal(HttpStatusCode.NotFound, await Status($"{address}x"));
    }
}
