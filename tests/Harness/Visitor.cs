using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Tests.Harness;

/// <summary>
/// Somebody with a browser at the pages and, with the token that the pages give to whoever is signed in, at the gRPC
/// door: the same two doors that everybody has.
/// </summary>
public sealed partial class Visitor : IDisposable
{
    private static readonly TimeSpan TokenIsFresh = TimeSpan.FromMinutes(4);

    private readonly HttpClientHandler cookies = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = true };
    private readonly HttpClient browser;
    private readonly GrpcChannel channel;
    private string? token;
    private DateTime tokenSince;

    private Visitor(Uri pages, Uri grpcDoor)
    {
        browser = new HttpClient(cookies) { BaseAddress = pages };
        channel = Channels.To(
            grpcDoor.ToString(), ProposalsService.Descriptor, VotingService.Descriptor, GrantsService.Descriptor,
                AccountabilityService.Descriptor);
        var invoker = channel.For(() => token, TimeSpan.FromMinutes(1));
        Proposals = new(invoker);
        Voting = new(invoker);
        Grants = new(invoker);
        Accountability = new(invoker);
    }

    public ProposalsService.ProposalsServiceClient Proposals { get; }

    public VotingService.VotingServiceClient Voting { get; }

    public GrantsService.GrantsServiceClient Grants { get; }

    public AccountabilityService.AccountabilityServiceClient Accountability { get; }

    /// <summary>Somebody who only looks around.</summary>
    public static Visitor Anyone(Uri pages, Uri grpcDoor) => new(pages, grpcDoor);

    /// <summary>One of the people of the start page: "resident", "volunteer", "officer", "finance" or "administrator".</summary>
    public static async Task<Visitor> SignedIn(Uri pages, Uri grpcDoor, string person)
    {
        var visitor = new Visitor(pages, grpcDoor);
        var answer = await visitor.Send("/start", "/start", new Dictionary<string, string> { ["person"] = person });
        answer.EnsureSuccessStatusCode();
        await visitor.Refresh();
        return visitor;
    }

    /// <summary>Asks for a new token where the old one will soon be too old.</summary>
    public async Task Refresh()
    {
        if (token is not null && DateTime.UtcNow - tokenSince < TokenIsFresh)
        {
            return;
        }

        using var answer = await Send("/start", "/api/token", []);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        token = json.RootElement.GetProperty("token").GetString();
        tokenSince = DateTime.UtcNow;
    }

    /// <summary>Opens a page.</summary>
    public Task<HttpResponseMessage> Open(string path) => browser.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Opens a page and sends a form from it.</summary>
    public async Task<HttpResponseMessage> Send(string page, string to, Dictionary<string, string> fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        var form = new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = AntiforgeryField().Match(html).Groups["value"].Value,
        };
        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(new Uri(to, UriKind.Relative), content);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        channel.Dispose();
        browser.Dispose();
        cookies.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryField();
}
