using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What followers are told where clocks are changed, somebody stops at that moment, or a process is cut off.</summary>
public sealed class FollowingClockTests
{
    private static readonly Sql CountMessages = new("SELECT COUNT(*) FROM notice WHERE reason = 'FOLLOWED'");

    private static readonly Sql CountTold = new("SELECT COUNT(DISTINCT recipient) FROM notice WHERE reason = 'FOLLOWED'");

    private int version = 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_daily_message_comes_once_each_morning_also_in_the_nights_in_which_clocks_are_changed(string engine)
    {
        await using var desk = await Desk.Open(engine, ("Council:TimeZone", "Europe/London"));
        var tom = Tests.People.Resident(await desk.Add("tom.okafor@example.org"));
        await Heard(desk);
        await Follow(desk, tom, HowOften.Daily);

        // Seven by the clock of the council, an hour earlier at Greenwich in summer.
        Assert.Equal(
            ["2026-03-29 06:00", "2026-03-30 06:00"], await Mornings(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(
            ["2026-10-25 07:00", "2026-10-26 07:00"], await Mornings(new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.Zero)));

        // When the e-mails of two nights came, in each hour of which something happens.
        async Task<IReadOnlyList<string>> Mornings(DateTimeOffset from)
        {
            desk.Clock.Advance(from - desk.Clock.Now);
            for (var hour = 0; hour < 48; hour++)
            {
                await Changed(desk);
                await Told(desk, TimeSpan.FromHours(1));
            }

            var came = (await To(desk, "tom.okafor@example.org")).Select(mail => mail.SentTime.ToDateTimeOffset())
                .Where(sent => sent > from).Order().ToList();
            // What is left for the third morning is told, so that nothing waits when the next two nights begin.
            await Told(desk, TimeSpan.FromDays(1));
            return [.. came.Select(sent => sent.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture))];
        }
    }

    [Theory, EveryDatabase]
    public async Task Whoever_stops_while_two_processes_make_messages_hears_nothing_more_and_the_others_once(string engine)
    {
        await using var desk = await Desk.Open(engine);
        await Heard(desk);
        List<(string Email, Caller Who)> followers = [];
        for (var number = 0; number < 12; number++)
        {
            var email = $"follower-{number}@example.org";
            followers.Add((email, Tests.People.Resident(await desk.Add(email))));
            await Follow(desk, followers[^1].Who, HowOften.AtOnce);
        }

        await Changed(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        await Race.All(
        [
            .. Enumerable.Range(0, 2).Select(_ => (Func<Task>)(
                () => ActivatorUtilities.CreateInstance<MakeFollowingMails>(desk.Service.Services).Tick(Cancellation))),
            .. followers.Take(6).Select(one => (Func<Task>)(
                () => desk.As(one.Who).StopFollowingAsync(new() { RequestId = Desk.NewId(), All = true }).ResponseAsync)),
        ]);
        await Told(desk, TimeSpan.Zero);
        var stopped = desk.Clock.Now;
        foreach (var (email, _) in followers.Skip(6))
        {
            Assert.Single(await To(desk, email));
        }

        await Changed(desk);
        await Told(desk, TimeSpan.FromMinutes(10));
        foreach (var (email, _) in followers.Take(6))
        {
            Assert.DoesNotContain(await To(desk, email), mail => mail.SentTime.ToDateTimeOffset() > stopped);
        }

        foreach (var (email, _) in followers.Skip(6))
        {
            Assert.Equal(2, (await To(desk, email)).Count);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_process_that_is_cut_off_leaves_the_others_to_the_next_and_nobody_is_told_twice(string engine)
    {
        const int Many = 300;
        await using var desk = await Desk.Open(engine);
        await Heard(desk);
        await using (var transaction = await desk.Service.Database.Begin(Cancellation))
        {
            for (var number = 0; number < Many; number++)
            {
                await new FollowingRow
                {
                    Subject = $"follower-{number}", Kind = "IDEA", RoundId = "elm", ThingId = "7", HowOften = "AT_ONCE",
                    FollowedAt = desk.Clock.Now,
                }.Add(transaction);
            }

            await transaction.Commit();
        }

        await Changed(desk);
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = ActivatorUtilities.CreateInstance<MakeFollowingMails>(desk.Service.Services);
        var looks = Task.Run(() => first.Tick(cut.Token), Cancellation);
        while (!looks.IsCompleted && await Count(desk, CountMessages) == 0)
        {
            await Task.Delay(1, Cancellation);
        }

        await cut.CancelAsync();
        try
        {
            await looks;
        }
        catch (Exception) when (cut.IsCancellationRequested)
        {
            // As a process that is ended: what it had begun is undone.
        }

        await ActivatorUtilities.CreateInstance<MakeFollowingMails>(desk.Service.Services).Tick(Cancellation);
        Assert.Equal(Many, await Count(desk, CountMessages));
        Assert.Equal(Many, await Count(desk, CountTold));
    }

    /// <summary>A round with an idea, as Proposals says it.</summary>
    private static async Task Heard(Desk desk)
    {
        await desk.Service.Deliver(new RoundOpened("elm", "Elm 2026", "GBP", [new("E1", "Elm")], 10, 28, 30));
        await desk.Service.Deliver(new ProposalMade("elm", "7", "E1", "A bench", "subject-grace", desk.Clock.Now));
    }

    private static async Task Follow(Desk desk, Caller who, HowOften howOften) => await desk.As(who).FollowAsync(new()
    {
        RequestId = Desk.NewId(), HowOften = howOften,
        Thing = new FollowedThing { Kind = FollowingKind.Idea, RoundId = "elm", ThingId = "7" },
    });

    /// <summary>The idea says something else.</summary>
    private Task Changed(Desk desk)
    {
        version++;
        return desk.Service.Deliver(
            new ProposalEdited("elm", "7", version, $"Bench number {version}", "subject-amina", desk.Clock.Now));
    }

    private static async Task Told(Desk desk, TimeSpan after)
    {
        desk.Clock.Advance(after);
        await desk.Service.Services.GetRequiredService<MakeFollowingMails>().Tick(Cancellation);
        await desk.SendNotices();
    }

    private static async Task<IReadOnlyList<SentMail>> To(Desk desk, string email) =>
        [.. (await desk.Mails()).Where(mail => mail.Recipient == email)];

    private static async Task<long> Count(Desk desk, Sql sql)
    {
        await using var session = await desk.Service.Database.Read(Cancellation);
        return await session.One<long>(sql);
    }
}
