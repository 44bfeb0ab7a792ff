using Grpc.Core;
using Participatory.Gateway.Forms;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>The groups in whose name a visitor can do something.</summary>
public static class GroupChoices
{
    private const int Most = 100;

    /// <summary>Those that go on, in which somebody else may say yes to money; none where People does not answer now.</summary>
    public static async Task<IReadOnlyList<Choice>> WithOtherSigner(
        PeopleService.PeopleServiceClient people, CancellationToken cancellation)
    {
        try
        {
            var mine = await people.ListMyGroupsAsync(new ListMyGroupsRequest { PageSize = Most }, cancellationToken: cancellation);
            List<Choice> choices = [];
            foreach (var group in mine.Groups.Where(one => one is { CloseTime: null, Signers: > 0 }))
            {
                if (group.Signers > 1 || !await IsOnlySigner(people, group.GroupId, cancellation))
                {
                    choices.Add(new Choice(group.GroupId, GroupNames.Of(group)));
                }
            }

            return choices;
        }
        catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return [];
        }
    }

    private static async Task<bool> IsOnlySigner(
        PeopleService.PeopleServiceClient people, string groupId, CancellationToken cancellation)
    {
        var members = await people.GetGroupMembersAsync(new GetGroupMembersRequest { GroupId = groupId }, cancellationToken: cancellation);
        return members.Members.Any(member => member is { IsYou: true, State: GroupMemberState.Signer });
    }

    /// <summary>Those that go on, after no group; nothing where there are none, or People does not answer at the moment.</summary>
    /// <param name="none">How no group is called.</param>
    public static async Task<IReadOnlyList<Choice>> Mine(
        PeopleService.PeopleServiceClient people, string none, CancellationToken cancellation)
    {
        try
        {
            var mine = await people.ListMyGroupsAsync(new ListMyGroupsRequest { PageSize = Most }, cancellationToken: cancellation);
            var open = mine.Groups.Where(group => group.CloseTime is null)
                .Select(group => new Choice(group.GroupId, GroupNames.Of(group))).ToList();
            return open.Count == 0 ? [] : [new Choice("", none), .. open];
        }
        catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return [];
        }
    }
}
