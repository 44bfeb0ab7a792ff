using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Runs;

/// <summary>Finance brings in what the bank says, and looks at what does not fit.</summary>
[OpenTo(Role.Finance)]
[RequestSizeLimit(FormSizes.SignedIn)]
public sealed class StatementModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    private const int LongestFile = 1_000_000;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public IFormFile? Csv { get; set; }

    [BindProperty]
    public string? DifferenceId { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>What the last file did.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Confirmed { get; set; }

    [BindProperty(SupportsGet = true)]
    public int PassedOver { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? SettledFrom { get; set; }

    public IReadOnlyList<BankDifference> Differences { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    /// <summary>Those that a person has looked at, the latest first.</summary>
    public IReadOnlyList<BankDifference> Settled { get; private set; } = [];

    public string NextSettled { get; private set; } = "";

    public string ReadWords => say.Count(Words.Runs.ReadWords, Confirmed ?? 0) + ". " + say.Count(Words.Runs.PassedOver, PassedOver);

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPostRead(CancellationToken cancellation)
    {
        var request = new ImportConfirmationsRequest { RequestId = RequestId.ToString(), Csv = await Read(cancellation) };
        return await this.Send(
            grants.ImportConfirmationsAsync(request, cancellationToken: cancellation),
            answer => FormattableString.Invariant($"{CouncilLinks.Statement}?confirmed={answer.Confirmed}&passedOver={answer.PassedOver}"),
            () => Load(cancellation));
    }

    public async Task<IActionResult> OnPostSettle(CancellationToken cancellation)
    {
        var request = new SettleDifferenceRequest
        {
            RequestId = RequestId.ToString(), DifferenceId = DifferenceId
            ?? "", Note = TypedText.Lines(Note).Trim()
        };
        return await this.Send(
            grants.SettleDifferenceAsync(request, cancellationToken: cancellation),
            CouncilLinks.Statement, () => Load(cancellation));
    }

    /// <summary>What does not fit, in a sentence.</summary>
    public string DifferenceWords(BankDifference difference) => say.Fill(
        difference.Kind switch
        {
            DifferenceKind.Unreadable => Words.Runs.DifferenceUnreadable,
            DifferenceKind.NotSent => Words.Runs.DifferenceNotSent,
            DifferenceKind.Twice => Words.Runs.DifferenceTwice,
            DifferenceKind.OtherAmount => Words.Runs.DifferenceOtherAmount,
            DifferenceKind.Stopped => Words.Runs.DifferenceStopped,
            _ => throw new ArgumentOutOfRangeException(nameof(difference), difference.Kind, "There is no sentence for this."),
        },
        say.Number(difference.Line),
        difference.Reference,
        say.Money(difference.Amount),
        say.Money(difference.Asked));

    /// <summary>Banks write UTF-8 or, still, Windows' own characters; what we look for is the same in both.</summary>
    private async Task<string> Read(CancellationToken cancellation)
    {
        if (Csv is null || Csv.Length > LongestFile)
        {
            // The service says what to do about a file that is empty or too long.
            return Csv is null ? "" : new string(' ', LongestFile / 2 + 1);
        }

        using var bytes = new MemoryStream();
        await Csv.CopyToAsync(bytes, cancellation);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private async Task Load(CancellationToken cancellation)
    {
        var answer = await grants.ListDifferencesAsync(
            new ListDifferencesRequest { PageToken = From ?? "" }, cancellationToken: cancellation);
        Differences = answer.Differences;
        NextPage = answer.NextPageToken;
        var settled = await grants.ListDifferencesAsync(
            new ListDifferencesRequest { Settled = true, PageToken = SettledFrom ?? "" }, cancellationToken: cancellation);
        Settled = settled.Differences;
        NextSettled = settled.NextPageToken;
    }
}
