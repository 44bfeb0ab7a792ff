using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Participatory.Access.V1;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Whoever looks for misuse finds who came in and what was refused, and finds nobody's address or words.</summary>
public sealed class SecurityLogTests
{
    private const string Tom = "tom.okafor@example.org";

    private static readonly (string Name, string Value)[] Staff =
    [
        ("Officers:People:0:Email", "ann@council.example"), ("Officers:People:0:Name", "Ann Lee, officer"),
        ("Officers:People:0:Roles:0", "officer"), ("Officers:People:0:Roles:1", "administrator"),
        ("Officers:People:1:Email", "bob@council.example"), ("Officers:People:1:Name", "Bob Ray, officer"),
        ("Officers:People:1:Roles:0", "officer"),
    ];

    [Theory, EveryDatabase]
    public async Task What_happens_at_the_door_is_a_line_each_and_stands_on_the_page_of_the_staff(string engine)
    {
        var lines = new Lines();
        // Whatever else an operator wants to hear less of, these are written.
        await using var desk = await Desk.Open(engine, lines, [.. Staff, ("Logging:LogLevel:Default", "Error")]);
        var secret = await desk.SignIn(Tom);
        var tom = (await desk.Identity(secret)).Subject;
        var (ann, bob) = (await desk.CallerOf("ann@council.example"), await desk.CallerOf("bob@council.example"));
        await desk.Gateway.EndSessionAsync(new() { RequestId = Desk.NewId(), SessionSecret = secret });
        await desk.Gateway.EndSessionAsync(new() { RequestId = Desk.NewId(), SessionSecret = secret });
        await desk.As(ann).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = "bob@council.example" });
        await desk.As(ann).GiveRoleAsync(new() { RequestId = Desk.NewId(), Email = "bob@council.example", Role = Role.Officer });
        await desk.As(bob).EndMySessionsAsync(new() { RequestId = Desk.NewId() });
        await desk.SignIn(Tom);

        for (var again = 0; again < 3; again++)
        {
            await Desk.Refused(async () => await desk.As(Tests.People.Amina).ListStaffAsync(new()));
        }

        var (attempt, code) = await desk.Code("amina.yusuf@example.org");
        await Desk.Refused(() => desk.Use(attempt, code == "000000" ? "111111" : "000000"));
        await Desk.Refused(async () => await desk.Gateway.OpenLinkAsync(
            new() { RequestId = Desk.NewId(), Token = "a-link-of-nobody", SessionSecret = Desk.NewSecret() }));

        // What is counted is a line when its minute is over.
        Assert.DoesNotContain(lines.All, line => line.What == SecurityLog.Refused);
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.Service.Services.GetRequiredService<SecurityLog>().Tick(TestContext.Current.CancellationToken);
        (string, string, string, long)[] happened =
        [
            ("STAFF_LIST_CHANGED", "", "", 5),
            ("SIGNED_IN", tom, "CODE", 1), ("SIGNED_IN", ann.Subject, "CODE", 1), ("SIGNED_IN", bob.Subject, "CODE", 1),
            ("SIGNED_OUT", tom, "", 1),
            ("ROLES_ENDED", ann.Subject, bob.Subject, 1), ("ROLES_GIVEN_BACK", ann.Subject, bob.Subject, 1),
            // Every session of theirs ended with their roles.
            ("SIGNED_OUT_EVERYWHERE", bob.Subject, "", 0),
            ("SIGNED_IN", tom, "CODE", 1),
            ("CODE_WRONG", "", "", 1), ("LINK_GONE", "", "", 1),
            ("REFUSED", Tests.People.Amina.Subject, "/participatory.people.v1.PeopleService/ListStaff NOT_ALLOWED", 3),
        ];
        Assert.Equal(happened.Order(), lines.All.Select(line => (line.What, line.Who, line.About, line.Count)).Order());
        Assert.DoesNotContain(lines.All, line => line.Text.Contains('@', StringComparison.Ordinal)
            || line.Text.Contains("Lee", StringComparison.Ordinal) || line.Text.Contains(code, StringComparison.Ordinal)
            || line.Text.Contains("nobody", StringComparison.Ordinal));

        await desk.Service.Services.GetRequiredService<KeepSecurityEvents>().Tick(TestContext.Current.CancellationToken);
        var shown = (await desk.As(ann).ListSecurityEventsAsync(new())).Events;
        Assert.Equal(
            happened.Order(), shown.Select(it => (StateText.Of(it.Kind), it.Subject, it.About, it.Count)).Order());
        var ended = shown.Single(it => it.Kind == SecurityEventKind.RolesEnded);
        Assert.Equal(("Ann Lee, officer", "Bob Ray, officer"), (ended.ShownAs, ended.AboutShownAs));
        Assert.DoesNotContain(shown, it => it.ToString().Contains('@', StringComparison.Ordinal));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Femi).ListSecurityEventsAsync(new())));

        // Who came in when is nobody's business for ever.
        desk.Clock.Advance(TimeSpan.FromDays(89));
        await desk.Service.Services.GetRequiredService<ForgetWhatIsOver>().Tick(TestContext.Current.CancellationToken);
        Assert.Contains((await desk.As(ann).ListSecurityEventsAsync(new())).Events, it => it.Kind == SecurityEventKind.RolesEnded);
        desk.Clock.Advance(TimeSpan.FromDays(2));
        await desk.SignIn(Tom);
        await desk.Service.Services.GetRequiredService<KeepSecurityEvents>().Tick(TestContext.Current.CancellationToken);
        await desk.Service.Services.GetRequiredService<ForgetWhatIsOver>().Tick(TestContext.Current.CancellationToken);
        Assert.Equal(SecurityEventKind.SignedIn, Assert.Single((await desk.As(ann).ListSecurityEventsAsync(new())).Events).Kind);
    }

    [Theory, EveryDatabase]
    public async Task What_becomes_of_an_account_is_a_line_each_with_its_number_and_no_address(string engine)
    {
        var lines = new Lines();
        await using var desk = await Desk.Open(engine, lines, [.. Staff, ("Address", "http://localhost:5080")]);
        using var phone = new SoftDevice();
        using var strange = new SoftDevice();
        var (ann, tom) = (await desk.CallerOf("ann@council.example"), await PasskeyTests.SignedIn(desk, Tom));
        var added = await PasskeyTests.Add(desk, tom, phone);
        await PasskeyTests.SignIn(desk, phone);
        await Desk.Refused(async () => await PasskeyTests.SignIn(desk, strange));
        await PasskeyTests.Remove(desk, tom, added.PasskeyId);
        await PasskeyTests.Remove(desk, tom, added.PasskeyId);
        await AddressChangeTests.Ask(desk, tom, "tom@example.net");
        var (toNew, toOld) = (await AddressChangeTests.CodeTo(desk, "tom@example.net"), await AddressChangeTests.CodeTo(desk, Tom));
        await Desk.Refused(() => AddressChangeTests.Confirm(desk, tom, toNew, toOld == "000000" ? "111111" : "000000"));
        await AddressChangeTests.Confirm(desk, tom, toNew, toOld);
        using (var mine = new Participatory.Rights.V1.RightsService.RightsServiceClient(desk.Service.As(tom)).GetMine(new()))
        {
            while (await mine.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }
        }

        await desk.As(ann).GiveRoleAsync(new() { RequestId = Desk.NewId(), Email = "bob@council.example", Role = Role.Connector });
        await desk.As(ann).TakeRoleAsync(new() { RequestId = Desk.NewId(), Email = "bob@council.example", Role = Role.Connector });
        await desk.As(ann).EndSessionsOfAsync(new() { RequestId = Desk.NewId(), Email = "tom@example.net" });
        await desk.As(ann).EndSessionsOfAsync(new() { RequestId = Desk.NewId(), Email = "nobody@example.net" });
        await desk.As(tom with { SessionId = "" }).ForgetMeAsync(new() { RequestId = Desk.NewId() });

        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.Service.Services.GetRequiredService<SecurityLog>().Tick(TestContext.Current.CancellationToken);
        (string, string, string, long)[] happened =
        [
            ("PASSKEY_ADDED", tom.Subject, "", 1), ("SIGNED_IN", tom.Subject, "PASSKEY", 1), ("PASSKEY_WRONG", "", "", 1),
            ("PASSKEY_REMOVED", tom.Subject, "", 1), ("ADDRESS_CHANGE_ASKED", tom.Subject, "", 1), ("CODE_WRONG", "", "", 1),
            ("ADDRESS_CHANGE_REFUSED", tom.Subject, "", 1), ("ADDRESS_CHANGED", tom.Subject, "", 1),
            ("OWN_DATA_READ", tom.Subject, "", 1), ("ROLES_GIVEN_BACK", ann.Subject, "", 1), ("ROLES_ENDED", ann.Subject, "", 1),
            ("SESSIONS_ENDED", ann.Subject, tom.Subject, 1), ("SESSIONS_ENDED", ann.Subject, "", 1),
            ("PERSON_FORGOTTEN", tom.Subject, "", 1),
        ];
        Assert.Equal(
            happened.Order(),
            lines.All.Select(line => (line.What, line.Who, line.About, line.Count))
                .Where(line => line.What != "STAFF_LIST_CHANGED" && line is not { What: "SIGNED_IN", About: "CODE" }).Order());
        Assert.DoesNotContain(lines.All, line => line.Text.Contains('@', StringComparison.Ordinal)
            || line.Text.Contains("Lee", StringComparison.Ordinal) || line.Text.Contains("phone", StringComparison.Ordinal)
            || line.Text.Contains(toNew, StringComparison.Ordinal));

        // The table takes every kind, and the page does not say which address has an account.
        await desk.Service.Services.GetRequiredService<KeepSecurityEvents>().Tick(TestContext.Current.CancellationToken);
        var shown = (await desk.As(ann).ListSecurityEventsAsync(new() { PageSize = 200 })).Events;
        Assert.Equal(
            happened.Select(one => one.Item1 == "SESSIONS_ENDED" ? (one.Item1, one.Item2, "", one.Item4) : one).Order(),
            shown.Select(it => (StateText.Of(it.Kind), it.Subject, it.About, it.Count))
                .Where(it => it.Item1 != "STAFF_LIST_CHANGED" && it is not ("SIGNED_IN", _, "CODE", _)).Order());
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_signs_out_whoever_has_an_address_and_does_not_learn_whether_anybody_has(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var ann = await desk.CallerOf("ann@council.example");
        var (here, there, other) = (await desk.SignIn(Tom), await desk.SignIn(Tom), await desk.SignIn("amina.yusuf@example.org"));
        var tom = (await desk.CallerIn(await desk.Identity(here)))!;
        var request = new EndSessionsOfRequest { RequestId = Desk.NewId(), Email = " Tom.Okafor@example.org" };
        var (known, unknown) = (
            await desk.As(ann).EndSessionsOfAsync(request),
            await desk.As(ann).EndSessionsOfAsync(new() { RequestId = Desk.NewId(), Email = "nobody@example.org" }));
        Assert.Equal(known, unknown);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(here)));
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));
        Assert.Equal("SIGN_IN_RAN_OUT", await Desk.Refused(async () => await desk.As(tom).GetMySessionsAsync(new())));
        await desk.Identity(other);

        // The same request again ends nothing that began since.
        here = await desk.SignIn(Tom);
        await desk.As(ann).EndSessionsOfAsync(request);
        await desk.Identity(here);
        Assert.Equal("INVALID_REQUEST", await Desk.Refused(
            async () => await desk.As(ann).EndSessionsOfAsync(new() { RequestId = Desk.NewId(), Email = "no address" })));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Grace).EndSessionsOfAsync(request)));
        await RolesTests.Take(desk, Tests.People.Nia, "ann@council.example", Role.Administrator);
        Assert.Equal("ADMINISTRATOR_NO_MORE", await Desk.Refused(
            async () => await desk.As(ann).EndSessionsOfAsync(new() { RequestId = Desk.NewId(), Email = Tom })));
    }

    [Fact]
    public void A_flood_is_a_line_each_minute_and_takes_no_room()
    {
        var lines = new Lines();
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        using (var logs = LoggerFactory.Create(logging => logging.AddProvider(lines)))
        using (var log = new SecurityLog(clock, logs))
        {
            for (var number = 0; number < 100_000; number++)
            {
                log.Count(SecurityLog.Refused, $"somebody-{number}");
            }

            Assert.Empty(lines.All);
        }

        // What was counted is not lost when the process ends.
        Assert.Equal(1_001, lines.All.Count);
        Assert.Equal(100_000, lines.All.Sum(line => line.Count));
    }

    /// <summary>The lines of the security log, as a program that reads JSON has them.</summary>
    internal sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<Line> all = [];

        public IReadOnlyList<Line> All => [.. all];

        public ILogger CreateLogger(string categoryName) =>
            categoryName == SecurityLog.Category ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(StringComparer.Ordinal);
            all.Enqueue(new(
                (string)values["What"]!, (string)values["Who"]!, (string)values["About"]!, (long)values["Count"]!,
                formatter(state, exception)));
        }

        public void Dispose()
        {
        }
    }

    internal sealed record Line(string What, string Who, string About, long Count, string Text);
}
