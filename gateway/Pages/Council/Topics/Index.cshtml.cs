using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Ideas;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Topics;

/// <summary>What the ideas of a round are about, and where an officer says so in advance.</summary>
[OpenTo(Role.Officer)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>One for each place; what is empty is none.</summary>
    [BindProperty]
    public List<string?> Names { get; set; } = [];

    /// <summary>Of those that the round has already.</summary>
    [BindProperty]
    public List<string?> Ids { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public static int Most { get; } = FieldLimits.CountOf(NameTopicsRequest.Descriptor, "topics");

    public Round Round { get; private set; } = new();

    public bool CanChange => Round.Phase <= Phase.Accepting;

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        await LoadTopics(id, cancellation);
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        Fill();
        var request = new NameTopicsRequest { RequestId = RequestId.ToString(), RoundId = id };
        for (var at = 0; at < Most; at++)
        {
            if (!string.IsNullOrWhiteSpace(Names[at]))
            {
                request.Topics.Add(new Topic { TopicId = Ids[at] ?? "", Name = Names[at]!.Trim() });
            }
        }

        return await this.Send(
            proposals.NameTopicsAsync(request, cancellationToken: cancellation), CouncilLinks.Topics(id) + "?saved=true",
            () => LoadAgain(id, cancellation));
    }

    // Once the time for it is over, what stands there is what the round has, and not what was refused.
    private async Task LoadAgain(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (!CanChange)
        {
            await LoadTopics(id, cancellation);
        }
    }

    private async Task LoadTopics(string id, CancellationToken cancellation)
    {
        var topics = await FoundWords.Topics(proposals, id, cancellation);
        (Names, Ids) = ([.. topics.Select(topic => topic.Text)], [.. topics.Select(topic => topic.Value)]);
        Fill();
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);

    private void Fill()
    {
        (Names, Ids) = (Filled(Names), Filled(Ids));

        static List<string?> Filled(List<string?> some) => [.. some.Take(Most), .. Enumerable.Repeat("", Math.Max(0, Most - some.Count))];
    }
}
