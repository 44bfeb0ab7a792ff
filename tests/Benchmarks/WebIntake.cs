using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Benchmarks;

/// <summary>
/// The gateway before a Voting service that runs already, and Proposals beside it, each a process of its own: what a ballot takes that
/// comes through the pages.
/// </summary>
internal sealed partial class WebIntake : IAsyncDisposable
{
    private readonly ApartProcess proposals;
    private readonly ApartProcess gateway;
    private readonly Uri pages = new($"http://127.0.0.1:{Ports.Free()}/");
    private readonly ConcurrentBag<HttpClient> browsers = [];
    private int visitors;

    /// <param name="folder">Where the key of the house lies, <see cref="Driver.KeysIn"/>.</param>
    /// <param name="voting">Where the Voting service is.</param>
    public WebIntake(string folder, Uri voting)
    {
        proposals = new ApartProcess(folder, "proposals", Repository.Built("services/Proposals", "Participatory.Proposals.dll"),
            broker: null);
        gateway = new ApartProcess(folder, "gateway", Repository.Built("gateway", "Participatory.Gateway.dll"), broker: null);
        gateway.Environment["Kestrel__Endpoints__Pages__Url"] = pages.ToString();
        gateway.Environment["Kestrel__Endpoints__Pages__Protocols"] = "Http1";
        gateway.Environment["Kestrel__Endpoints__Grpc__Url"] = gateway.Address.ToString();
        gateway.Environment["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
        gateway.Environment["Demo"] = "true";
        gateway.Environment["Services__Voting"] = voting.ToString();
        // The way to a ballot asks Grants once for its rules, and goes on where there is no answer.
        foreach (var name in (string[])["Proposals", "Grants", "Accountability", "People"])
        {
            gateway.Environment[$"Services__{name}"] = proposals.Address.ToString();
        }
    }

    /// <summary>Starts both and makes the round that the poll is of.</summary>
    public async Task Start(string roundId, ECDsa key)
    {
        proposals.Run();
        gateway.Run();
        await proposals.Ready(TimeSpan.FromMinutes(2));
        await gateway.Ready(TimeSpan.FromMinutes(2));
        using var channel = Channels.To(proposals.Address.ToString(), ProposalsService.Descriptor);
        var officer = new ProposalsService.ProposalsServiceClient(
            channel.For(() => Tokens.Issue(Tests.People.Grace, key, DateTimeOffset.UtcNow)));
        await officer.CreateRoundAsync(new CreateRoundRequest { RequestId = Guid.NewGuid().ToString(), Round = RoundOf(roundId) });
    }

    /// <summary>Votes as a browser without scripts does: four pages, three of them forms.</summary>
    /// <exception cref="InvalidOperationException">There was no receipt in the end; says what the page said.</exception>
    public async Task Vote(string pollId, string code, string projectId)
    {
        var browser = browsers.TryTake(out var free) ? free
            : new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = pages };
        // A library's computer may serve a queue; a street full of phones comes from many addresses.
        var visitor = Interlocked.Increment(ref visitors);
        var from = string.Create(CultureInfo.InvariantCulture, $"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}");
        var address = $"rounds/{pollId}/vote";
        var page = await Answer(browser, new HttpRequestMessage(HttpMethod.Get, address), from);
        page = await Answer(browser, Form($"{address}?handler=Code", page, ("Code", code)), from);
        page = await Answer(browser, Form($"{address}?handler=Choose", page, ("ProjectIds", projectId)), from);
        page = await Answer(browser, Form($"{address}?handler=Cast", page), from);
        if (!page.Contains("tracking-code", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"There was no receipt.\n{page}");
        }

        browsers.Add(browser);
    }

    /// <summary>Opens the first page of the vote.</summary>
    public async Task Look(string pollId)
    {
        var browser = browsers.TryTake(out var free) ? free : new HttpClient { BaseAddress = pages };
        await Answer(browser, new HttpRequestMessage(HttpMethod.Get, $"rounds/{pollId}/vote"), "10.255.0.1");
        browsers.Add(browser);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers)
        {
            browser.Dispose();
        }

        await gateway.Kill();
        await proposals.Kill();
    }

    private static HttpRequestMessage Form(string address, string page, params (string Name, string Value)[] typed) =>
        new(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(HiddenField().Matches(page)
            .Select(field => (Name: field.Groups["name"].Value, Value: WebUtility.HtmlDecode(field.Groups["value"].Value)))
            .Where(field => !typed.Any(entry => entry.Name == field.Name))
            .DistinctBy(field => field.Name, StringComparer.Ordinal).Concat(typed)
            .Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };

    private static async Task<string> Answer(HttpClient browser, HttpRequestMessage request, string from)
    {
        using (request)
        {
            request.Headers.Add("X-Forwarded-For", from);
            using var response = await browser.SendAsync(request);
            var page = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? page
                : throw new InvalidOperationException($"{request.RequestUri}: {(int)response.StatusCode}\n{page}");
        }
    }

    private static Round RoundOf(string roundId)
    {
        var round = new Round
        {
            RoundId = roundId,
            Title = "A vote",
            Description = "To see how fast it is.",
            Currency = "GBP",
            Dates = new PhaseDates
            {
                ListeningFrom = Day(-80), AcceptingFrom = Day(-60), ReviewingFrom = Day(-30), BallotingFrom = Day(-1),
                FinishedFrom = Day(30)
            },
            Voting = new VotingRules
            {
                VoteType = VoteType.Approval, MinLength = 1, MaxLength = 2, Rule = "greedy", Utility = "cost",
                Ties = "es"
            },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
        round.Areas.Add(new Area { AreaCode = "E1", Name = "Everywhere" });
        return round;

        static Timestamp Day(int day) => Timestamp.FromDateTime(DateTime.UtcNow.Date.AddDays(day));
    }

    [GeneratedRegex(
        "<input[^>]*\\bname=\"(?<name>[^\"]+)\"[^>]*\\btype=\"hidden\"[^>]*\\bvalue=\"(?<value>[^\"]*)\"|"
        + "<input[^>]*\\btype=\"hidden\"[^>]*\\bname=\"(?<name>[^\"]+)\"[^>]*\\bvalue=\"(?<value>[^\"]*)\"",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
