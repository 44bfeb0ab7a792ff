using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.Operations.V1;
using Participatory.People.Persons;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Accounts that nobody uses end after two years, and their owners hear of it 30 and 7 days before.</summary>
public sealed class UnusedAccountsTests
{
    private const string Tom = "tom.okafor@example.org";

    private static readonly Sql CountPersons = new("SELECT COUNT(*) FROM person");
    private static readonly Sql CountOfTom = new("""
        SELECT (SELECT COUNT(*) FROM address WHERE value = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM stopped_mail WHERE email = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM sign_in_code WHERE email = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM mail WHERE recipient = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM notice WHERE recipient = @subject) + (SELECT COUNT(*) FROM session WHERE subject = @subject)
        """);
    private static readonly Sql StopMail = new("""
        INSERT INTO stopped_mail (email, kind, stopped_at) VALUES ('tom.okafor@example.org', 'SUPPORT', @now)
        """);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task An_account_that_nobody_uses_ends_after_two_years_and_its_owner_hears_of_it_twice_before(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var subject = (await desk.Identity(await desk.SignIn(Tom))).Subject;
        await Change(desk, StopMail);

        Assert.Empty(await Told(desk, days: 699));
        var first = Assert.Single(await Told(desk, days: 1));
        Assert.Contains("30 days", first.Body, StringComparison.Ordinal);
        Assert.Contains("/sign-in", first.Body, StringComparison.Ordinal);
        Assert.Empty(await Told(desk, days: 22));
        Assert.Contains("7 days", Assert.Single(await Told(desk, days: 1)).Body, StringComparison.Ordinal);
        Assert.Empty(await Told(desk, days: 6));
        Assert.Equal(1, await Count(desk, CountPersons));

        Assert.Empty(await Told(desk, days: 1));
        Assert.Equal((0, 0), (await Count(desk, CountPersons), await Count(desk, CountOfTom, subject)));
        var removed = await new OperationsService.OperationsServiceClient(desk.Service.As(Tests.People.Grace)).GetRemovalsAsync(new());
        Assert.Equal(1, Assert.Single(removed.Removals, removal => removal.Kind == "UnusedAccounts").Total);
        // Whoever comes after that is somebody new.
        Assert.NotEqual(subject, (await desk.Identity(await desk.SignIn(Tom))).Subject);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_signs_in_keeps_their_account_and_is_told_anew_after_two_more_years(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var subject = (await desk.Identity(await desk.SignIn(Tom))).Subject;
        Assert.Single(await Told(desk, days: 700));
        Assert.Single(await Told(desk, days: 23));
        await desk.SignIn(Tom);

        Assert.Empty(await Told(desk, days: 699));
        Assert.Single(await Told(desk, days: 1));
        Assert.Equal(subject, (await desk.Identity(await desk.SignIn(Tom))).Subject);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_ends_of_which_its_owner_has_not_heard_in_time_however_long_the_clock_stood_still(string engine)
    {
        await using var desk = await Desk.Open(engine);
        await desk.SignIn(Tom);

        Assert.Single(await Told(desk, days: 2000));
        Assert.Empty(await Told(desk, days: 22));
        Assert.Single(await Told(desk, days: 100));
        Assert.Empty(await Told(desk, days: 6));
        Assert.Equal(1, await Count(desk, CountPersons));
        Assert.Empty(await Told(desk, days: 1));
        Assert.Equal(0, await Count(desk, CountPersons));
    }

    [Theory, EveryDatabase]
    public async Task Whose_idea_or_grant_goes_on_and_who_works_here_keep_theirs(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var subject = (await desk.Identity(await desk.SignIn(Tom))).Subject;
        await desk.SignIn(DemoPeople.Officer.Email);
        Assert.Single(await Told(desk, days: 710));
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", subject, 10, desk.Clock.Now));
        await desk.SendNotices();

        Assert.Empty(await Told(desk, days: 690));
        Assert.Equal(2, await Count(desk, CountPersons));
        Assert.Single(await Told(desk, days: 10));
        await Told(desk, days: 23);
        await Told(desk, days: 7);
        Assert.Equal(1, await Count(desk, CountPersons));
    }

    [Theory, EveryDatabase]
    public async Task A_council_sets_after_how_long(string engine)
    {
        await using var desk = await Desk.Open(engine, ("Retention:UnusedAccounts", "365"));
        await desk.SignIn(Tom);

        Assert.Empty(await Told(desk, days: 334));
        Assert.Single(await Told(desk, days: 1));
    }

    /// <summary>What people are told of their accounts after so many days more.</summary>
    private static async Task<IReadOnlyList<Participatory.People.V1.SentMail>> Told(Desk desk, int days)
    {
        var before = (await desk.Mails()).Count;
        desk.Clock.Advance(TimeSpan.FromDays(days));
        await desk.Service.Services.GetRequiredService<EndUnusedAccounts>().Tick(Cancellation);
        await desk.SendNotices();
        var mails = await desk.Mails();
        return [.. mails.Take(mails.Count - before)];
    }

    private static async Task Change(Desk desk, Sql change)
    {
        await using var transaction = await desk.Service.Database.Begin(Cancellation);
        await transaction.Execute(change, new { now = desk.Clock.Now });
        await transaction.Commit();
    }

    private static async Task<long> Count(Desk desk, Sql count, string subject = "")
    {
        await using var session = await desk.Service.Database.Read(Cancellation);
        return await session.One<long>(count, new { subject });
    }
}
