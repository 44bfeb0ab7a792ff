using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Participatory.Gateway.Security;

namespace Participatory.Tests.Unit.Gateway;

public sealed class LimitsTests
{
    [Fact]
    public async Task A_hundred_addresses_of_one_network_sign_in_as_one_source_and_another_network_is_not_held_up()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddLimits();
        await using var app = builder.Build();
        app.Use((visit, next) =>
        {
            visit.Connection.RemoteIpAddress = IPAddress.Parse(visit.Request.Headers["from"].ToString());
            return next(visit);
        });
        app.UseRouting();
        app.UseRateLimiter();
        app.MapMethods("/in", ["GET", "POST"], () => "in").RequireRateLimiting(Limits.SignIn);
        app.MapPost("/vote", () => "in");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(30, await Let("/in", Enumerable.Range(1, 100).Select(number => $"2001:db8:1:2::{number:x}")));
        Assert.Equal(30, await Let("/in", Enumerable.Range(1, 100).Select(number => $"::ffff:192.0.2.{(number % 2) + 1}")) / 2);
        // A /56 has 256 of them, and a /48 has 256 of those: 120 and 480 in all.
        Assert.Equal(90, await Let("/in", Enumerable.Range(1, 200).Select(number => $"2001:db8:1:{number + 2:x}::1")));
        Assert.Equal(360, await Let("/in", Enumerable.Range(1, 600).Select(number => $"2001:db8:1:{((number % 255) + 1) << 8:x}::1")));
        Assert.Equal(1, await Let("/in", ["2001:db8:2::1"]));
        // A right code of a letter is never refused because many have voted from there.
        Assert.Equal(700, await Let("/vote", Enumerable.Repeat("192.0.2.9", 700)));

        async Task<int> Let(string path, IEnumerable<string> addresses)
        {
            var let = 0;
            foreach (var address in addresses)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "from", address } } };
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                let += answer.IsSuccessStatusCode ? 1 : 0;
            }

            return let;
        }
    }
}
