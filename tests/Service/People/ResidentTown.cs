using System.Net;
using System.Text.Json.Nodes;
using Participatory.People.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.EndToEnd;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Two gateways, People and the provider, whose clocks are the same.</summary>
internal sealed class ResidentTown(TwoGateways house, SignInProvider provider) : IAsyncDisposable
{
    private static readonly Sql SelectReasons = new("SELECT reason FROM notice WHERE recipient = @subject ORDER BY created_at");

    public TwoGateways House => house;

    public Desk Desk => house.Desk;

    public SignInProvider Provider => provider;

    /// <param name="whose">At the door of which section the provider stands.</param>
    /// <param name="keyFile">With our key; null is by a secret.</param>
    /// <param name="bothDoors">Officers have the same provider.</param>
    /// <param name="audience">For which of its addresses proofs are; null is where it gives tokens.</param>
    public static async Task<ResidentTown> Open(
        string engine, IEnumerable<(string Name, string Value)>? settings = null, string whose = "Residents",
        Action<SignInProvider>? set = null, string? keyFile = null, bool bothDoors = false, string? audience = null)
    {
        var provider = await SignInProvider.Start();
        set?.Invoke(provider);
        var house = await TwoGateways.Open(
            engine,
            [
                ($"{whose}:Authority", provider.Address.ToString()), ($"{whose}:ClientId", SignInProvider.ClientId),
                ($"{whose}:Name", "Elm Login"),
                keyFile is null ? ($"{whose}:ClientSecret", SignInProvider.ClientSecret) : ($"{whose}:ClientKeyFile", keyFile),
                .. bothDoors ? Officers(provider) : [],
                ($"{whose}:ClientKeyAudience", audience is null ? "" : new Uri(provider.Address, audience).ToString()),
                .. settings ?? [],
            ]);
        house.Desk.Clock.Advance(DateTimeOffset.UtcNow - house.Desk.Clock.Now);
        return new ResidentTown(house, provider);
    }

    private static (string Name, string Value)[] Officers(SignInProvider provider) =>
    [
        ("Officers:Authority", provider.Address.ToString()), ("Officers:ClientId", SignInProvider.ClientId),
        ("Officers:ClientSecret", SignInProvider.ClientSecret),
    ];

    public Visitor Visitor(
        string account, string email, Action<JsonObject>? claims = null, Func<string, string>? token = null) =>
        new(house, provider, account, email) { Claims = claims ?? (_ => { }), Token = token };

    /// <summary>As a gateway has People sign somebody in.</summary>
    /// <returns>The secret of the session.</returns>
    public async Task<Google.Protobuf.ByteString> SignIn(string token, Google.Protobuf.ByteString? before = null)
    {
        var request = new SignInResidentRequest
        {
            RequestId = Desk.NewId(), IdToken = token, SessionSecret = SigningIn.Desk.NewSecret(),
            SessionSecretBefore = before ?? Google.Protobuf.ByteString.Empty,
        };
        await Desk.Gateway.SignInResidentAsync(request);
        return request.SessionSecret;
    }

    public async Task Refused(Visitor visitor, Seen page, HttpStatusCode status, string title)
    {
        Assert.Equal((status, "/sign-in/resident/refused"), (page.StatusCode, page.Path));
        Assert.Contains($"<h1>{WebUtility.HtmlEncode(title)}</h1>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Elm Login", page.Text, StringComparison.Ordinal);
        Assert.False(visitor.IsSignedIn);
        Assert.StartsWith("/sign-in", (await visitor.Open(house.At(0, "/my/sessions"))).Path, StringComparison.Ordinal);
    }

    public async Task<long> Count(Sql statement)
    {
        await using var session = await Desk.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.One<long>(statement);
    }

    public async Task<IReadOnlyList<string>> Reasons(string subject)
    {
        await using var session = await Desk.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.Many<string>(SelectReasons, new { subject });
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await provider.DisposeAsync();
    }
}

/// <summary>A town for all tests of a class that leave nothing behind, or nothing that another of them looks at.</summary>
public sealed class SharedResidentTown : IAsyncLifetime
{
    internal ResidentTown Town { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Town = await ResidentTown.Open("sqlite");

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
