using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>The newest ideas of a round as an Atom feed (RFC 4287), without those that are hidden or were taken back.</summary>
[OpenTo(Role.Anyone)]
internal static class IdeasFeed
{
    private const int InFile = 50;

    public static async Task<IResult> Get(
        string id, string? area, ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings, HttpContext context,
        CancellationToken cancellation)
    {
        var found = proposals.ListFoundProposalsAsync(
            new ListFoundProposalsRequest { RoundId = id, AreaCode = area ?? "", Order = ProposalOrder.Newest, PageSize = InFile },
            cancellationToken: cancellation);
        var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        // Its proposer and officers see what is hidden, and a feed is read by others with them.
        var ideas = (await found).Proposals.Where(idea => idea.Hiding is null && idea.State != ProposalState.Withdrawn).ToList();
        var root = settings.Root(context.Request);
        context.Response.Headers.CacheControl = "public, no-cache";
        using var text = new AtomText();
        using (var xml = AtomText.Write(text))
        {
            AtomText.Begin(
                xml, AtomText.Plain(string.Format(System.Globalization.CultureInfo.CurrentCulture, Words.Ideas.ListTitle, round.Title)),
                root + context.Request.Path + context.Request.QueryString, root + Links.Ideas(id, area),
                ideas.Count > 0 ? Words.Say.Machine(ideas.Max(idea => idea.ChangeTime)!) : null);
            foreach (var idea in ideas)
            {
                AtomText.Entry(xml, Entry(root, idea));
            }

            xml.WriteEndElement();
        }

        return text.Answer();
    }

    private static AtomEntry Entry(string root, Proposal idea) => new(
        idea.Title, root + Links.Idea(idea.RoundId, idea.ProposalId), Words.Say.Machine(idea.ChangeTime),
        idea.ShownAs.Length > 0 ? idea.ShownAs : Words.Finding.Somebody, idea.Words)
    {
        Published = Words.Say.Machine(idea.CreateTime),
    };
}
