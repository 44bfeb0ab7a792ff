using Participatory.Contracts.People;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.SigningIn.Neighbours;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What the other services hear of who is in a group.</summary>
public sealed class GroupNewsTests
{
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
}
