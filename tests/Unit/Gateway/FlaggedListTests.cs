using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Council.Hiding;
using Participatory.Gateway.Pages.Shared;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>Two lists on one page, ideas and parts of stories: each is read to its end, and nothing of it twice.</summary>
public sealed class FlaggedListTests
{
    [Fact]
    public async Task Whoever_goes_on_in_one_list_comes_to_its_end_and_sees_nothing_of_either_twice()
    {
        var first = await Opened(ofIdeas: null, ofParts: null);
        Assert.Equal((1, 1), (first.Found.Ideas.Count, first.Parts.Parts.Count));

        var ideas = await Opened(first.Found.NextPageToken, ofParts: null);
        Assert.Equal(("idea 2", 0, ""), (Assert.Single(ideas.Found.Ideas).Title, ideas.Parts.Parts.Count, ideas.Parts.NextPageToken));

        var parts = await Opened(ofIdeas: null, first.Parts.NextPageToken);
        Assert.Equal(("part 2", 0, ""), (Assert.Single(parts.Parts.Parts).Title, parts.Found.Ideas.Count, parts.Found.NextPageToken));
    }

    [Fact]
    public void Each_of_two_lists_has_a_link_and_a_name_of_its_own()
    {
        var (ideas, parts) = (new MorePages("a b", "/list", "More ideas"), new MorePages("a b", "/list?x=1", "More parts", "fromPart"));
        Assert.Equal(("/list?from=a%20b", "/list?x=1&fromPart=a%20b"), (ideas.Address, parts.Address));
        Assert.NotEqual(ideas.Place, parts.Place);
    }

    private static async Task<IndexModel> Opened(string? ofIdeas, string? ofParts)
    {
        var page = new IndexModel(new TwoIdeas(), new TwoParts()) { From = ofIdeas, FromPart = ofParts };
        await page.OnGet(CancellationToken.None);
        return page;
    }

    private static AsyncUnaryCall<T> Answer<T>(T answer) =>
        new(Task.FromResult(answer), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    private sealed class TwoIdeas : ProposalsService.ProposalsServiceClient
    {
        public override AsyncUnaryCall<ListFlaggedResponse> ListFlaggedAsync(ListFlaggedRequest request, CallOptions options) =>
            Answer(request.PageToken.Length == 0
                ? new ListFlaggedResponse { Ideas = { new FlaggedIdea { Title = "idea 1" } }, NextPageToken = "next idea" }
                : new ListFlaggedResponse { Ideas = { new FlaggedIdea { Title = "idea 2" } } });
    }

    private sealed class TwoParts : AccountabilityService.AccountabilityServiceClient
    {
        public override AsyncUnaryCall<ListFlaggedPartsResponse> ListFlaggedPartsAsync(
            ListFlaggedPartsRequest request, CallOptions options) => Answer(request.PageToken.Length == 0
                ? new ListFlaggedPartsResponse { Parts = { new FlaggedPart { Title = "part 1" } }, NextPageToken = "next part" }
                : new ListFlaggedPartsResponse { Parts = { new FlaggedPart { Title = "part 2" } } });
    }
}
