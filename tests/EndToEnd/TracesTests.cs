using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

/// <summary>What a collector is told. A link that opens something by itself is a key, and no key is written down.</summary>
public sealed class TracesTests : IDisposable
{
    private const string Secret = "ZYXW-9876-KEYOF-NOBODY";

    private readonly string data = Directory.CreateTempSubdirectory("participatory-traces-").FullName;
    private readonly ConcurrentBag<string> told = [];

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Traces_name_the_page_and_never_the_key_in_its_address()
    {
        await using var collector = await Collector();
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        await using var house = await StandaloneProcess.StartWith(data, settings);
        using var browser = new HttpClient { BaseAddress = house.Pages };
        foreach (var page in (string[])[$"/s/{Secret}", $"/funders/{Secret}", $"/sign-in/code?code={Secret}", $"/rounds?after={Secret}"])
        {
            using var answer = await browser.GetAsync(page, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await house.Terminate());

        var all = string.Concat(told);
        Assert.Contains("s/{token}", all, StringComparison.Ordinal);
        Assert.Contains("participatory.people.v1.PeopleService", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, all, StringComparison.Ordinal);
    }

    /// <summary>Keeps the traces that it is sent, as they stand in the message: names and values are text in it.</summary>
    private async Task<WebApplication> Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.MapPost("/v1/{what}", async (string what, HttpRequest sent) =>
        {
            using var message = new MemoryStream();
            await sent.Body.CopyToAsync(message);
            told.Add(Encoding.Latin1.GetString(message.ToArray()));
            return Results.Ok();
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }
}
