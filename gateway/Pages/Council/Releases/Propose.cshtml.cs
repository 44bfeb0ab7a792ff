using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Releases;

/// <summary>Proposes to let go of money: from a fund to the areas of a round. Nothing moves until finance agrees.</summary>
[OpenTo(Role.Officer)]
public sealed partial class ProposeModel(
    GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? FundId { get; set; }

    /// <summary>One for each area of the round, in its order; empty where it gets nothing this time.</summary>
    [BindProperty]
    public List<string?> Lines { get; set; } = [];

    [BindProperty]
    public string? Note { get; set; }

    public Round Round { get; private set; } = new();

    public IReadOnlyList<Choice> Funds { get; private set; } = [];

    /// <summary>There are funds, and nothing is left in them.</summary>
    public bool AllReleased { get; private set; }

    /// <summary>Those from which something can be released.</summary>
    public static IReadOnlyList<Fund> WithMoney(IEnumerable<Fund> funds) =>
        [.. funds.Where(fund => fund.Available is { AmountMinor: > 0 })];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        FundId = Funds.Count == 1 ? Funds[0].Value : null;
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var (release, fieldOf) = Read();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        return await this.Send(
            grants.ProposeReleaseAsync(
                new ProposeReleaseRequest { RequestId = RequestId.ToString(), Release = release }, cancellationToken: cancellation),
            made => CouncilLinks.Release(made.ReleaseId) + "?sent=true", takes: refusal => TakesLines(refusal, fieldOf));
    }

    // What is sent has no empty lines, so the service counts them differently from the form.
    private (Release Release, IReadOnlyList<int> FieldOf) Read()
    {
        var release = new Release { FundId = FundId ?? "", RoundId = Round.RoundId, Note = TypedText.Lines(Note) };
        List<int> fieldOf = [];
        foreach (var (index, typed) in Lines.Take(Round.Areas.Count).Index())
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                continue;
            }

            fieldOf.Add(index);
            release.Lines.Add(new ReleaseLine
            {
                AreaCode = Round.Areas[index].AreaCode, Amount = ModelState.ReadAmount($"Lines[{index}]", typed, Round.Currency),
            });
        }

        if (string.IsNullOrEmpty(FundId))
        {
            ModelState.AddModelError(nameof(FundId), Words.Releases.FundMissing);
        }

        return (release, fieldOf);
    }

    private bool TakesLines(RpcException refusal, IReadOnlyList<int> fieldOf)
    {
        var faults = refusal.CanBePutRight() ? refusal.FieldFaults() : [];
        var ofLines = faults.Select(fault => (LineNumber().Match(fault.Name), fault.Sentence)).ToList();
        if (ofLines.Count == 0 || !ofLines.All(fault => fault.Item1.Success))
        {
            return false;
        }

        foreach (var (line, sentence) in ofLines)
        {
            ModelState.AddModelError($"Lines[{fieldOf[int.Parse(line.Groups["line"].ValueSpan, CultureInfo.InvariantCulture)]}]", sentence);
        }

        return true;
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var funds = grants.ListFundsAsync(new ListFundsRequest { PageSize = 100 }, cancellationToken: cancellation);
        Round = await round;
        var ours = (await funds).Funds.Where(fund => fund.Currency == Round.Currency).ToList();
        var full = WithMoney(ours);
        AllReleased = ours.Count > 0 && full.Count == 0;
        Funds = [.. full.Select(fund => new Choice(
            fund.FundId, fund.Name, say.Fill(Words.Releases.FundHas, say.Money(fund.Available))))];
        Lines = [.. Lines.Concat(Enumerable.Repeat<string?>(null, Round.Areas.Count)).Take(Round.Areas.Count)];
    }

    [GeneratedRegex(@"^release\.lines\[(?<line>[0-9]{1,4})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineNumber();
}
