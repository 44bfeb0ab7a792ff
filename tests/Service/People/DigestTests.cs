using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.People.Notices;
using Participatory.People.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What the council's people are told in the morning: once, only what waits for them, and only as long as they want it.</summary>
public sealed class DigestTests
{
    private const string Olu = "olu@council.example";
    private const string Femi = "femi@council.example";

    private static readonly (string Name, string Value)[] Staff =
    [
        ("Officers:People:0:Email", Olu), ("Officers:People:0:Name", "Olu Ade, ward officer"), ("Officers:People:0:Roles:0", "officer"),
        ("Officers:People:0:Areas:0", "E1"),
        ("Officers:People:1:Email", Femi), ("Officers:People:1:Name", "Femi Stone, finance officer"),
        ("Officers:People:1:Roles:0", "finance"),
    ];

    private static readonly Sql CountDigests = new("SELECT COUNT(*) FROM notice WHERE reason = 'WORK'");

    private static readonly Sql CopyDigest = new("""
        INSERT INTO digest (email, told_on, notice_id, said_hash) SELECT email, told_on, @id, said_hash FROM digest WHERE email = @email
        """);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Each_of_the_staff_hears_once_in_the_morning_what_waits_for_their_role_and_areas(string engine)
    {
        await using var desk = await Morning(engine);
        await Counted(desk);

        await Told(desk);
        await Told(desk);

        // Neither has ever signed in: whoever is new hears as well.
        var officer = Assert.Single(await To(desk, Olu));
        Assert.Equal("6 things are waiting for you", officer.Subject);
        Assert.StartsWith("""
            Good morning. This is waiting for you:

            - 5 ideas to check in “Elm 2026”
            - Release money to “Oak 2026”

            Your to-do list has a link to each one:

            """.ReplaceLineEndings("\n"), officer.Body, StringComparison.Ordinal);
        Assert.Contains("/council\n", officer.Body, StringComparison.Ordinal);
        Assert.Contains("/stop/", officer.Body, StringComparison.Ordinal);
        var finance = Assert.Single(await To(desk, Femi));
        Assert.Contains(
            "- 1 release of money to approve\n- 3 payments to approve\n", finance.Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_hears_what_they_began_themselves_nor_of_others_refusals(string engine)
    {
        await using var desk = await Morning(engine);
        var femi = await desk.Add(Femi);
        await Counted(desk,
            new(WorkKinds.PaymentsToApprove, "", "", 2, NotForSubject: femi),
            new(WorkKinds.PaymentStopped, "", "A bench", 1, OnlyForSubject: "subject-olu"));

        await Told(desk);
        Assert.Empty(await To(desk, Femi));
        Assert.Empty(await To(desk, Olu));

        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        await Counted(desk, new WorkLine(WorkKinds.PaymentStopped, "", "A bench", 1, OnlyForSubject: await desk.Add(Olu)));
        await Told(desk);
        Assert.Contains("- The payment of “A bench” was stopped\n", Assert.Single(await To(desk, Olu)).Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task There_is_no_e_mail_where_nothing_waits_nor_at_another_time_of_day(string engine)
    {
        await using var desk = await Morning(engine);
        await Told(desk);
        desk.Clock.Advance(TimeSpan.FromHours(3));
        await Counted(desk);
        await Told(desk);
        desk.Clock.Advance(TimeSpan.FromHours(20.4));
        await Counted(desk);
        await Told(desk);
        Assert.Empty(await To(desk, Olu));

        desk.Clock.Advance(TimeSpan.FromHours(0.2));
        await Told(desk);
        Assert.Single(await To(desk, Olu));
    }

    [Theory, EveryDatabase]
    public async Task The_morning_is_that_of_the_council_and_not_of_Greenwich(string engine)
    {
        await using var desk = await Morning(engine, ("Council:TimeZone", "Pacific/Auckland"));
        await Counted(desk);
        await Told(desk);
        Assert.Empty(await To(desk, Olu));

        // Half past six in the evening at Greenwich is half past seven of the next day in Auckland.
        desk.Clock.Advance(TimeSpan.FromHours(11));
        await Counted(desk);
        await Told(desk);
        Assert.Single(await To(desk, Olu));
    }

    [Theory, EveryDatabase]
    public async Task The_same_list_is_not_said_again_for_a_week_and_another_one_is_said_the_next_day(string engine)
    {
        await using var desk = await Morning(engine);
        var told = new List<int>();
        for (var day = 0; day < 10; day++)
        {
            await Counted(desk, new WorkLine(WorkKinds.StoriesToReply, "", "", day < 8 ? 2 : 3));
            await Told(desk);
            told.Add((await To(desk, Olu)).Count);
            desk.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 2, 3, 3], told);
    }

    [Theory, EveryDatabase]
    public async Task Processes_that_look_at_the_same_moment_tell_once_and_the_table_holds_no_second_one(string engine)
    {
        await using var desk = await Morning(engine);
        await Counted(desk);
        var processes = Enumerable.Range(0, 4)
            .Select(_ => ActivatorUtilities.CreateInstance<SendDigests>(desk.Service.Services)).ToList();
        await Task.WhenAll(processes.Select(process => Task.Run(() => process.Tick(Cancellation), Cancellation)));

        await using var transaction = await desk.Service.Database.Begin(Cancellation);
        Assert.Equal(4, await transaction.One<long>(CountDigests));
        var notice = (await transaction.Many<string>(new Sql("SELECT notice_id FROM notice WHERE recipient = ''")))[0];
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => transaction.Execute(CopyDigest, new { id = notice, email = Olu }));
    }

    [Theory, EveryDatabase]
    public async Task What_was_cut_off_before_it_was_sent_is_sent_later_and_once(string engine)
    {
        await using var desk = await Morning(engine);
        await Counted(desk);
        using var cut = new CancellationTokenSource();
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => desk.Service.Services.GetRequiredService<SendDigests>().Tick(cut.Token));

        await desk.Service.Services.GetRequiredService<SendDigests>().Tick(Cancellation);
        desk.Clock.Advance(TimeSpan.FromHours(6));
        await Told(desk);
        Assert.Single(await To(desk, Olu));
    }

    [Theory, EveryDatabase]
    public async Task Whose_roles_were_ended_hears_nothing_more_not_even_what_was_to_be_sent(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Morning(engine, [.. post.AsSettings]);
        post.Replies[Olu] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await Counted(desk);
        await Told(desk);
        await desk.As(Tests.People.Nia).EndRolesAsync(new EndRolesRequest { RequestId = Desk.NewId(), Email = Olu });
        post.Replies.Clear();
        foreach (var later in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(23) })
        {
            desk.Clock.Advance(later);
            await Counted(desk, new WorkLine(WorkKinds.StoriesToReply, "", "", 9));
            await Told(desk);
        }

        // That they ended is the last that they hear.
        Assert.Equal(
            [(Femi, false), (Olu, true)],
            post.Taken.Select(taken => (taken.To, taken.Message.Subject!.StartsWith("Your role", StringComparison.Ordinal))).Order());
    }

    [Theory, EveryDatabase]
    public async Task An_older_count_that_comes_later_changes_nothing_and_one_of_hours_ago_is_not_told(string engine)
    {
        await using var desk = await Morning(engine);
        await Counted(desk, new WorkLine(WorkKinds.StoriesToReply, "", "", 7));
        await desk.Service.Deliver(new Contracts.Accountability.WorkCounted(
            [new WorkLine(WorkKinds.StoriesToReply, "", "", 1)], desk.Clock.Now.AddMinutes(-1)));
        await Told(desk);
        Assert.Equal("7 things are waiting for you", Assert.Single(await To(desk, Olu)).Subject);

        desk.Clock.Advance(TimeSpan.FromDays(8));
        await Told(desk);
        Assert.DoesNotContain(await To(desk, Olu), mail => mail.SentTime.ToDateTimeOffset() == desk.Clock.Now);
    }

    [Fact]
    public void A_round_whose_release_waits_for_finance_does_not_ask_an_officer_for_money()
    {
        List<WorkLine> work = [new(WorkKinds.MoneyToRelease, "oak", "Oak 2026", 1), new(WorkKinds.ReleasesToApprove, "oak", "", 1)];
        Assert.Empty(SendDigests.Decide(work, Tests.People.Grace.Roles, new HashSet<string>(), subject: null));
        Assert.Single(SendDigests.Decide(work, Tests.People.Femi.Roles, new HashSet<string>(), subject: null));
    }

    /// <summary>Half past seven on Monday 2 March 2026.</summary>
    private static async Task<Desk> Morning(string engine, params (string Name, string Value)[] more)
    {
        var desk = await Desk.Open(engine, [.. Staff, .. more]);
        desk.Clock.Advance(TimeSpan.FromHours(19.5));
        return desk;
    }

    /// <summary>Services have counted; without lines what the first test reads.</summary>
    private static async Task Counted(Desk desk, params WorkLine[] lines)
    {
        if (lines.Length > 0)
        {
            await desk.Service.Deliver(new Contracts.Accountability.WorkCounted(lines, desk.Clock.Now));
            return;
        }

        await desk.Service.Deliver(new Contracts.Proposals.WorkCounted(
            [
                new(WorkKinds.IdeasToCheck, "elm", "Elm 2026", 5, "E1"), new(WorkKinds.IdeasToCheck, "elm", "Elm 2026", 3, "E2"),
                new(WorkKinds.MoneyToRelease, "oak", "Oak 2026", 1),
            ], desk.Clock.Now));
        await desk.Service.Deliver(new Contracts.Grants.WorkCounted(
            [new(WorkKinds.PaymentsToApprove, "", "", 3, NotForSubject: "subject-grace"), new(WorkKinds.ReleasesToApprove, "elm", "", 1)],
            desk.Clock.Now));
    }

    private static async Task Told(Desk desk)
    {
        await desk.Service.Services.GetRequiredService<SendDigests>().Tick(Cancellation);
        await desk.SendNotices();
    }

    private static async Task<IReadOnlyList<SentMail>> To(Desk desk, string email) =>
        [.. (await desk.Mails()).Where(mail => mail.Recipient == email && mail.Subject.Contains("waiting", StringComparison.Ordinal))];
}
