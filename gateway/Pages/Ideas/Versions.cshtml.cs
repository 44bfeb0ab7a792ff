using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Every version of an idea, and what changed between two of them, word by word.</summary>
[OpenTo(Role.Anyone)]
public sealed class VersionsModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    /// <summary>As many as an idea has.</summary>
    private const int Most = 50;

    public Proposal Idea { get; private set; } = new();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ProposalVersion> Versions { get; private set; } = [];

    /// <summary>Each version with the one before it; none before the first that is shown.</summary>
    public IEnumerable<(ProposalVersion Now, ProposalVersion? Earlier)> Steps =>
        Versions.Select((version, at) => (version, at + 1 < Versions.Count ? Versions[at + 1] : null));

    public async Task OnGet(string id, string n, CancellationToken cancellation)
    {
        var versions = proposals.ListProposalVersionsAsync(
            new ListProposalVersionsRequest { RoundId = id, ProposalId = Links.Read(n), PageSize = Most }, cancellationToken: cancellation);
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        Versions = (await versions).Versions;
    }
}
