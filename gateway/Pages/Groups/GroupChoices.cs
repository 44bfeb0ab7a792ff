using Grpc.Core;
using Participatory.Gateway.Forms;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>The groups in whose name a visitor can do something.</summary>
public static class GroupChoices
{
    private const int Most = 100;

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
