using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.People.Notices;
using Participatory.People.Rights;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Somebody asks to be forgotten, and is.</summary>
public sealed class ForgetMeTests
{
    private const string Tom = "tom.okafor@example.org";

    private static readonly Sql CountOfTom = new("""
        SELECT (SELECT COUNT(*) FROM address WHERE value = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM stopped_mail WHERE email = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM sign_in_code WHERE email = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM mail WHERE recipient = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM notice WHERE recipient = @subject) + (SELECT COUNT(*) FROM session WHERE subject = @subject)
            + (SELECT COUNT(*) FROM person WHERE subject = @subject) + (SELECT COUNT(*) FROM request WHERE caller = @subject)
        """);
    private static readonly Sql CountLeft = new("""
        SELECT (SELECT COUNT(*) FROM sign_in_code WHERE email = 'tom.okafor@example.org')
            + (SELECT COUNT(*) FROM mail WHERE recipient = 'tom.okafor@example.org')
        """);
    private static readonly Sql CountAnywhere = new("""
        SELECT (SELECT COUNT(*) FROM sign_in_code WHERE email LIKE 'tom%') + (SELECT COUNT(*) FROM mail WHERE recipient LIKE 'tom%')
            + (SELECT COUNT(*) FROM address_change) + (SELECT COUNT(*) FROM address_notice)
        """);
    private static readonly Sql WriteDigest = new("""
        INSERT INTO digest (email, told_on, notice_id, said_hash)
        SELECT 'olu@council.example', '2026-01-01', MIN(notice_id), @hash FROM staff_notice WHERE email = 'olu@council.example'
        """);
    private static readonly Sql CountOfStaff = new("""
        SELECT (SELECT COUNT(*) FROM digest WHERE email = 'olu@council.example')
            + (SELECT COUNT(*) FROM staff_notice WHERE email = 'olu@council.example')
        """);
    private static readonly Sql SelectNotice = new("SELECT notice_id FROM notice WHERE recipient = @subject");
    private static readonly Sql CountSaid = new("SELECT COUNT(*) FROM outbox WHERE type = 'People.PersonForgotten'");
    private static readonly Sql CountForgotten = new("SELECT COUNT(*) FROM forgotten");
    private static readonly Sql NeverForgotten = new("DELETE FROM forgotten WHERE subject = @subject");
    private static readonly Sql PutBack = new("INSERT INTO person (subject, language, created_at) VALUES (@subject, NULL, 0)");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task An_email_that_was_put_into_words_while_its_reader_was_forgotten_is_not_kept(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var caller = await desk.CallerOf(Tom);
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", caller.Subject, 10, desk.Clock.Now));
        string? notice;
        await using (var session = await desk.Service.Database.Read(Cancellation))
        {
            notice = await session.One<string>(SelectNotice, new { subject = caller.Subject });
        }

        await desk.As(caller).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        await desk.Service.Services.GetRequiredService<Mail>().Send(new Letter(Tom, "A bench", "Ten more.", notice!), Cancellation);
        Assert.Equal(0, await Count(desk, CountOfTom, caller.Subject));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_asks_is_forgotten_at_once_and_what_comes_late_goes_too(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var caller = await desk.CallerOf(Tom);
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", caller.Subject, 10, desk.Clock.Now));
        await desk.SendNotices();
        Assert.True(await Count(desk, CountOfTom, caller.Subject) > 3);

        await desk.As(caller).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal((0, 1), (await Count(desk, CountOfTom, caller.Subject), await Count(desk, CountSaid)));
        await desk.As(caller).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });

        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", caller.Subject, 25, desk.Clock.Now));
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.Service.Services.GetRequiredService<Forgetting>().Tick(Cancellation);
        Assert.Equal(0, await Count(desk, CountOfTom, caller.Subject));
        // Whoever comes with that address is somebody new.
        Assert.NotEqual(caller.Subject, (await desk.CallerOf(Tom)).Subject);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_stays_of_an_address_that_somebody_has_left_nor_of_one_that_waits(string engine)
    {
        var (next, waits) = ("tom@example.net", "tom@example.com");
        await using var desk = await Desk.Open(engine);
        var tom = await desk.CallerOf(Tom);
        await AddressChangeTests.Ask(desk, tom, next);
        await AddressChangeTests.Confirm(
            desk, tom, await AddressChangeTests.CodeTo(desk, next), await AddressChangeTests.CodeTo(desk, Tom));
        await desk.SendNotices();
        // But that it has changed: that was said to the old one.
        Assert.Equal(1, await Count(desk, CountLeft));

        await AddressChangeTests.Ask(desk, tom, waits);
        await desk.As(tom).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal(0, await Count(desk, CountAnywhere));
    }

    [Theory, EveryDatabase]
    public async Task An_outcome_of_which_they_were_not_told_yet_is_everybodys_when_they_are_forgotten(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        var subject = await desk.Add(Tom);
        post.Replies[Tom] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await desk.Service.Deliver(new OutcomeReached(
            "round", "1", "A bench", subject, "lost", "", new(LossReasons.NotEnoughLeft, "GBP", 12, 40_000, 35_000),
            "Grace Bell, officer"));
        await desk.SendNotices();
        Assert.Empty(await desk.Service.Published<ProposerTold>());

        await desk.As(Tests.People.Resident(subject)).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal([new ProposerTold("round", "1", desk.Clock.Now)], await desk.Service.Published<ProposerTold>());
    }

    [Theory, EveryDatabase]
    public async Task Who_works_here_is_asked_to_end_that_first(string engine)
    {
        await using var desk = await Desk.Open(engine, Desk.Named(0, "olu@council.example", "Olu Ade, ward officer", "officer"));
        var olu = await desk.CallerOf("olu@council.example");

        var refusal = await Assert.ThrowsAsync<Grpc.Core.RpcException>(
            async () => await desk.As(olu).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() }));
        Assert.Equal("WORKS_HERE", refusal.Reason());
        Assert.Equal(0, await Count(desk, CountSaid));
    }

    [Theory, EveryDatabase]
    public async Task Of_whoever_worked_here_the_list_keeps_its_record_and_no_e_mail_stays(string engine)
    {
        await using var desk = await Desk.Open(
            engine,
            [
                .. Desk.Named(0, "ann@council.example", "Ann Lee, head of audit", "administrator"),
                .. Desk.Named(1, "olu@council.example", "Olu Ade, ward officer", "officer"),
            ]);
        await desk.As(await desk.CallerOf("ann@council.example")).EndRolesAsync(
            new EndRolesRequest { RequestId = Desk.NewId(), Email = "olu@council.example" });
        await using (var transaction = await desk.Service.Database.Begin(Cancellation))
        {
            await transaction.Execute(WriteDigest, new { hash = new byte[32] });
            await transaction.Commit();
        }

        Assert.Equal(2, await Count(desk, CountOfStaff));
        await desk.As(await desk.CallerOf("olu@council.example")).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal(0, await Count(desk, CountOfStaff));
        Assert.Contains(
            (await desk.As(Tests.People.Grace).ListStaffAsync(new ListStaffRequest { PageSize = 100 })).Staff,
            member => member.Email == "olu@council.example" && member.EndedBy.Length > 0);
    }

    [Fact]
    public void Who_works_here_or_comes_again_with_the_demonstration_is_not_forgotten() => Assert.Equal(
        ["", "WORKS_HERE", "MADE_UP_PERSON", "WORKS_HERE", "GRANT_OPEN", "WORKS_HERE", "MADE_UP_PERSON", "WORKS_HERE"],
        from hasOpenGrant in (bool[])[false, true]
        from isMadeUp in (bool[])[false, true]
        from worksHere in (bool[])[false, true]
        select ForgetMe.Decide(worksHere, isMadeUp, hasOpenGrant)?.Name ?? "");

    public static TheoryData<string, string> EndsOfGrants =>
        new(from how in (string[])["declined", "expired", "withdrawn", "paid"] select ("sqlite", how));

    [Theory, MemberData(nameof(EndsOfGrants))]
    public async Task Whoever_has_a_grant_that_is_not_finished_is_asked_to_finish_it_first_in_whatever_order_it_is_heard(
        string engine, string how)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.CallerOf(Tom);
        AwardOffered Offered(string award) => new(award, "elm", "7", "E1", "A bench", tom.Subject, 100, "GBP", desk.Clock.Now);
        Task Over(string award) => how switch
        {
            "declined" => desk.Service.Deliver(new AwardDeclined(award, "elm", "7", tom.Subject, desk.Clock.Now)),
            "expired" => desk.Service.Deliver(
                new AwardExpired(award, "elm", "7", "E1", "A bench", tom.Subject, 100, "GBP", desk.Clock.Now)),
            "withdrawn" => desk.Service.Deliver(new AwardWithdrawn(
                award, "elm", "7", "E1", "A bench", tom.Subject, 100, "GBP", "No land.", "Grace Bell, officer", desk.Clock.Now)),
            _ => desk.Service.Deliver(new PaymentConfirmed(
                "payment-1", award, "elm", "7", "E1", "A bench", tom.Subject, 100, "GBP", desk.Clock.Now)),
        };
        await Over("late");
        await desk.Service.Deliver(Offered("late"));
        await desk.Service.Deliver(Offered("open"));
        Assert.Equal("GRANT_OPEN", await Desk.Refused(() =>
            desk.As(tom).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() }).ResponseAsync));

        await Over("open");
        await Over("open");
        await desk.As(tom).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal(0, await Count(desk, CountOfTom, tom.Subject));
    }

    [Theory, EveryDatabase]
    public async Task A_grant_that_became_a_groups_keeps_whoever_said_yes_for_it_and_lets_the_one_before_go(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (tom, amina) = (await desk.CallerOf(Tom), await desk.CallerOf("zoe@example.org"));
        AwardOffered Offered(string award) => new(award, "elm", "7", "E1", "A bench", tom.Subject, 100, "GBP", desk.Clock.Now);
        AwardAccepted Accepted(string award, Caller by, string group = "") => new(
            award, "elm", "7", "E1", "A bench", by.Subject, 100, "GBP", "1", desk.Clock.Now, GroupId: group);
        AwardMoved Moved(string award) => new(award, "elm", "group-friends", amina.Subject, desk.Clock.Now);

        // Moved, in both orders, and answered for a group by somebody else than it was offered to.
        await desk.Service.Deliver(Offered("moved"));
        await desk.Service.Deliver(Moved("moved"));
        await desk.Service.Deliver(Accepted("moved", tom));
        await desk.Service.Deliver(Moved("early"));
        await desk.Service.Deliver(Accepted("early", tom));
        await desk.Service.Deliver(Offered("early"));
        await desk.Service.Deliver(Accepted("answered", amina, "group-friends"));
        await desk.Service.Deliver(Offered("answered"));
        await desk.As(tom).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        Assert.Equal("GRANT_OPEN", await Desk.Refused(() =>
            desk.As(amina).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() }).ResponseAsync));

        foreach (var award in (string[])["moved", "early", "answered"])
        {
            await desk.Service.Deliver(new PaymentConfirmed(
                $"payment-{award}", award, "elm", "7", "E1", "A bench", amina.Subject, 100, "GBP", desk.Clock.Now));
        }

        // What is paid is opened again by nothing that is heard late.
        await desk.Service.Deliver(Moved("moved"));
        await desk.As(amina).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
    }

    [Theory, EveryDatabase]
    public async Task Whom_a_backup_brings_back_the_list_beside_it_forgets_again(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var caller = await desk.CallerOf(Tom);
        await desk.As(caller).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });
        var list = desk.Service.Services.GetRequiredService<ForgottenList>();
        await list.Tick(Cancellation);
        Assert.Contains(caller.Subject, desk.Service.Services.GetRequiredService<ForgottenFile>().Read());

        await Change(desk, NeverForgotten, caller.Subject);
        await Change(desk, PutBack, caller.Subject);
        Assert.Equal(1, await Count(desk, CountOfTom, caller.Subject));
        await Restarted(desk).Tick(Cancellation);
        Assert.Equal(0, await Count(desk, CountOfTom, caller.Subject));
        Assert.True(await Count(desk, CountSaid) >= 2);
    }

    [Theory, EveryDatabase]
    public async Task A_line_that_was_torn_off_is_nobody_and_takes_nobody_with_it(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (file, list) = (desk.Service.Services.GetRequiredService<ForgottenFile>(), Restarted(desk));
        await list.Tick(Cancellation);
        await File.AppendAllTextAsync(Path.Combine(desk.Service.Data, "forgotten.txt"), "0198c0de-1234-7", Cancellation);
        var caller = await desk.CallerOf(Tom);
        await desk.As(caller).ForgetMeAsync(new ForgetMeRequest { RequestId = Desk.NewId() });

        await list.Tick(Cancellation);
        Assert.Equal(caller.Subject, Assert.Single(file.Read()));
        await Restarted(desk).Tick(Cancellation);
        Assert.Equal(1, await Count(desk, CountForgotten));
    }

    /// <summary>The list as a process has it that was started just now.</summary>
    private static ForgottenList Restarted(Desk desk) => ActivatorUtilities.CreateInstance<ForgottenList>(desk.Service.Services);

    private static async Task Change(Desk desk, Sql sql, string subject)
    {
        await using var transaction = await desk.Service.Database.Begin(Cancellation);
        await transaction.Execute(sql, new { subject });
        await transaction.Commit();
    }

    private static async Task<long> Count(Desk desk, Sql sql, string subject = "")
    {
        await using var session = await desk.Service.Database.Read(Cancellation);
        return await session.One<long>(sql, new { subject });
    }
}
