using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.People.Following;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What followers hear however much else waits for them, and of the end of a group however it comes.</summary>
public sealed class FollowingEndsTests
{
    private const string TomsEmail = "tom.okafor@example.org";

    [Theory, EveryDatabase]
    public async Task What_waits_for_Monday_holds_up_nothing_that_is_told_at_once(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = Tests.People.Resident(await desk.Add(TomsEmail));
        await desk.Service.Deliver(new RoundOpened("elm", "Elm 2026", "GBP", [new("E1", "Elm")], 10, 28, 30));
        await desk.Service.Deliver(new ProposalMade("elm", "0", "E1", "A bench", "subject-grace", desk.Clock.Now));
        await Follow(desk, tom, new() { Kind = FollowingKind.Round, RoundId = "elm" }, HowOften.Weekly);
        await Follow(desk, tom, new() { Kind = FollowingKind.Idea, RoundId = "elm", ThingId = "0" }, HowOften.AtOnce);
        for (var idea = 1; idea <= NewsRow.Most; idea++)
        {
            await desk.Service.Deliver(new ProposalMade("elm", $"{idea}", "E1", $"Idea {idea}", "subject-grace", desk.Clock.Now));
        }

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.Service.Deliver(new ProposalEdited("elm", "0", 2, "A green bench", "subject-grace", desk.Clock.Now));
        await Told(desk);
        Assert.Contains("A green bench", Assert.Single(await To(desk)).Body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_group_ends_once_all_who_are_left_agree_and_whoever_follows_it_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var tom = Tests.People.Resident(await desk.Add(TomsEmail));
        var (una, bob) = (await desk.CallerOf("una@example.org"), await desk.CallerOf("bob@example.org"));
        List<string> ended = [];
        foreach (var end in (Func<string, Task>[])
            [
                group => Neighbours.Answer(desk, bob, group, yes: false),
                group => Neighbours.Leave(desk, bob, group),
                _ => desk.As(bob).ForgetMeAsync(new() { RequestId = Desk.NewId() }).ResponseAsync,
            ])
        {
            var group = (await Neighbours.Found(desk, una, $"Group {ended.Count}")).GroupId;
            await Neighbours.JoinAsSigner(desk, una, group, bob);
            await Follow(desk, tom, new() { Kind = FollowingKind.Group, ThingId = group }, HowOften.AtOnce);
            Assert.Null((await Neighbours.Close(desk, una, group)).CloseTime);
            await end(group);
            Assert.NotNull((await Neighbours.Get(desk, una, group)).CloseTime);
            ended.Add(group);
        }

        await Told(desk);
        var told = Assert.Single(await To(desk)).Body;
        Assert.All(ended, group => Assert.Contains($"- The group has closed\n  /groups/{group}\n", told, StringComparison.Ordinal));
    }

    private static async Task Follow(Desk desk, Caller who, FollowedThing thing, HowOften howOften) =>
        await desk.As(who).FollowAsync(new() { RequestId = Desk.NewId(), Thing = thing, HowOften = howOften });

    private static async Task Told(Desk desk)
    {
        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        await desk.Service.Services.GetRequiredService<MakeFollowingMails>().Tick(TestContext.Current.CancellationToken);
        await desk.SendNotices();
    }

    private static async Task<IReadOnlyList<SentMail>> To(Desk desk) =>
        [.. (await desk.Mails()).Where(mail => mail.Recipient == TomsEmail)];
}
