using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.People.Notices;
using Participatory.People.Persons;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Client = Participatory.People.V1.PeopleService.PeopleServiceClient;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>People on a database of its own, with a gateway that calls it.</summary>
internal sealed partial class Desk : IAsyncDisposable
{
    private static readonly Sql CountClaimed = new("SELECT COUNT(*) FROM notice WHERE due_at = @until");

    private static ECDsa? key;

    private bool closed;

    private Desk(RunningService service) => Service = service;

    public RunningService Service { get; }

    public SettableClock Clock => Service.Clock;

    /// <summary>People, as a gateway calls it.</summary>
    public Client Gateway => With(RunningService.GatewaySecret);

    public static Task<Desk> Open(string engine, params (string Name, string Value)[] settings) => Open(engine, log: null, settings);

    /// <param name="log">Hears what it logs.</param>
    public static async Task<Desk> Open(string engine, ILoggerProvider? log, params (string Name, string Value)[] settings) =>
        new(await RunningService.Start(
        engine,
        builder =>
        {
            builder.Configuration.AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
            if (log is not null)
            {
                builder.Logging.AddProvider(log);
            }

            Participatory.People.PeopleService.AddPeople(builder);
        },
        Participatory.People.PeopleService.MapPeople,
        PeopleService.Descriptor));

    /// <summary>People, called by somebody who shows that secret.</summary>
    public Client With(string secret) => new(Service.As(Caller.Nobody).Intercept(headers =>
    {
        headers.Add("authorization", GatewaySecret.Scheme + secret);
        return headers;
    }));

    /// <summary>People, as whoever has that identity calls it.</summary>
    public Client As(Caller caller) => new(Service.As(caller));

    /// <summary>The setting that names somebody of the staff.</summary>
    public static (string Name, string Value)[] Named(int number, string email, string shownAs, params string[] roles) =>
    [
        ($"Officers:People:{number}:Email", email), ($"Officers:People:{number}:Name", shownAs),
        .. roles.Select((role, at) => ($"Officers:People:{number}:Roles:{at}", role)),
    ];

    public static ByteString NewSecret() => ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32));

    public static string NewId() => Guid.NewGuid().ToString();

    /// <summary>Asks for a code and looks it up in the outbox.</summary>
    public Task<(string AttemptId, string Code)> Code(string email, string language = "") => CodeFrom("", email, language);

    /// <summary>The same for somebody at a place of their own.</summary>
    public async Task<(string AttemptId, string Code)> CodeFrom(string source, string email, string language = "")
    {
        var sent = await Gateway.SendCodeAsync(
            new SendCodeRequest { RequestId = NewId(), Email = email, Language = language }, new Metadata { { Source.Header, source } });
        // What they are told besides may have gone out after it.
        var mail = (await Mails()).First(mail => mail.Recipient == Addresses.Normal(email) && SixDigits().IsMatch(mail.Body));
        return (sent.AttemptId, SixDigits().Match(mail.Body).Value);
    }

    public Task<NewSession> Use(string attemptId, string code, ByteString? secret = null) => Gateway.UseCodeAsync(new UseCodeRequest
    {
        RequestId = NewId(),
        AttemptId = attemptId,
        Code = code,
        SessionSecret = secret ?? NewSecret(),
    }).ResponseAsync;

    /// <summary>Signs somebody in by code.</summary>
    /// <returns>The secret of the session.</returns>
    public async Task<ByteString> SignIn(string email)
    {
        var secret = NewSecret();
        var (attempt, code) = await Code(email);
        await Use(attempt, code, secret);
        return secret;
    }

    /// <summary>Somebody who has just signed in, as the services see them, whatever becomes of their session.</summary>
    public async Task<Caller> CallerOf(string email) => (await CallerIn(await Identity(await SignIn(email))))! with { SessionId = "" };

    /// <summary>Somebody whose address is known, without an e-mail to them.</summary>
    /// <returns>Their subject.</returns>
    public async Task<string> Add(string email)
    {
        await using var transaction = await Service.Database.Begin(TestContext.Current.CancellationToken);
        var subject = await Addresses.FindOrAdd(transaction, email, language: null, Clock.Now);
        await transaction.Commit();
        return subject;
    }

    public Task<Identity> Identity(ByteString secret) =>
        Gateway.GetIdentityAsync(new GetIdentityRequest { SessionSecret = secret }).ResponseAsync;

    /// <summary>The caller whom the services see in an identity.</summary>
    public async Task<Caller?> CallerIn(Identity identity)
    {
        // Kept for good: what verifies remembers a key by what is in it, also one that was let go.
        key ??= SigningKey.LoadFile(PublicKeyFile);
        return await Tokens.Verify(identity.Token, key, Clock);
    }

    public async Task<IReadOnlyList<SentMail>> Mails() => (await Gateway.ListSentMailAsync(new ListSentMailRequest())).Mails;

    /// <summary>Sends what is due. What the service itself has just begun to send, by its own clock, is waited for.</summary>
    public async Task SendNotices()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await Service.Services.GetRequiredService<SendNotices>().Tick(cancellation);
        for (var tries = 0; ; tries++)
        {
            await using (var session = await Service.Database.Read(cancellation))
            {
                var claimedUntil = Clock.Now + Participatory.People.Notices.SendNotices.ClaimedFor;
                if (await session.One<long>(CountClaimed, new { until = claimedUntil }) == 0)
                {
                    return;
                }
            }

            Assert.True(tries < 600, "Something that was claimed was never sent nor put off.");
            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>The reason with which a call is refused.</summary>
    public static async Task<string> Refused(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).Reason();

    /// <summary>The public half of the key with which it signs.</summary>
    public string PublicKeyFile => SigningKey.PublicPath(Path.Combine(Service.Data, "keys"));

    public async ValueTask DisposeAsync()
    {
        if (!closed)
        {
            closed = true;
            await Service.DisposeAsync();
        }
    }

    [GeneratedRegex("[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex SixDigits();
}
