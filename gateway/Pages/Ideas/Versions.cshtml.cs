using Microsoft.AspNetCore.Mvc;
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
    /// <summary>Each is compared with the one before it, which is work.</summary>
    private const int OnePage = 5;

    /// <summary>The one before the last on this page.</summary>
    private ProposalVersion? beforeAll;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Proposal Idea { get; private set; } = new();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ProposalVersion> Versions { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>Each version with the one before it; none before the first that is shown.</summary>
    public IEnumerable<(ProposalVersion Now, ProposalVersion? Earlier)> Steps =>
        Versions.Select((version, at) => (version, at + 1 < Versions.Count ? Versions[at + 1] : beforeAll));

    public async Task OnGet(string id, string n, CancellationToken cancellation)
    {
        var versions = await Load(id, n, OnePage, From ?? "", cancellation);
        (Versions, NextPage) = (versions.Versions, versions.NextPageToken);
        beforeAll = NextPage.Length > 0 ? (await Load(id, n, 1, NextPage, cancellation)).Versions.FirstOrDefault() : null;
        Idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
    }

    private async Task<ListProposalVersionsResponse> Load(string id, string n, int size, string token, CancellationToken cancellation) =>
        await proposals.ListProposalVersionsAsync(
            new ListProposalVersionsRequest { RoundId = id, ProposalId = Links.Read(n), PageSize = size, PageToken = token },
            cancellationToken: cancellation);
}
