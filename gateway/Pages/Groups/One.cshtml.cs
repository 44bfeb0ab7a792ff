using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.People.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>A group as everybody sees it, and as its members see it while its words are hidden.</summary>
[OpenTo(Role.Anyone)]
public sealed class OneModel(
    PeopleService.PeopleServiceClient people, ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    /// <summary>Where the list of its grants goes on; the ideas have a list of their own.</summary>
    public const string GrantsField = "grantsFrom";

    private const int IdeasOnAPage = 10;
    private const int GrantsOnAPage = 20;

    private readonly Dictionary<string, string> titles = new(StringComparer.Ordinal);

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The visitor has just come into it.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Joined { get; set; }

    /// <summary>It has just been changed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Group Group { get; private set; } = new();

    /// <summary>What its area is called; empty for none in particular.</summary>
    public string Area { get; private set; } = "";

    /// <summary>Where the list of its ideas goes on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What it proposed in all rounds, the newest first.</summary>
    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? GrantsFrom { get; set; }

    /// <summary>What it was given and said yes to, the oldest first.</summary>
    public IReadOnlyList<Award> Grants { get; private set; } = [];

    public string NextGrants { get; private set; } = "";

    /// <summary>What it shared with everybody of the grants that are shown.</summary>
    public IReadOnlyList<Story> Stories { get; private set; } = [];

    /// <summary>Something of what it did cannot be had at the moment.</summary>
    public bool PartsAway { get; private set; }

    /// <summary>Of a round; empty where it cannot be had at the moment.</summary>
    public string TitleOf(string roundId) => titles.GetValueOrDefault(roundId, "");

    public Task OnGet(string group, CancellationToken cancellation) => Load(group, cancellation);

    public Task<IActionResult> OnPostAgain(string group, CancellationToken cancellation) => this.Send(
        people.AskGroupAgainAsync(
            new AskGroupAgainRequest { RequestId = RequestId.ToString(), GroupId = Links.Read(group) }, cancellationToken: cancellation),
        Links.Group(Links.Read(group)), () => Load(group, cancellation));

    private async Task Load(string group, CancellationToken cancellation)
    {
        Group = await people.GetGroupAsync(new GetGroupRequest { GroupId = Links.Read(group) }, cancellationToken: cancellation);
        Area = GroupNames.AreaOf(Group, []);
        if (Group.AreaCode.Length > 0)
        {
            await Try(
                async () => Area = GroupNames.AreaOf(Group, await GroupNames.Areas(proposals, "", cancellation)), cancellation);
        }

        await Try(() => LoadIdeas(cancellation), cancellation);
        await Try(() => LoadGrants(cancellation), cancellation);
    }

    private async Task LoadIdeas(CancellationToken cancellation)
    {
        var ideas = await proposals.ListGroupProposalsAsync(
            new ListGroupProposalsRequest { GroupId = Group.GroupId, PageSize = IdeasOnAPage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        (Ideas, NextPage) = (ideas.Proposals, ideas.NextPageToken);
        foreach (var roundId in Ideas.Select(idea => idea.RoundId).Distinct())
        {
            titles[roundId] = (await RoundOf.IfKnown(proposals, roundId, cancellation))?.Title ?? "";
        }
    }

    private async Task LoadGrants(CancellationToken cancellation)
    {
        var given = await grants.ListAwardsAsync(
            new ListAwardsRequest
            {
                GroupId = Group.GroupId, States = { AwardState.Accepted, AwardState.Paid, AwardState.Closed }, PageSize = GrantsOnAPage,
                PageToken = GrantsFrom ?? "",
            },
            cancellationToken: cancellation);
        (Grants, NextGrants) = (given.Awards, given.NextPageToken);
        if (Grants.Count > 0)
        {
            Stories = (await accountability.ListStoriesAsync(
                new ListStoriesRequest { AwardIds = { Grants.Select(award => award.AwardId) }, PageSize = GrantsOnAPage },
                cancellationToken: cancellation)).Stories;
        }
    }

    /// <summary>The group's own page does not fall with services that only add to it.</summary>
    private async Task Try(Func<Task> load, CancellationToken cancellation)
    {
        try
        {
            await load();
        }
        catch (RpcException away) when (away.StatusCode != Grpc.Core.StatusCode.InvalidArgument && !cancellation.IsCancellationRequested)
        {
            PartsAway = true;
        }
    }
}
