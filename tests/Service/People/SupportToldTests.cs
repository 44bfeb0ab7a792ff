using Participatory.Contracts.Proposals;
using Participatory.People.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>The proposer of an idea hears that its support grew: each number once, one e-mail a day, and never who.</summary>
public sealed class SupportToldTests
{
    private const string Email = "tom.okafor@example.org";

    private static readonly Sql CopyTold = new("""
        INSERT INTO support_told (round_id, proposal_id, supports, told_on, notice_id)
        SELECT round_id, proposal_id, @supports, told_on, notice_id FROM support_told
        """);

    [Theory, EveryDatabase]
    public async Task Each_number_is_told_once_also_where_support_went_down_and_up_again(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.Add(Email);
        for (var times = 0; times < 3; times++)
        {
            await desk.Service.Deliver(Grew(desk, tom, 10));
            await desk.SendNotices();
            desk.Clock.Advance(TimeSpan.FromDays(1));
        }

        var mail = Assert.Single(await To(desk));
        Assert.Equal("Support for your idea has reached 10: A bench", mail.Subject);
        Assert.StartsWith("Support for your idea “A bench” has reached 10 people.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("/rounds/elm/ideas/7\n", mail.Body, StringComparison.Ordinal);
        Assert.Contains("/stop/", mail.Body, StringComparison.Ordinal);
        // A lower number that comes late is no news.
        await desk.Service.Deliver(Grew(desk, tom, 25));
        await desk.Service.Deliver(Grew(desk, tom, 10, project: "8"));
        await desk.SendNotices();
        Assert.Equal(3, (await To(desk)).Count);

        await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(CopyTold, new { supports = 10 }));
    }

    [Theory, EveryDatabase]
    public async Task What_comes_on_the_same_day_waits_for_the_next_morning_and_the_highest_number_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.Add(Email);
        foreach (var supports in new[] { 10, 25, 100, 50 })
        {
            await desk.Service.Deliver(Grew(desk, tom, supports));
            await desk.SendNotices();
        }

        Assert.Single(await To(desk));
        desk.Clock.Advance(TimeSpan.FromHours(20));
        await desk.SendNotices();
        Assert.Single(await To(desk));
        desk.Clock.Advance(TimeSpan.FromHours(1.5));
        await desk.SendNotices();
        Assert.Equal(["Support for your idea has reached 100: A bench", "Support for your idea has reached 10: A bench"],
            (await To(desk)).Select(mail => mail.Subject));

        // On that day they were told; what comes now waits as well.
        await desk.Service.Deliver(Grew(desk, tom, 250));
        await desk.SendNotices();
        Assert.Equal(2, (await To(desk)).Count);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        await desk.SendNotices();
        Assert.Equal(3, (await To(desk)).Count);
    }

    [Theory, EveryDatabase]
    public async Task Messages_that_come_at_once_and_twice_make_one_e_mail_a_day(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.Add(Email);
        await Task.WhenAll(new[] { 10, 25, 10, 50, 25, 10 }
            .Select(supports => Task.Run(() => desk.Service.Deliver(Grew(desk, tom, supports)))));
        await desk.SendNotices();
        Assert.Single(await To(desk));
    }

    private static SupportGrew Grew(Desk desk, string subject, int supports, string project = "7") =>
        new("elm", project, "A bench", subject, supports, desk.Clock.Now);

    private static async Task<IReadOnlyList<SentMail>> To(Desk desk) =>
        [.. (await desk.Mails()).Where(mail => mail.Recipient == Email)];
}
