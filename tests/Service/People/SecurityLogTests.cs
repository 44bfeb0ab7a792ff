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
