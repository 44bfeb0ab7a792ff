using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Council.Staff;
using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>How pages call groups and where they are.</summary>
public static class GroupNames
{
    /// <summary>Its name; where nobody but its members may read it, that it is so.</summary>
    public static string Of(Group group) => group.Name.Length > 0 || group.Hiding is null ? group.Name
        : group.Hiding.State == HidingState.Waiting ? Words.Groups.NameWaits : Words.Groups.NameHidden;

    /// <summary>What others show of its page; null while not everybody may read its words.</summary>
    public static Preview? PreviewOf(Group group) => group.Hiding is not null ? null : new Preview(
        group.Name, Preview.FirstOf(group.Description), Links.Group(group.GroupId),
        group.Picture is null ? null : Links.GroupPicture(group.GroupId));

    /// <summary>Where a group can be: every area of the rounds that there are, or none in particular.</summary>
    public static async Task<IReadOnlyList<Choice>> Areas(
        ProposalsService.ProposalsServiceClient proposals, string none, CancellationToken cancellation) =>
        [new Choice("", none), .. await RoleWords.Areas(proposals, cancellation)];

    /// <summary>What its area is called; empty for none in particular.</summary>
    public static string AreaOf(Group group, IEnumerable<Choice> areas) => group.AreaCode.Length == 0 ? ""
        : areas.FirstOrDefault(area => area.Value == group.AreaCode)?.Text ?? group.AreaCode;
}
