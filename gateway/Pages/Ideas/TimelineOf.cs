using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Pages.Priorities;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Asks the services for all that happened to an idea.</summary>
internal static class TimelineOf
{
    /// <exception cref="RpcException">There is no such idea that the reader may see, or Proposals does not answer.</exception>
    public static async Task<TimelineParts> Load(
        string roundId, string proposalId, ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
        AccountabilityService.AccountabilityServiceClient accountability, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = roundId }, cancellationToken: cancellation);
        var idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = roundId, ProposalId = proposalId }, cancellationToken: cancellation);
        var choices = idea.PriorityIds.Count == 0 ? Task.FromResult<IReadOnlyList<ThemeChoice>>([])
            : ThemeChoices.Load(proposals, roundId, idea.AreaCode, cancellation);
        var versions = WholeList.Load(
            token => proposals.ListProposalVersionsAsync(
                new ListProposalVersionsRequest { RoundId = roundId, ProposalId = proposalId, PageSize = 50, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Versions, page.NextPageToken));
        var enquiries = WholeList.Load(
            token => proposals.ListEnquiriesAsync(
                new ListEnquiriesRequest { RoundId = roundId, ProposalId = proposalId, PageSize = 100, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Enquiries, page.NextPageToken));
        await Task.WhenAll(round.ResponseAsync, choices, versions, enquiries);
        var parts = new TimelineParts
        {
            Round = await round,
            Idea = idea,
            Meets =
            [
                .. from choice in await choices
                   from theme in PriorityWords.PrioritiesOf(choice)
                   where idea.PriorityIds.Contains(theme.PriorityId)
                   select (choice, theme),
            ],
            Versions = await versions,
            Enquiries = await enquiries,
        };
        try
        {
            return await WithMoneyAndStory(parts, grants, accountability, cancellation);
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            // The rest does not fall with what came of it; the page says that it is not all.
            return parts with { IsWhole = false };
        }
    }

    private static async Task<TimelineParts> WithMoneyAndStory(
        TimelineParts parts, GrantsService.GrantsServiceClient grants, AccountabilityService.AccountabilityServiceClient accountability,
        CancellationToken cancellation)
    {
        var idea = parts.Idea;
        var promises = WholeList.Load(
            token => accountability.ListCommitmentsAsync(
                new ListCommitmentsRequest
                {
                    RoundId = idea.RoundId, AreaCode = idea.AreaCode, PageSize = 100, PageToken = token,
                    Kinds = { CommitmentKind.ChangedMind, CommitmentKind.Written },
                },
                cancellationToken: cancellation),
            page => (page.Commitments, page.NextPageToken));
        if (idea.Outcome is not { Won: true })
        {
            return parts with { Promises = await promises };
        }

        var awards = WholeList.Load(
            token => grants.ListAwardsAsync(
                new ListAwardsRequest { RoundId = idea.RoundId, PageSize = 200, PageToken = token }, cancellationToken: cancellation),
            page => (page.Awards, page.NextPageToken));
        var stories = WholeList.Load(
            token => accountability.ListStoriesAsync(
                new ListStoriesRequest { RoundId = idea.RoundId, AreaCode = idea.AreaCode, PageSize = 100, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Stories, page.NextPageToken));
        await Task.WhenAll(promises, awards, stories);
        var award = (await awards).LastOrDefault(one => one.ProjectId == idea.ProposalId);
        var transfers = award?.AcceptTime is null ? [] : await WholeList.Load(
            token => grants.ListTransfersAsync(
                new ListTransfersRequest { RoundId = idea.RoundId, PageSize = 1000, PageToken = token }, cancellationToken: cancellation),
            page => (page.Transfers, page.NextPageToken));
        return parts with
        {
            Promises = await promises,
            Award = award,
            Transfers = transfers,
            Story = (await stories).FirstOrDefault(story => story.ProjectId == idea.ProposalId),
        };
    }
}
