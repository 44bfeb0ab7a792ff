using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.My.Grants;

/// <summary>The grants of one's own ideas, newest first.</summary>
[OpenTo(Role.Person)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    private const int OnePage = 30;
    private const int MovesLookedAt = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The grant that was offered to a group of the visitor's.</summary>
    [BindProperty]
    public string? AwardId { get; set; }

    /// <summary>The group takes it.</summary>
    [BindProperty]
    public bool Yes { get; set; }

    /// <summary>An answer was just kept.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Answered { get; set; }

    /// <summary>What others offer to groups for which the visitor may say yes to money.</summary>
    public IReadOnlyList<AwardMove> ForMe { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Award> Awards { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPostAnswer(CancellationToken cancellation) => this.Send(
        grants.AnswerAwardMoveAsync(
            new AnswerAwardMoveRequest { RequestId = RequestId.ToString(), AwardId = AwardId ?? "", Yes = Yes },
            cancellationToken: cancellation),
        "/my/grants?answered=true", () => Load(cancellation));

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await grants.ListMyAwardsAsync(
            new ListMyAwardsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Awards = answer.Awards;
        NextPage = answer.NextPageToken;
        var moves = await grants.ListMyAwardMovesAsync(
            new ListMyAwardMovesRequest { PageSize = MovesLookedAt, OnlyForMe = true }, cancellationToken: cancellation);
        ForMe = moves.Moves;
    }
}
