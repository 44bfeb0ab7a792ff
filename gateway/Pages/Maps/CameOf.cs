using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Maps;

/// <summary>What a number of a map stands for. Each has a shape of its own, and words.</summary>
public enum MapMark
{
    Idea,

    /// <summary>It was chosen, and its grant has not come to nothing.</summary>
    Grant,

    /// <summary>A group tells everybody what came of its grant.</summary>
    Story,
}

/// <summary>What came of ideas on a map that were chosen: their grants, and the stories of those. What cannot be had is left out.</summary>
public sealed class CameOf
{
    private const int AwardsOnAPage = 200;
    private const int StoriesOnAPage = 100;

    private readonly Dictionary<(string RoundId, string ProposalId), AwardState> awards = [];
    private readonly Dictionary<(string RoundId, string ProposalId), string> stories = [];

    private CameOf()
    {
    }

    /// <param name="awards">The oldest first: of several for one idea the latest counts.</param>
    internal static CameOf Of(IEnumerable<Award> awards, IEnumerable<Story> stories)
    {
        var came = new CameOf();
        foreach (var award in awards)
        {
            came.awards[(award.RoundId, award.ProjectId)] = award.State;
        }

        foreach (var story in stories)
        {
            came.stories.TryAdd((story.RoundId, story.ProjectId), story.ReportId);
        }

        return came;
    }

    /// <summary>Asks for the grants and stories of those that were chosen. A map does not fall with the services that have them.</summary>
    internal static async Task<CameOf> Load(
        IReadOnlyCollection<MapIdea> ideas, GrantsService.GrantsServiceClient grants,
        AccountabilityService.AccountabilityServiceClient accountability, CancellationToken cancellation)
    {
        var chosen = ideas.Where(idea => idea.Won).Select(idea => (idea.RoundId, idea.ProposalId)).ToHashSet();
        var parts = await Task.WhenAll(chosen.Select(idea => idea.RoundId).Distinct(StringComparer.Ordinal).Select(OfRound));
        return Of(parts.SelectMany(part => part.Awards), parts.SelectMany(part => part.Stories));

        async Task<(IReadOnlyList<Award> Awards, IReadOnlyList<Story> Stories)> OfRound(string roundId)
        {
            var given = await OrNone(
                () => WholeList.Load(
                    token => grants.ListAwardsAsync(
                        new ListAwardsRequest { RoundId = roundId, PageSize = AwardsOnAPage, PageToken = token },
                        cancellationToken: cancellation),
                    page => (page.Awards, page.NextPageToken)),
                cancellation);
            var shown = given.Where(award => chosen.Contains((award.RoundId, award.ProjectId))).ToList();
            // Without the grants every story of the round is looked at.
            var asked = shown.Select(award => award.AwardId).Chunk(StoriesOnAPage).ToList();
            var told = await Task.WhenAll((given.Count > 0 ? asked : [[]]).Select(some => OrNone(() => Told(roundId, some), cancellation)));
            return (shown, [.. told.SelectMany(some => some)]);
        }

        Task<IReadOnlyList<Story>> Told(string roundId, string[] awardIds) => WholeList.Load(
            token => accountability.ListStoriesAsync(
                new ListStoriesRequest { RoundId = roundId, AwardIds = { awardIds }, PageSize = StoriesOnAPage, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Stories, page.NextPageToken));
    }

    public MapMark MarkOf(MapIdea idea) => StoryOf(idea) is not null ? MapMark.Story
        : idea.Won && StateOf(idea) is not (AwardState.Declined or AwardState.Withdrawn or AwardState.Expired) ? MapMark.Grant
        : MapMark.Idea;

    /// <summary>The report in which its story is told; null where none is.</summary>
    public string? StoryOf(MapIdea idea) => stories.GetValueOrDefault((idea.RoundId, idea.ProposalId));

    /// <summary>What is said of it beside its title; nothing where nothing came of it yet.</summary>
    public string SentenceOf(MapIdea idea) => !idea.Won ? "" : StateOf(idea) switch
    {
        AwardState.Offered => $"{Words.Maps.Grant} {Words.Maps.Offered}",
        AwardState.Accepted => $"{Words.Maps.Grant} {Words.Timeline.Accepted}",
        AwardState.Paid or AwardState.Closed => $"{Words.Maps.Grant} {Words.Maps.Paid}",
        AwardState.Declined => $"{Words.Maps.Grant} {Words.Timeline.Declined}",
        AwardState.Withdrawn => $"{Words.Maps.Grant} {Words.Timeline.WithdrawnOffer}",
        AwardState.Expired => $"{Words.Maps.Grant} {Words.Timeline.Expired}",
        _ => Words.Maps.Grant,
    };

    private AwardState StateOf(MapIdea idea) => awards.GetValueOrDefault((idea.RoundId, idea.ProposalId));

    private static async Task<IReadOnlyList<T>> OrNone<T>(Func<Task<IReadOnlyList<T>>> load, CancellationToken cancellation)
    {
        try
        {
            return await load();
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            return [];
        }
    }
}
