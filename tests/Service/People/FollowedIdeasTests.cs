using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.People.Following;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What followers are told of ideas that wait, are joined, or are a group's, and of what others tell them already.</summary>
public sealed class FollowedIdeasTests
{
    private const string TomsEmail = "tom.okafor@example.org";

    private static readonly Sql CountWaiting = new("SELECT COUNT(*) FROM following_news WHERE notice_id IS NULL");

    private static readonly Sql CountOf = new("""
        SELECT COUNT(*) FROM following_news JOIN happening ON happening.happening_id = following_news.happening_id
        WHERE following_news.subject = @subject AND happening.reason = @reason
        """);

    private static readonly Sql InsertLater = new("""
        INSERT INTO following_news (subject, happening_id, how_often, due_at)
        SELECT @subject, happening_id, 'WEEKLY', @due FROM happening
        """);

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_newcomers_idea_is_told_once_it_is_shown_and_one_that_never_is_does_not_wait_for_ever(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Follow(desk, tom, FollowingKind.Round, "");
        await desk.Service.Deliver(Made("8", "A pond"));
        await desk.Service.Deliver(Hidden("8", "A pond", 1, hidden: true));
        await desk.Service.Deliver(Made("9", "A swing"));
        await desk.Service.Deliver(Hidden("9", "A swing", 1, hidden: true));
        await Told(desk, TimeSpan.FromDays(3));
        Assert.Empty(await To(desk));

        await desk.Service.Deliver(Hidden("8", "A pond", 2, hidden: false));
        await Told(desk, TimeSpan.Zero);
        var body = Assert.Single(await To(desk)).Body;
        Assert.Contains("New idea: “A pond”", body, StringComparison.Ordinal);
        Assert.DoesNotContain("A swing", body, StringComparison.Ordinal);
        Assert.Equal(1, await Count(desk, CountWaiting));
        desk.Clock.Advance(TimeSpan.FromDays(401));
        await desk.Service.Services.GetRequiredService<ForgetWhatIsOver>().Tick(Cancellation);
        Assert.Equal(0, await Count(desk, CountWaiting));
    }

    [Theory, EveryDatabase]
    public async Task A_hidden_idea_that_is_taken_back_is_told_nobody_and_waits_for_nothing(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Follow(desk, tom, FollowingKind.Round, "");
        await desk.Service.Deliver(Made("8", "A pond"));
        await desk.Service.Deliver(Hidden("8", "A pond", 1, hidden: true));
        await desk.Service.Deliver(new ProposalWithdrawn("elm", "8", desk.Clock.Now));
        await Told(desk, TimeSpan.FromHours(1));
        Assert.Empty(await To(desk));
        Assert.Equal(0, await Count(desk, CountWaiting));
    }

    [Theory, EveryDatabase]
    public async Task What_is_due_is_not_held_up_by_older_news_that_waits_for_its_day_and_all_of_it_is_in_one_message(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await using (var transaction = await desk.Service.Database.Begin(Cancellation))
        {
            for (var number = 0; number < NewsRow.Most; number++)
            {
                await new HappeningRow
                {
                    HappeningId = $"old-{number}", Reason = HappeningReason.IdeaMade, RoundId = "elm", AreaCode = "E1",
                    ThingId = $"old-{number}", HappenedAt = Noon.AddDays(-1),
                }.Add(transaction);
            }

            await transaction.Execute(InsertLater, new { subject = tom.Subject, due = desk.Clock.Now.AddDays(6) });
            await transaction.Commit();
        }

        await Follow(desk, tom, FollowingKind.Round, "");
        await desk.Service.Deliver(Made("new", "A pond") with { MadeAt = desk.Clock.Now });
        await Told(desk, TimeSpan.FromMinutes(10));
        Assert.Contains("New idea: “A pond”", Assert.Single(await To(desk)).Body, StringComparison.Ordinal);
        Assert.Equal(NewsRow.Most, await Count(desk, CountWaiting));

        await desk.Service.Deliver(Made("newer", "A swing") with { MadeAt = desk.Clock.Now });
        await Told(desk, TimeSpan.FromDays(6));
        Assert.Equal(0, await Count(desk, CountWaiting));
        Assert.Contains(
            $"And {NewsRow.Most + 1 - FollowingDigest.MostLines} more.", (await To(desk)).Single(mail =>
                !mail.Body.Contains("A pond", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Proposers_who_also_follow_are_told_of_new_dates_by_one_email_whichever_message_names_them(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Follow(desk, tom, FollowingKind.Round, "");
        await desk.Service.Deliver(new DatesMoved("elm", "Elm 2026", 1, "Rain.", "Grace Bell", desk.Clock.Now, ["subject-amina"]));
        Assert.Equal(1, await Count(desk, CountOf, tom.Subject, "DATES_MOVED"));
        await desk.Service.Deliver(new DatesMoved("elm", "Elm 2026", 1, "Rain.", "Grace Bell", desk.Clock.Now, [tom.Subject]));
        Assert.Equal(0, await Count(desk, CountOf, tom.Subject, "DATES_MOVED"));
        await desk.Service.Deliver(new RoundEnded("elm", "Elm 2026", "Rain.", "Grace Bell", desk.Clock.Now, [tom.Subject]));
        await desk.Service.Deliver(new RoundEnded("elm", "Elm 2026", "Rain.", "Grace Bell", desk.Clock.Now, ["subject-amina"]));
        Assert.Equal(0, await Count(desk, CountOf, tom.Subject, "ROUND_ENDED"));
    }

    [Theory, EveryDatabase]
    public async Task Followers_of_either_idea_follow_the_common_one_and_after_a_split_both(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        var writer = Tests.People.Resident(await desk.Add("writer@example.org"));
        await Follow(desk, tom, FollowingKind.Idea, "1", HowOften.Weekly);
        await Follow(desk, tom, FollowingKind.Idea, "2", HowOften.Daily);
        await Follow(desk, writer, FollowingKind.Round, "");
        await Follow(desk, writer, FollowingKind.Idea, "2");
        await desk.Service.Deliver(Made("3", "A pond with a swing"));
        Assert.Equal(1, await Count(desk, CountOf, writer.Subject, "IDEA_MADE"));
        await desk.Service.Deliver(new ProposalsJoined("elm", "3", [new("1", 1), new("2", 1)], desk.Clock.Now)
        {
            WriterSubjects = [writer.Subject, "subject-amina"],
        });
        Assert.Equal(0, await Count(desk, CountOf, writer.Subject, "IDEA_MADE"));
        Assert.Equal(0, await Count(desk, CountOf, writer.Subject, "IDEA_JOINED"));
        Assert.Equal(HowOften.Daily, (await Followed(desk, tom))["3"]);
        await Told(desk, TimeSpan.FromDays(1));
        Assert.Contains(
            "A pond with a swing\n- Two ideas have become this one", Assert.Single(await To(desk)).Body, StringComparison.Ordinal);

        var ami = Tests.People.Resident(await desk.Add("ami@example.org"));
        await Follow(desk, ami, FollowingKind.Idea, "3", HowOften.Weekly);
        await desk.Service.Deliver(new ProposalsSplit("elm", "3", [new("1", 2), new("2", 2)], desk.Clock.Now));
        var after = await Followed(desk, ami);
        Assert.Equal((HowOften.Weekly, HowOften.Weekly), (after["1"], after["2"]));
        Assert.Equal(2, await Count(desk, CountOf, ami.Subject, "IDEA_SPLIT"));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_follows_both_ideas_is_told_of_the_common_one_as_they_chose_for_the_quicker(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (tom, ami) = (await Tom(desk), Tests.People.Resident(await desk.Add("ami@example.org")));
        await Follow(desk, tom, FollowingKind.Idea, "1", HowOften.Weekly);
        await Follow(desk, tom, FollowingKind.Idea, "2", HowOften.AtOnce);
        await Follow(desk, ami, FollowingKind.Idea, "1", HowOften.Daily);
        await Follow(desk, ami, FollowingKind.Idea, "2", HowOften.Weekly);
        await desk.Service.Deliver(new ProposalsJoined("elm", "3", [new("1", 1), new("2", 1)], desk.Clock.Now) { WriterSubjects = [] });
        Assert.Equal(HowOften.AtOnce, (await Followed(desk, tom))["3"]);
        Assert.Equal(HowOften.Daily, (await Followed(desk, ami))["3"]);
    }

    [Theory, EveryDatabase]
    public async Task Of_a_joining_that_is_heard_of_after_its_split_nobody_follows_the_common_idea(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        await Follow(desk, tom, FollowingKind.Idea, "1");
        await desk.Service.Deliver(new ProposalsSplit("elm", "3", [new("1", 2), new("2", 2)], desk.Clock.Now));
        await desk.Service.Deliver(new ProposalsJoined("elm", "3", [new("1", 1), new("2", 1)], desk.Clock.Now) { WriterSubjects = [] });
        Assert.Equal("1", Assert.Single((await Followed(desk, tom)).Keys));
    }

    [Theory, EveryDatabase]
    public async Task Followers_of_a_group_hear_of_its_new_ideas_unless_they_are_hidden(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        var group = await Neighbours.Found(desk, Tests.People.Amina);
        await Follow(desk, tom, FollowingKind.Group, group.GroupId);
        await desk.Service.Deliver(Made("8", "A pond") with { GroupId = group.GroupId });
        await desk.Service.Deliver(Made("9", "A swing") with { GroupId = group.GroupId });
        await desk.Service.Deliver(Made("10", "A slide") with { GroupId = "another-group" });
        await desk.Service.Deliver(Hidden("9", "A swing", 1, hidden: true));
        await Told(desk, TimeSpan.FromMinutes(10));
        var body = Assert.Single(await To(desk)).Body;
        Assert.Contains(
            "Friends of Elm Park\n- The group has a new idea: “A pond”\n  /rounds/elm/ideas/8\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("A swing", body, StringComparison.Ordinal);
        Assert.DoesNotContain("A slide", body, StringComparison.Ordinal);
    }

    /// <summary>In whatever order the two messages of a joining are heard.</summary>
    [Theory, EveryDatabase]
    public async Task Whoever_writes_a_groups_idea_is_not_told_of_it(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = await Tom(desk);
        var (first, second) = (Tests.People.Resident(await desk.Add("first@example.org")),
            Tests.People.Resident(await desk.Add("second@example.org")));
        var group = await Neighbours.Found(desk, Tests.People.Amina);
        foreach (var follower in (Caller[])[tom, first, second])
        {
            await Follow(desk, follower, FollowingKind.Group, group.GroupId);
        }

        await Joined("8");
        await Wrote("8");
        await Wrote("9");
        await Joined("9");
        Assert.Equal(2, await Count(desk, CountOf, tom.Subject, "GROUP_IDEA_MADE"));
        foreach (var writer in (Caller[])[first, second])
        {
            Assert.Equal(0, await Count(desk, CountOf, writer.Subject, "GROUP_IDEA_MADE"));
            Assert.Equal(0, await Count(desk, CountOf, writer.Subject, "IDEA_MADE"));
        }

        Task Wrote(string common) => desk.Service.Deliver(new ProposalMade(
            "elm", common, "E1", "A pond", first.Subject, Noon, null, group.GroupId, [first.Subject, second.Subject]));
        Task Joined(string common) => desk.Service.Deliver(new ProposalsJoined(
            "elm", common, [new($"{common}1", 1), new($"{common}2", 1)], Noon, [first.Subject, second.Subject]));
    }

    private static ProposalMade Made(string idea, string title) =>
        new("elm", idea, "E1", title, "subject-amina", Noon);

    private static ProposalHidden Hidden(string idea, string title, int number, bool hidden) => new(
        "elm", idea, title, "subject-amina", "WORDS", number, hidden ? "WAITING" : "SHOWN", hidden, "", "", Noon);

    private static async Task<Caller> Tom(Desk desk) => Tests.People.Resident(await desk.Add(TomsEmail));

    private static async Task Follow(
        Desk desk, Caller who, FollowingKind kind, string thing, HowOften howOften = HowOften.AtOnce) =>
        await desk.As(who).FollowAsync(new()
        {
            RequestId = Desk.NewId(), HowOften = howOften,
            Thing = new FollowedThing { Kind = kind, RoundId = kind == FollowingKind.Group ? "" : "elm", ThingId = thing },
        });

    private static async Task<Dictionary<string, HowOften>> Followed(Desk desk, Caller who) =>
        (await desk.As(who).ListMyFollowingAsync(new())).Following.ToDictionary(one => one.Thing.ThingId, one => one.HowOften);

    private static async Task Told(Desk desk, TimeSpan after)
    {
        desk.Clock.Advance(after);
        await desk.Service.Services.GetRequiredService<MakeFollowingMails>().Tick(Cancellation);
        await desk.SendNotices();
    }

    private static async Task<IReadOnlyList<SentMail>> To(Desk desk) =>
        [.. (await desk.Mails()).Where(mail => mail.Recipient == TomsEmail)];

    private static async Task<long> Count(Desk desk, Sql sql, string subject = "", string reason = "")
    {
        await using var session = await desk.Service.Database.Read(Cancellation);
        return await session.One<long>(sql, new { subject, reason });
    }
}
