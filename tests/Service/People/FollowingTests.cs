using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.People.Following;
using Participatory.People.Notices;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using SmtpServer.Protocol;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What people follow, and the one message in which they are told of it.</summary>
public sealed class FollowingTests
{
    private const string TomsEmail = "tom.okafor@example.org";

    private static readonly Sql CountMessages = new("SELECT COUNT(*) FROM notice WHERE reason = 'FOLLOWED'");

    private static readonly Sql CountTold = new("SELECT COUNT(DISTINCT recipient) FROM notice WHERE reason = 'FOLLOWED'");

    private static readonly Sql CountNews = new("SELECT COUNT(*) FROM following_news");

    private static readonly Sql CountOf = new("""
        SELECT (SELECT COUNT(*) FROM following WHERE subject = @subject)
            + (SELECT COUNT(*) FROM following_news WHERE subject = @subject)
        """);

    private static readonly Sql CountSwings = new("SELECT COUNT(*) FROM known_idea WHERE title = 'A swing'");

    private static readonly Sql CopyFollowing = new("""
        INSERT INTO following (subject, kind, round_id, thing_id, how_often, followed_at)
        SELECT subject, kind, round_id, thing_id, how_often, followed_at FROM following
        """);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task One_message_has_everything_by_what_is_followed_and_nothing_is_told_twice(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Heard(desk);
        await Follow(desk, tom, FollowingKind.Idea, "7");
        await Follow(desk, tom, FollowingKind.Area, "E1");
        await desk.Service.Deliver(new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now));
        await desk.Service.Deliver(new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now));
        await desk.Service.Deliver(new ProposalMade("elm", "8", "E1", "A pond", "subject-amina", desk.Clock.Now.AddSeconds(1)));
        await desk.Service.Deliver(new PollOpened("elm", desk.Clock.Now.AddSeconds(2), ""));
        await Told(desk, TimeSpan.Zero);
        Assert.Empty(await To(desk));
        await Told(desk, TimeSpan.FromMinutes(10));
        await Told(desk, TimeSpan.FromDays(8));

        var mail = Assert.Single(await To(desk));
        Assert.Equal("News of what you follow", mail.Subject);
        Assert.StartsWith("""
            Here is the news of what you follow on our website.

            A green bench
            - The words of this idea have changed
              /rounds/elm/ideas/7

            Elm Park
            - New idea: “A pond”
              /rounds/elm/ideas/8

            Elm 2026
            - Voting is open
              /rounds/elm

            See or change what you follow:
            /my/following
            """.ReplaceLineEndings("\n"), mail.Body, StringComparison.Ordinal);
        Assert.Contains("/stop/", mail.Body, StringComparison.Ordinal);

        // What they were told goes with what e-mails said.
        Assert.Equal(3, await Count(desk, CountNews));
        await desk.Service.Services.GetRequiredService<ForgetWhatIsOver>().Tick(Cancellation);
        Assert.Equal(0, await Count(desk, CountNews));
    }

    [Theory, EveryDatabase]
    public async Task Somebody_is_told_as_often_as_they_chose_and_not_of_what_they_did_themselves(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Heard(desk);
        await Follow(desk, tom, FollowingKind.Round, "", HowOften.Daily);
        await Follow(desk, tom, FollowingKind.Round, "", HowOften.Weekly);
        var mine = Assert.Single((await desk.As(tom).ListMyFollowingAsync(new())).Following);
        Assert.Equal((HowOften.Weekly, "Elm 2026"), (mine.HowOften, mine.Title));
        await desk.Service.Deliver(new ProposalMade("elm", "9", "E1", "A swing", tom.Subject, desk.Clock.Now));
        Assert.Equal(0, await Count(desk, CountNews));

        await desk.Service.Deliver(new StoryShared("report-1", "award-1", "elm", "7", "E1", WithEverybody: false, desk.Clock.Now));
        Assert.Equal(0, await Count(desk, CountNews));
        await desk.Service.Deliver(new StoryShared("report-2", "award-1", "elm", "7", "E1", WithEverybody: true, desk.Clock.Now));
        await Told(desk, TimeSpan.FromHours(1));
        Assert.Empty(await To(desk));
        await Told(desk, TimeSpan.FromDays(7));
        Assert.Contains("A group has told its story: “A bench”", Assert.Single(await To(desk)).Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_came_before_anybody_could_follow_is_called_as_the_first_message_that_names_it_says(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await desk.Service.Deliver(new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now));
        await desk.Service.Deliver(new BallotPaperPublished(
            "elm", "Elm 2026", "GBP", "approval", 1, 3, "greedy", "cost", "es", 2, desk.Clock.Now, desk.Clock.Now.AddDays(10), "",
            [new("E1", "Elm Park", 100_000, [new("8", "A pond", 50_000, "subject-amina")])]));
        await Follow(desk, tom, FollowingKind.Idea, "7");
        await Follow(desk, tom, FollowingKind.Idea, "8");
        Assert.Equal(
            [("8", "A pond"), ("7", "A green bench")],
            (await desk.As(tom).ListMyFollowingAsync(new())).Following.Select(one => (one.Thing.ThingId, one.Title)));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_stops_between_making_and_sending_is_not_told_and_the_link_stops_everything(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Heard(desk);
        await Follow(desk, tom, FollowingKind.Idea, "7");
        await Made(desk, tom, new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now));
        await desk.As(tom).StopFollowingAsync(new()
        {
            RequestId = Desk.NewId(), Thing = new FollowedThing { Kind = FollowingKind.Idea, RoundId = "elm", ThingId = "7" },
        });
        await Told(desk, TimeSpan.FromHours(2));
        Assert.Empty(await To(desk));

        await Follow(desk, tom, FollowingKind.Idea, "7");
        await Follow(desk, tom, FollowingKind.Round, "");
        await desk.Service.Deliver(new ProposalEdited("elm", "7", 3, "A blue bench", "subject-amina", desk.Clock.Now));
        await Told(desk, TimeSpan.FromMinutes(10));
        var body = Assert.Single(await To(desk)).Body;
        var token = body[(body.IndexOf("/stop/", StringComparison.Ordinal) + 6)..].Trim();
        var stop = new StopMailRequest { RequestId = Desk.NewId(), Token = token };
        Assert.Equal(StoppableMail.Following, (await desk.Gateway.StopMailAsync(stop)).Stopped);
        stop.RequestId = Desk.NewId();
        Assert.Equal(StoppableMail.Following, (await desk.Gateway.StopMailAsync(stop)).Stopped);
        Assert.Empty((await desk.As(tom).ListMyFollowingAsync(new())).Following);
        await desk.Service.Deliver(new ProposalEdited("elm", "7", 4, "A red bench", "subject-amina", desk.Clock.Now));
        await Told(desk, TimeSpan.FromDays(8));
        Assert.Single(await To(desk));
    }

    [Theory, EveryDatabase]
    public async Task What_is_hidden_or_taken_back_before_it_is_sent_is_left_out_also_where_it_is_heard_in_another_order(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await desk.Service.Deliver(Hidden("8", "A pond", 2, hidden: true));
        await Heard(desk);
        await Follow(desk, tom, FollowingKind.Round, "");
        await desk.Service.Deliver(Hidden("8", "A pond", 1, hidden: false));
        await desk.Service.Deliver(new ProposalMade("elm", "8", "E1", "A pond", "subject-amina", desk.Clock.Now));
        await desk.Service.Deliver(new ProposalMade("elm", "9", "E1", "A swing", "subject-amina", desk.Clock.Now));
        await Made(desk, tom, new ProposalMade("elm", "10", "E1", "A slide", "subject-amina", desk.Clock.Now));
        await desk.Service.Deliver(new ProposalWithdrawn("elm", "9", desk.Clock.Now));
        await desk.Service.Deliver(Hidden("10", "A slide", 1, hidden: true));
        await Told(desk, TimeSpan.FromHours(2));
        Assert.Empty(await To(desk));
        Assert.Equal("FOLLOWED_NOT_FOUND", await Desk.Refused(() => Follow(desk, tom, FollowingKind.Idea, "9")));
        // What was taken back is called nothing here any more, whatever comes late.
        await desk.Service.Deliver(new ProposalEdited("elm", "9", 2, "A swing", "subject-amina", desk.Clock.Now));
        Assert.Equal(0, await Count(desk, CountSwings));

        await Made(desk, tom, new ProposalMade("elm", "11", "E1", "A well", "subject-amina", desk.Clock.Now));
        await desk.Service.Deliver(Hidden("11", "A well", 1, hidden: true));
        await desk.Service.Deliver(Hidden("11", "A well", 2, hidden: false));
        await Told(desk, TimeSpan.FromHours(2));
        Assert.Contains("New idea: “A well”", Assert.Single(await To(desk)).Body, StringComparison.Ordinal);

        static ProposalHidden Hidden(string idea, string title, int number, bool hidden) => new(
            "elm", idea, title, "subject-amina", "WORDS", number, hidden ? "HIDDEN" : "SHOWN", hidden, hidden ? "ABUSE" : "",
            "Grace Bell, officer", DateTimeOffset.UnixEpoch);
    }

    [Theory, EveryDatabase]
    public async Task A_group_that_is_followed_tells_of_its_new_words_and_of_none_that_are_hidden(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (tom, founder) = (await Tom(desk), Tests.People.Amina);
        var group = await Neighbours.Found(desk, founder);
        await Follow(desk, tom, FollowingKind.Group, group.GroupId);
        Assert.Equal("FOLLOWED_NOT_FOUND", await Desk.Refused(() => Follow(desk, tom, FollowingKind.Group, "no-group")));
        await desk.As(founder).ChangeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = group.GroupId, Version = 1, Name = "Friends of the oak", AreaCode = group.AreaCode,
        });
        await Told(desk, TimeSpan.FromMinutes(10));
        Assert.Contains(
            $"Friends of the oak\n- The group has changed what it says about itself\n  /groups/{group.GroupId}\n",
            Assert.Single(await To(desk)).Body, StringComparison.Ordinal);

        await desk.As(founder).ChangeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = group.GroupId, Version = 2, Name = "Boots from 20 pounds", AreaCode = group.AreaCode,
        });
        await desk.As(Tests.People.Grace).JudgeGroupAsync(new()
        {
            RequestId = Desk.NewId(), GroupId = group.GroupId, Judgement = Types.V1.HidingJudgement.Hide,
            Reason = Types.V1.HidingReason.Advertising,
        });
        await Told(desk, TimeSpan.FromDays(8));
        Assert.Single(await To(desk));
        Assert.Equal("", Assert.Single((await desk.As(tom).ListMyFollowingAsync(new())).Following).Title);
    }

    [Theory, EveryDatabase]
    public async Task Processes_that_look_at_the_same_moment_make_one_message_for_each_of_a_thousand_followers(string engine)
    {
        await using var desk = await Desk.Open(engine);
        await Heard(desk);
        await using (var transaction = await desk.Service.Database.Begin(Cancellation))
        {
            for (var number = 0; number < 1010; number++)
            {
                await new FollowingRow
                {
                    Subject = $"follower-{number}", Kind = "IDEA", RoundId = "elm", ThingId = "7",
                    HowOften = number < 1000 ? "AT_ONCE" : "WEEKLY", FollowedAt = desk.Clock.Now,
                }.Add(transaction);
            }

            await transaction.Commit();
        }

        var message = Guid.CreateVersion7().ToString();
        var edited = new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now);
        await desk.Service.Deliver(edited, message);
        await desk.Service.Deliver(edited, message);
        await desk.Service.Deliver(edited);
        Assert.Equal(1010, await Count(desk, CountNews));
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        var processes = Enumerable.Range(0, 3)
            .Select(_ => ActivatorUtilities.CreateInstance<MakeFollowingMails>(desk.Service.Services)).ToList();
        await Task.WhenAll(processes.Select(process => Task.Run(() => process.Tick(Cancellation), Cancellation)));
        Assert.Equal(1000, await Count(desk, CountMessages));
        Assert.Equal(1000, await Count(desk, CountTold));
    }

    [Theory, EveryDatabase]
    public async Task A_follower_whose_server_says_no_holds_up_nobody(string engine)
    {
        await using var post = await new PostOffice().Open();
        await using var desk = await Desk.Open(engine, [.. post.AsSettings]);
        post.Replies["a@example.org"] = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person");
        await Heard(desk);
        foreach (var email in (string[])["a@example.org", "b@example.org", "c@example.org"])
        {
            await Follow(desk, Tests.People.Resident(await desk.Add(email)), FollowingKind.Idea, "7");
        }

        await desk.Service.Deliver(new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now));
        await Told(desk, TimeSpan.FromMinutes(10));
        Assert.Equal(["b@example.org", "c@example.org"], post.Taken.Select(taken => taken.To).Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_follows_a_thing_twice_or_without_an_address_and_whoever_is_forgotten_follows_nothing(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Heard(desk);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Follow(desk, tom, FollowingKind.Idea, "7"), Cancellation)));
        Assert.Single((await desk.As(tom).ListMyFollowingAsync(new())).Following);
        await using (var transaction = await desk.Service.Database.Begin(Cancellation))
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(CopyFollowing));
        }

        Assert.Equal("FOLLOWING_NO_EMAIL", await Desk.Refused(() => Follow(desk, Tests.People.Amina, FollowingKind.Idea, "7")));
        Assert.Equal("INVALID_REQUEST", await Desk.Refused(() => Follow(desk, tom, FollowingKind.Round, "7")));
        Assert.Equal("INVALID_REQUEST", await Desk.Refused(async () => await desk.As(tom).StopFollowingAsync(
            new() { RequestId = Desk.NewId(), All = true, Thing = new FollowedThing { Kind = FollowingKind.Round, RoundId = "elm" } })));

        await desk.Service.Deliver(new ProposalEdited("elm", "7", 2, "A green bench", "subject-amina", desk.Clock.Now));
        Assert.Equal(2, await Count(desk, CountOf, tom.Subject));
        await desk.As(tom).ForgetMeAsync(new() { RequestId = Desk.NewId() });
        Assert.Equal(0, await Count(desk, CountOf, tom.Subject));
    }

    private static async Task<Caller> Tom(Desk desk) => Tests.People.Resident(await desk.Add(TomsEmail));

    /// <summary>A round with an idea, as the other services say it.</summary>
    private static async Task Heard(Desk desk)
    {
        await desk.Service.Deliver(new RoundOpened("elm", "Elm 2026", "GBP", [new("E1", "Elm"), new("E2", "Oak")], 10, 28, 30));
        await desk.Service.Deliver(new AreasRenamed("elm", 1, [new("E1", "Elm Park")]));
        await desk.Service.Deliver(new ProposalMade("elm", "7", "E1", "A bench", "subject-grace", desk.Clock.Now));
    }

    private static async Task Follow(
        Desk desk, Caller who, FollowingKind kind, string thing, HowOften howOften = HowOften.AtOnce) =>
        await desk.As(who).FollowAsync(new()
        {
            RequestId = Desk.NewId(), HowOften = howOften,
            Thing = new FollowedThing { Kind = kind, RoundId = kind == FollowingKind.Group ? "" : "elm", ThingId = thing },
        });

    /// <summary>A message of what happens is made, and goes in an hour.</summary>
    private static async Task Made<T>(Desk desk, Caller who, T happens) where T : class
    {
        await desk.Service.Deliver(happens);
        await using var transaction = await desk.Service.Database.Begin(Cancellation);
        var noticeId = await new NewNotice(who.Subject, NoticeReason.Followed, new NoticeDetails(""))
            .Note(transaction, desk.Clock.Now, desk.Clock.Now.AddHours(1));
        await NewsRow.Put(transaction, who.Subject, desk.Clock.Now, noticeId);
        await transaction.Commit();
    }

    private static async Task Told(Desk desk, TimeSpan after)
    {
        desk.Clock.Advance(after);
        await desk.Service.Services.GetRequiredService<MakeFollowingMails>().Tick(Cancellation);
        await desk.SendNotices();
    }

    private static async Task<IReadOnlyList<SentMail>> To(Desk desk) =>
        [.. (await desk.Mails()).Where(mail => mail.Recipient == TomsEmail)];

    private static async Task<long> Count(Desk desk, Sql sql, string subject = "")
    {
        await using var session = await desk.Service.Database.Read(Cancellation);
        return await session.One<long>(sql, new { subject });
    }
}
