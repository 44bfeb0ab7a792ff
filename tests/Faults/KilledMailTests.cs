using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.People.Notices;
using Participatory.People.V1;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Faults;

/// <summary>
/// Two processes send what people are told through one mail server, which refuses every seventh mailbox, and are killed again and again. A
/// short run is part of every test run; PARTICIPATORY_TEST_FULL=1 makes it 20 kills and 1,000 notices.
/// </summary>
public sealed class KilledMailTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Needs.FullRuns ? 20 : 6;
    private static readonly int Notices = Needs.FullRuns ? 1_000 : 210;

    private static readonly Sql CountUntouched = new("SELECT COUNT(*) FROM notice WHERE due_at <= @now");

    private static readonly Sql CountDue = new("SELECT COUNT(*) FROM notice WHERE due_at IS NOT NULL");

    private static readonly Sql CountTold = new("SELECT COUNT(*) FROM outbox WHERE type = @type");

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-killed-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Killed_at_random_moments_each_is_told_once_and_who_refuses_is_set_aside()
    {
        await using var post = await new PostOffice { Thinks = TimeSpan.FromMilliseconds(2) }.Open();
        var emails = Enumerable.Range(1, Notices).Select(number => $"person-{number}@example.org").ToList();
        var refusing = emails.Where((_, at) => at % 7 == 6).ToList();
        foreach (var (at, email) in refusing.Index())
        {
            // Most for good; some say for days that they are busy.
            post.Replies[email] = at % 5 == 4
                ? new SmtpResponse((SmtpReplyCode)451, "try again")
                : new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        }

        using var first = new PeopleProcess(folder, 0, post);
        await using (var app = await first.Here(TimeProvider.System))
        {
            await PeopleProcess.Prepare(app, emails);
            await app.StopAsync();
        }

        using var second = new PeopleProcess(folder, 1, post);
        await Kill([first, second], post);

        // What the dead held becomes due again after a while, and what is busy is given up after five days.
        var clock = new SettableClock(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(10));
        await using (var last = await first.Here(clock))
        {
            var database = last.Services.GetRequiredService<Database>();
            while (await Count(database, CountDue, clock) > 0)
            {
                await last.Services.GetRequiredService<SendNotices>().Tick(TestContext.Current.CancellationToken);
                clock.Advance(TimeSpan.FromHours(1));
            }

            // Of every idea everybody may hear, and that is said once.
            Assert.Equal(Notices, await Count(database, CountTold, clock));
            await last.StopAsync();
        }

        AssertToldOnce(post, emails.Except(refusing).ToList());
        await first.Start();
        var aside = await SetAside(first.Grace);
        Assert.Equal(refusing.Count, aside.Count);
        Assert.Equal(refusing.Count / 5, aside.Count(one => one.Reason == SetAsideReason.GivenUp));
        Assert.Equal(refusing.Count - (refusing.Count / 5), aside.Count(one => one.Reason == SetAsideReason.Refused));
    }

    /// <summary>Kills one of them so often, spread over what is to be sent, and returns when nothing is left that nobody holds.</summary>
    private async Task Kill(PeopleProcess[] processes, PostOffice post)
    {
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(processes.Select(process => process.Start()));
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Until(() => post.Taken.Count >= Notices * 6 / 7 * kill / (Kills + 2));
            await Task.Delay(chance.Next(0, 150), TestContext.Current.CancellationToken);
            var process = processes[chance.Next(processes.Length)];
            await process.Kill();
            await process.Start();
        }

        var database = new Database(Dialect.Sqlite, $"Data Source={Path.Combine(folder, "process-0", "People.db")}");
        var now = DateTimeOffset.UtcNow;
        await Until(async () =>
        {
            await using var session = await database.Read(TestContext.Current.CancellationToken);
            return await session.One<long>(CountUntouched, new { now }) == 0;
        });
        await Task.WhenAll(processes.Select(process => process.Kill()));
        output.WriteLine($"Seed {seed}: {Kills} kills in {clock.Elapsed.TotalSeconds:0} s");
    }

    private void AssertToldOnce(PostOffice post, List<string> told)
    {
        var taken = post.Taken.GroupBy(one => one.To, StringComparer.Ordinal).ToList();
        Assert.Equal(told.Order(StringComparer.Ordinal), taken.Select(one => one.Key).Order(StringComparer.Ordinal));
        // Killed between the server's yes and our note of it, a process has sent one e-mail that nobody knows of. It goes out again
        // under the same Message-Id, by which mailboxes can tell that they have it.
        Assert.All(taken, one => Assert.Single(one.Select(mail => mail.Message.MessageId).Distinct(StringComparer.Ordinal)));
        var twice = post.Taken.Count - told.Count;
        output.WriteLine($"{told.Count} told, {twice} of them twice");
        Assert.InRange(twice, 0, Kills);
    }

    private static async Task<List<SetAsideNotice>> SetAside(Participatory.People.V1.PeopleService.PeopleServiceClient officer)
    {
        List<SetAsideNotice> all = [];
        for (var token = ""; ;)
        {
            var page = await officer.ListSetAsideNoticesAsync(new() { PageSize = 100, PageToken = token });
            all.AddRange(page.Notices);
            token = page.NextPageToken;
            if (token.Length == 0)
            {
                return all;
            }
        }
    }

    private static async Task<long> Count(Database database, Sql sql, SettableClock clock)
    {
        await using var session = await database.Read(TestContext.Current.CancellationToken);
        return await session.One<long>(sql, new { now = clock.Now, type = MessageTypes.NameOf(typeof(ProposerTold)) });
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(5, TestContext.Current.CancellationToken))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "Nothing goes on.");
        }
    }
}
