using Participatory.Contracts;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Contracts.People;
using Participatory.People.Notices;
using Participatory.People.SignIn;
using Participatory.People.V1;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

public sealed class TellPeopleTests
{
    private const string Email = "tom.okafor@example.org";

    private static readonly Sql CountDue = new("SELECT COUNT(*) FROM notice WHERE due_at IS NOT NULL");

    private static readonly Sql CountSent = new("SELECT COUNT(*) FROM notice WHERE sent_at IS NOT NULL");

    private static readonly Sql SelectDetails = new("SELECT details FROM notice");

    /// <summary>What became of an idea is said to everybody only once the person behind it has been told.</summary>
    [Theory, EveryDatabase]
    public async Task The_proposer_is_told_before_it_is_said_that_everybody_may_hear(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = (await desk.Identity(await desk.SignIn(Email))).Subject;
        var lost = Lost("2", tom);
        await desk.Service.Deliver(lost, "message-1");
        await desk.Service.Deliver(lost, "message-1");
        await desk.Service.Deliver(new AwardOffered("award", "round", "1", "E1", "A bench", "subject-unknown", 100, "GBP", desk.Clock.Now),
            "message-2");

        await Sent(desk);

        var sent = Assert.Single(await desk.Mails(), mail => mail.Recipient == Email
            && mail.Subject.StartsWith("What happened", StringComparison.Ordinal));
        Assert.Equal("What happened to your idea: A tree", sent.Subject);
        Assert.Contains(
            "It got 12 votes. After the ideas before it were paid for there was £350 left, and it costs £400.", sent.Body,
            StringComparison.Ordinal);
        Assert.Contains("Grace Bell, officer", sent.Body, StringComparison.Ordinal);
        // Whoever has no address with us cannot be told, and nobody waits for it.
        Assert.Equal(
            [new ProposerTold("round", "1", desk.Clock.Now), new ProposerTold("round", "2", desk.Clock.Now)],
            (await desk.Service.Published<ProposerTold>()).OrderBy(told => told.ProjectId, StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task One_mailbox_that_refuses_holds_up_nobody_and_is_set_aside(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        var (tom, amina) = (await desk.Add(Email), await desk.Add("amina.yusuf@example.org"));
        post.Replies[Email] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        await desk.Service.Deliver(Lost("2", tom));
        await desk.Service.Deliver(Lost("3", amina));

        await Sent(desk);

        Assert.Equal("amina.yusuf@example.org", Assert.Single(post.Taken).To);
        // Whom no e-mail reaches cannot be told first; everybody else may hear all the same.
        Assert.Equal(
            ["2", "3"], (await desk.Service.Published<ProposerTold>()).Select(told => told.ProjectId).Order(StringComparer.Ordinal));
        post.Replies.Clear();
        desk.Clock.Advance(TimeSpan.FromDays(10));
        await desk.SendNotices();
        Assert.Single(post.Taken);

        // An officer sees why, and enough of the address to see a slip; then it is tried again.
        var officer = desk.As(Tests.People.Grace);
        var waiting = Assert.Single((await officer.ListSetAsideNoticesAsync(new())).Notices);
        Assert.Equal((SetAsideReason.Refused, $"{Email[0]}…{Email[Email.IndexOf('@')..]}"), (waiting.Reason, waiting.Mailbox));
        var again = new TryNoticeAgainRequest { RequestId = Desk.NewId(), NoticeId = waiting.NoticeId };
        await officer.TryNoticeAgainAsync(again);
        await officer.TryNoticeAgainAsync(again);
        await desk.SendNotices();
        Assert.Equal(Email, post.Taken.Last().To);
        Assert.Equal(2, post.Taken.Count);
        // Everybody may hear since it was set aside; that is not said twice.
        Assert.Equal(2, (await desk.Service.Published<ProposerTold>()).Count);
        Assert.Empty((await officer.ListSetAsideNoticesAsync(new())).Notices);
        Assert.Equal("NOTICE_NOT_SET_ASIDE", await Desk.Refused(async () => await officer.TryNoticeAgainAsync(
            new() { RequestId = Desk.NewId(), NoticeId = waiting.NoticeId })));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Femi).ListSetAsideNoticesAsync(new())));
    }

    [Theory, EveryDatabase]
    public async Task A_mailbox_that_is_busy_is_tried_again_and_given_up_after_five_days(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        var tom = await desk.Add(Email);
        post.Replies[Email] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await desk.Service.Deliver(Lost("2", tom));
        var start = desk.Clock.Now;
        while ((await desk.Service.Published<ProposerTold>()).Count == 0 && desk.Clock.Now - start < TimeSpan.FromDays(7))
        {
            desk.Clock.Advance(TimeSpan.FromHours(1));
            await desk.SendNotices();
        }

        Assert.InRange(desk.Clock.Now - start, TimeSpan.FromDays(4), TimeSpan.FromDays(6));
        Assert.Empty(post.Taken);
        var asked = post.Asked;
        Assert.InRange(asked, 20, 40);
        Assert.Equal(SetAsideReason.GivenUp,
            Assert.Single((await desk.As(Tests.People.Grace).ListSetAsideNoticesAsync(new())).Notices).Reason);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        await desk.SendNotices();
        Assert.Equal(asked, post.Asked);
    }

    [Theory, EveryDatabase]
    public async Task An_email_counts_as_sent_when_the_server_has_taken_it_and_not_before_and_goes_once(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        var tom = await desk.Add(Email);
        post.Replies[Email] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await desk.Service.Deliver(Lost("2", tom));
        foreach (var (taken, replies) in ((int, bool)[])[(0, false), (0, false), (1, true), (1, true)])
        {
            if (replies)
            {
                post.Replies.Clear();
            }

            desk.Clock.Advance(TimeSpan.FromHours(1));
            await desk.SendNotices();
            await using var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken);
            Assert.Equal(
                (taken, taken, taken),
                (post.Taken.Count, await session.One<int>(CountSent), (await desk.Service.Published<ProposerTold>()).Count));
        }
    }

    [Theory, EveryDatabase]
    public async Task An_email_that_could_not_go_out_says_so_at_the_address_and_does_not_count(string engine)
    {
        await using var post = await new PostOffice(offersUtf8: false).Open();
        post.Replies[Email] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        post.Replies["busy@example.org"] = new SmtpResponse((SmtpReplyCode)451, "try again");
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        foreach (var (address, reason) in new[] { (Email, "EMAIL_REFUSED"), ("busy@example.org", "MAIL_AWAY"),
            ("josé@example.org", "EMAIL_BEYOND_SERVER") })
        {
            for (var tries = 0; tries <= CodeRate.MostPerHour; tries++)
            {
                Assert.Equal(reason, await Desk.Refused(
                    async () => await desk.Gateway.SendCodeAsync(new SendCodeRequest { RequestId = Desk.NewId(), Email = address })));
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task What_waits_to_be_said_is_kept_as_values_and_put_into_words_when_it_is_sent(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = (await desk.Identity(await desk.SignIn(Email))).Subject;
        await desk.Service.Deliver(new AwardOffered("award-1", "round", "1", "E1", "A bench", tom, 123400, "GBP", desk.Clock.Now));

        await using (var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken))
        {
            var details = Assert.Single(await session.Many<string>(SelectDetails));
            Assert.Contains("123400", details, StringComparison.Ordinal);
            Assert.DoesNotContain("neighbours", details, StringComparison.Ordinal);
        }

        await Sent(desk);
        var mail = Assert.Single(await desk.Mails(), mail => mail.Subject == "Your idea was chosen: A bench");
        Assert.Contains("£1,234", mail.Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_link_of_a_notice_reaches_that_one_thing_and_not_more(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.SignIn(Email);
        var subject = (await desk.Identity(tom)).Subject;
        await desk.Service.Deliver(new AwardOffered("award-1", "round", "1", "E1", "A bench", subject, 100, "GBP", desk.Clock.Now));
        await Sent(desk);
        var mail = Assert.Single(await desk.Mails(), mail => mail.Subject == "Your idea was chosen: A bench");
        var token = mail.Body[(mail.Body.IndexOf("/s/", StringComparison.Ordinal) + 3)..].Split('\n')[0];

        var secret = Desk.NewSecret();
        var request = new OpenLinkRequest { RequestId = Desk.NewId(), Token = token, SessionSecret = secret };
        Assert.Equal("award-1", (await desk.Gateway.OpenLinkAsync(request)).Reach.AwardId);
        var identity = await desk.Identity(secret);
        Assert.Equal((subject, "award-1", ""), (identity.Subject, identity.Reach.AwardId, identity.Label));
        Assert.Empty(identity.Roles);

        // Whoever is signed in as that person keeps what reaches more; somebody else's session is none of it.
        var kept = await desk.Gateway.OpenLinkAsync(
            new OpenLinkRequest { RequestId = Desk.NewId(), Token = token, SessionSecret = Desk.NewSecret(), SessionSecretBefore = tom });
        Assert.True(kept.Kept);
        var other = await desk.SignIn("amina.yusuf@example.org");
        Assert.False(
            (await desk.Gateway.OpenLinkAsync(
            new OpenLinkRequest
            {
                RequestId = Desk.NewId(), Token = token, SessionSecret = Desk.NewSecret(),
                SessionSecretBefore = other
            })).Kept);

        Assert.Equal("LINK_GONE", await Desk.Refused(async () => await desk.Gateway.OpenLinkAsync(
            new OpenLinkRequest { RequestId = Desk.NewId(), Token = token[..^2], SessionSecret = Desk.NewSecret() })));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_has_an_idea_in_a_round_hears_why_its_dates_moved_and_why_it_ended(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (tom, amina) = (await desk.Add(Email), await desk.Add("amina.yusuf@example.org"));
        var now = desk.Clock.Now;
        await desk.Service.Deliver(
            new DatesMoved("elm", "Greener Elm Park", 1, "The hall is closed.", "Grace Bell, officer", now, [tom, amina]), "message-1");
        await desk.Service.Deliver(
            new DatesMoved("elm", "Greener Elm Park", 1, "The hall is closed.", "Grace Bell, officer", now, [tom, amina]), "message-1");
        await desk.Service.Deliver(
            new RoundEnded("elm", "Greener Elm Park", "The money was cut.", "Noor Khan, clerk", now, [tom, "subject-unknown"]));
        await Sent(desk);

        var told = (await desk.Mails()).Where(mail => mail.Subject.EndsWith("Greener Elm Park", StringComparison.Ordinal))
            .Select(mail => (mail.Recipient, mail.Subject)).Order().ToList();
        Assert.Equal(
            [
                ("amina.yusuf@example.org", "New dates: Greener Elm Park"), (Email, "New dates: Greener Elm Park"),
                (Email, "There will be no vote: Greener Elm Park"),
            ],
            told);
        var ended = (await desk.Mails()).Single(mail => mail.Subject.StartsWith("There will", StringComparison.Ordinal)).Body;
        Assert.Contains("Noor Khan, clerk says why:\n\nThe money was cut.", ended, StringComparison.Ordinal);
        Assert.Contains("/rounds/elm\n", ended + "\n", StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_wrote_what_is_hidden_hears_why_and_how_to_ask_again_and_what_came_of_it(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.Add(Email);
        ProposalHidden Change(int number, string state) => new(
            "elm", "7", "A bench", tom, "WORDS", number, state, state != "SHOWN_AGAIN", "NAMES_A_PERSON", "Grace Bell, officer",
            desk.Clock.Now);
        foreach (var (number, state) in ((int, string)[])[(1, "WAITING"), (2, "HIDDEN"), (3, "SECOND_LOOK"), (4, "SHOWN_AGAIN")])
        {
            await desk.Service.Deliver(Change(number, state), $"message-{number}");
            await desk.Service.Deliver(Change(number, state), $"message-{number}");
        }

        await Sent(desk);
        var mails = (await desk.Mails()).ToDictionary(mail => mail.Subject, mail => mail.Body, StringComparer.Ordinal);
        Assert.Equal(2, mails.Count);
        var hidden = mails["We have hidden something: A bench"];
        Assert.Contains("it names or shows a person who may not want that. Grace Bell, officer", hidden, StringComparison.Ordinal);
        Assert.Contains("/rounds/elm/ideas/7", hidden, StringComparison.Ordinal);
        Assert.Contains("/rounds/elm/ideas/7", mails["Everyone can see it now: A bench"], StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_said_a_voice_that_is_hidden_hears_why_and_where_it_is(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await desk.Add(Email);
        foreach (var (number, state) in ((int, string)[])[(1, "WAITING"), (2, "HIDDEN")])
        {
            await desk.Service.Deliver(new VoiceHidden(
                "elm", "voice-1", "What would you keep?", tom, number, state, "ABUSE", "Grace Bell, officer", desk.Clock.Now));
        }

        await Sent(desk);
        var mail = Assert.Single(await desk.Mails());
        Assert.Equal("We have hidden something: What would you keep?", mail.Subject);
        Assert.Contains("it can hurt people. Grace Bell, officer", mail.Body, StringComparison.Ordinal);
        Assert.Contains("/rounds/elm/voices/voice-1", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_somebody_may_be_told_has_words()
    {
        var details = new NoticeDetails("A bench", 1200, "GBP", "Nobody asked for it.", "Grace Bell, officer", 1, 2, Supports: 25,
            Role: "FINANCE", Days: 7, Hidden: "ABUSE", Work: [.. WorkKinds.All.Select(kind => new WorkTold(kind, "round", "A bench", 2))]);
        foreach (var reason in NoticeReason.All)
        {
            var (subject, body) = NoticeWords.Of(
                reason, details, "https://council.example/s/x", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
            Assert.Contains(
                reason switch { NoticeReason.AccountEnds => "in 7 days", NoticeReason.Followed => "what you follow", _ => "A bench" },
                reason == NoticeReason.Work ? body : subject,
                StringComparison.Ordinal);
            Assert.DoesNotContain("{", subject + body, StringComparison.Ordinal);
            Assert.Equal(
                reason == NoticeReason.Work ? WorkKinds.All.Count : 0,
                body.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void What_waits_in_vain_is_tried_for_five_days()
    {
        var pauses = Enumerable.Range(1, 100).Select(SendNotices.PauseAfter).TakeWhile(pause => pause is not null)
            .Select(pause => pause!.Value).ToList();
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360], pauses.Take(11).Select(pause => pause.TotalMinutes));
        Assert.Equal(TimeSpan.FromHours(6), pauses.Max());
        Assert.InRange(pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause), TimeSpan.FromDays(4.5), TimeSpan.FromDays(5.5));
    }

    private static OutcomeReached Lost(string project, string subject) =>
        new("round", project, "A tree", subject, "lost", "", new(LossReasons.NotEnoughLeft, "GBP", 12, 40_000, 35_000),
            "Grace Bell, officer");

    /// <summary>The service sends by itself; here by hand, until nothing is left.</summary>
    private static async Task Sent(Desk desk)
    {
        for (var patience = 0; patience < 100; patience++)
        {
            await desk.SendNotices();
            await using var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken);
            if (await session.One<long>(CountDue) == 0)
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("Something was not sent.");
    }
}
