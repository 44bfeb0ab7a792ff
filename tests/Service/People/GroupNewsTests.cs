using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.People.Groups;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.SigningIn.Neighbours;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What the other services hear of who is in a group.</summary>
public sealed class GroupNewsTests
{
    private static readonly Sql SetUnsaid = new("UPDATE community_group SET said = 0 WHERE group_id = @groupId");

    private static readonly Caller Amina = Tests.People.Amina, Tom = Tests.People.Tom;

    [Theory, EveryDatabase]
    public async Task Who_comes_in_and_who_leaves_is_said_and_the_highest_number_says_who_is_in_it(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var group = await Found(desk, Amina);
        Assert.Equal([Amina.Subject], await Said());
        await Accept(desk, Tom, await Invite(desk, Amina, group.GroupId));
        Assert.Equal([Amina.Subject, Tom.Subject], await Said());
        await Leave(desk, Tom, group.GroupId);
        Assert.Equal([Amina.Subject], await Said());

        async Task<IEnumerable<string>> Said() => (await desk.Service.Published<GroupMembersChanged>())
            .Where(news => news.GroupId == group.GroupId).MaxBy(news => news.Number)!.MemberSubjects.Order(StringComparer.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_group_that_is_older_than_the_listening_of_others_is_said_once(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (old, young) = (await Found(desk, Amina), await Found(desk, Tom));
        await using (var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken))
        {
            await transaction.Execute(SetUnsaid, new { groupId = old.GroupId });
            await transaction.Commit();
        }

        var looks = Enumerable.Range(0, 2).Select(_ => ActivatorUtilities.CreateInstance<SayOlderGroups>(desk.Service.Services)).ToList();
        await Task.WhenAll(looks.Select(look => Task.Run(() => look.Tick(TestContext.Current.CancellationToken))));
        await looks[0].Tick(TestContext.Current.CancellationToken);
        var said = await desk.Service.Published<GroupMembersChanged>();
        Assert.Equal(2, said.Count(news => news.GroupId == old.GroupId));
        Assert.Equal(1, said.Count(news => news.GroupId == young.GroupId));
    }
}
