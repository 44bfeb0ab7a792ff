using Participatory.Access.V1;
using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Groups whose words or picture people reported, that wait to be shown, or are to be looked at again.</summary>
public static class GroupsWaiting
{
    private const int Counted = 100;

    public static async Task<IReadOnlyList<Waiting>> Find(
        PeopleService.PeopleServiceClient people, Say say, CancellationToken cancellation)
    {
        var answer = await people.ListFlaggedGroupsAsync(
            new ListFlaggedGroupsRequest { PageSize = Counted }, cancellationToken: cancellation);
        var found = answer.Groups.ToLookup(group => group.ForAnother);
        return [.. Line(isForAnother: false), .. Line(isForAnother: true)];

        IEnumerable<Waiting> Line(bool isForAnother)
        {
            var count = found[isForAnother].Count();
            return count == 0 ? [] :
            [
                new Waiting(
                    Role.Officer, say.Count(Words.CouncilHiding.WaitingGroups, count), Words.CouncilHiding.WaitingWhy,
                    CouncilLinks.HiddenGroups, isForAnother),
            ];
        }
    }
}
