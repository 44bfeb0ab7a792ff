using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Participatory.Platform.Messaging;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Words.Holdings;

namespace Participatory.Tests.Service.Platform;

public sealed class OutboxTests
{
    private static readonly Sql TryAgainNow = new("UPDATE outbox SET next_attempt_at = 0 WHERE sent_at IS NULL AND parked_at IS NULL");
    private static readonly Sql LastAttempt = new("""
        UPDATE outbox SET next_attempt_at = 0, attempts = 11 WHERE sent_at IS NULL AND parked_at IS NULL
        """);
    private static readonly Sql ForgetThatItWasSent = new("UPDATE outbox SET sent_at = NULL");
    private static readonly Sql SentAndParked = new("""
        UPDATE outbox
        SET sent_at = CASE WHEN sequence = 1 THEN 172800000000 ELSE NULL END,
            parked_at = CASE WHEN sequence = 2 THEN 172800000000 ELSE NULL END
        """);
    private static readonly Sql BreakTheBody = new("UPDATE outbox SET body = '{\"name\": \"somebody''s words' WHERE sequence = 1");

    [Theory, EveryDatabase]
    public async Task What_commits_is_delivered_in_order_and_what_is_rolled_back_never_was(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");
        await using (var transaction = await post.Database.Begin(CancellationToken.None))
        {
            await transaction.Publish(new Knocked("rolled back"));
        }

        await post.Send("one", "two");
        await post.StartRelay();
        await post.Send("three");

        await post.Until(rows => rows.Count == 3 && rows.All(row => row.SentAt is not null));
        Assert.Equal(["one", "two", "three"], await post.Seen("a"));
    }

    [Theory, EveryDatabase]
    public async Task Where_whoever_sends_is_gone_another_sends_within_two_seconds(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");
        await post.StartRelay();
        await post.Send("one");
        await post.Until(rows => rows[0].SentAt is not null);
        using var elsewhere = new Database(Dialect.Named(engine), post.ConnectionString);
        using var other = new Relay(elsewhere, post.Bus, NullLogger<Relay>.Instance);
        await other.StartAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);

        await post.StopRelay();
        await post.Send("two");

        var patience = Stopwatch.StartNew();
        await post.Until(rows => rows[1].SentAt is not null);
        Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(["one", "two"], await post.Seen("a"));
        await other.StopAsync(CancellationToken.None);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_sent_past_those_who_have_not_begun_to_listen(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("early");
        await post.Send("one");
        await post.StartRelay(open: false);
        await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        post.Hear("late");
        await post.Bus.Open(CancellationToken.None);

        await post.Until(rows => rows[0].SentAt is not null);
        Assert.Equal(["one"], await post.Seen("early"));
        Assert.Equal(["one"], await post.Seen("late"));
        Assert.Throws<InvalidOperationException>(() => post.Hear("too late"));
    }

    [Theory, EveryDatabase]
    public async Task A_message_that_cannot_be_handled_is_tried_again_then_parked_with_its_reason_and_holds_up_nobody(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a", message => message.Name == "bad" ? throw new InvalidOperationException("This one I cannot.") : Task.CompletedTask);
        await post.Send("bad");
        await post.Send(Enumerable.Range(0, 150).Select(i => $"good-{i}").ToArray());
        await post.StartRelay();

        await post.Until(rows => rows.Count(row => row.SentAt is not null) == 150 && rows[0].Attempts >= 1);
        Assert.Null((await post.Rows())[0].ParkedAt);
        await post.Until(rows => rows[0].Attempts >= 2, meanwhile: TryAgainNow);
        await post.Until(rows => rows[0].ParkedAt is not null, meanwhile: LastAttempt);

        var parked = (await post.Rows())[0];
        Assert.Equal((Relay.MaxAttempts, (DateTimeOffset?)null), (parked.Attempts, parked.SentAt));
        Assert.Contains("InvalidOperationException: This one I cannot.", parked.ParkedReason, StringComparison.Ordinal);
        await post.Send("after");
        await post.Until(rows => rows[^1].SentAt is not null);
        Assert.Equal(151, (await post.Seen("a")).Count);
        Assert.DoesNotContain("bad", await post.Seen("a"));
    }

    [Theory, EveryDatabase]
    public async Task A_full_disk_is_not_the_messages_fault_and_parks_nothing(string engine)
    {
        await using var post = await Post.Open(engine);
        var tried = 0;
        post.Hear("a", _ => ++tried <= Relay.MaxAttempts + 3
            ? throw new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13) : Task.CompletedTask);
        await post.Send("one");
        await post.StartRelay();

        await post.Until(rows => rows[0].SentAt is not null, meanwhile: TryAgainNow);
        Assert.Equal(0, (await post.Rows())[0].Attempts);
        Assert.Equal(["one"], await post.Seen("a"));
    }

    [Theory, EveryDatabase]
    public async Task What_was_sent_long_ago_is_forgotten_and_what_waits_is_not(string engine)
    {
        await using var post = await Post.Open(engine);
        await post.Send("sent", "parked", "waiting");
        await post.Change(SentAndParked);

        await Kept.Forget(
            post.Database, Retention.Unset, DateTimeOffset.UnixEpoch.AddDays(1 + Period.SentMessages.Days), CancellationToken.None);
        Assert.Equal(3, (await post.Rows()).Count);
        await Kept.Forget(post.Database, Retention.Unset, DateTimeOffset.UtcNow, CancellationToken.None);
        Assert.Equal(
            [(false, true), (false, false)], (await post.Rows()).Select(row => (row.SentAt is not null, row.ParkedAt is not null)));
    }

    [Theory, EveryDatabase]
    public async Task A_message_that_is_handled_at_last_is_handled_once(string engine)
    {
        await using var post = await Post.Open(engine);
        var attempts = 0;
        post.Hear("a", _ => ++attempts < 3 ? throw new TimeoutException("Not yet.") : Task.CompletedTask);
        await post.Send("one");
        await post.StartRelay();

        await post.Until(rows => rows[0].SentAt is not null);
        Assert.Equal(["one"], await post.Seen("a"));
        Assert.Equal(3, attempts);
    }

    [Theory, EveryDatabase]
    public async Task One_consumer_that_fails_takes_nothing_from_the_others(string engine)
    {
        await using var post = await Post.Open(engine);
        var well = false;
        post.Hear("ill", _ => well ? Task.CompletedTask : throw new InvalidOperationException("Not today."));
        post.Hear("well");
        await post.Send("one");
        await post.StartRelay();

        await post.Until(rows => rows[0].Attempts >= 2);
        Assert.Equal(["one"], await post.Seen("well"));
        Assert.Empty(await post.Seen("ill"));

        well = true;
        await post.Until(rows => rows[0].SentAt is not null, meanwhile: TryAgainNow);
        Assert.Equal(["one"], await post.Seen("well"));
        Assert.Equal(["one"], await post.Seen("ill"));
    }

    [Theory, EveryDatabase]
    public async Task A_crash_between_delivering_and_noting_it_delivers_once(string engine)
    {
        await using var post = await Post.Open(engine);
        var delivered = 0;
        post.Hear("a", _ =>
        {
            delivered++;
            return Task.CompletedTask;
        });
        await post.Send("one", "two");
        await post.StartRelay();
        await post.Until(rows => rows.All(row => row.SentAt is not null));

        await post.Change(ForgetThatItWasSent);
        await post.Until(rows => rows.All(row => row.SentAt is not null));

        Assert.Equal(["one", "two"], await post.Seen("a"));
        Assert.Equal(2, delivered);
    }

    [Theory, EveryDatabase]
    public async Task Two_relays_on_one_outbox_and_ten_senders_deliver_each_message_once(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");
        post.Hear("b");
        await post.StartRelay();
        await post.StartRelay();
        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(sender => post.Send(Enumerable.Range(0, 10).Select(i => $"{sender}-{i}").ToArray())));

        await post.Until(rows => rows.Count == 100 && rows.All(row => row.SentAt is not null));
        foreach (var consumer in (string[])["a", "b"])
        {
            var seen = await post.Seen(consumer);
            Assert.Equal(100, seen.Count);
            Assert.Equal(100, seen.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Theory, EveryDatabase]
    public async Task A_message_that_cannot_be_read_is_parked_and_its_words_are_not_repeated(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");
        await post.Send("one");
        await post.Change(BreakTheBody);
        await post.StartRelay();
        await post.Until(rows => rows[0].Attempts >= 1);
        await post.Until(rows => rows[0].ParkedAt is not null, meanwhile: LastAttempt);

        var reason = (await post.Rows())[0].ParkedReason;
        Assert.Contains("JsonException", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", reason, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_message_that_nobody_hears_is_sent_all_the_same(string engine)
    {
        await using var post = await Post.Open(engine);
        await post.Send("one");
        await post.StartRelay();

        await post.Until(rows => rows[0].SentAt is not null);
        Assert.Equal(TimeSpan.Zero, (await Outbox.State(post.Database, CancellationToken.None)).Oldest);
    }

    [Theory, EveryDatabase]
    public async Task The_oldest_that_waits_is_known(string engine)
    {
        await using var post = await Post.Open(engine);
        await post.Send("one");
        await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.InRange((await Outbox.State(post.Database, CancellationToken.None)).Oldest, TimeSpan.FromMilliseconds(15),
            TimeSpan.FromMinutes(5));
    }

    [Theory, EveryDatabase]
    public async Task The_same_message_at_the_same_time_is_applied_once(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");
        var envelope = new Envelope("message-1", MessageTypes.NameOf(typeof(Knocked)), """{"name":"one"}""", "");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => post.Bus.Deliver(envelope, CancellationToken.None)));

        Assert.Equal(["one"], await post.Seen("a"));
    }

    [Theory, EveryDatabase]
    public async Task Two_consumers_of_one_name_are_a_mistake(string engine)
    {
        await using var post = await Post.Open(engine);
        post.Hear("a");

        Assert.Throws<InvalidOperationException>(() => post.Hear("a"));
    }
}
