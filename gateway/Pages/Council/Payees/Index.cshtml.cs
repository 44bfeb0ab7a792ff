using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Payees;

/// <summary>
/// Who gets the money of accepted grants, by what has to happen next. Finance says of many at once that the bank knows them.
/// </summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class IndexModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    /// <summary>As many as are shown of each list; those that come after move up.</summary>
    public const int Shown = 200;

    /// <summary>The steps of each list. Each is asked for by itself: many who wait for one thing hide nobody else.</summary>
    private static readonly PayeeStep[][] Lists =
    [
        [PayeeStep.ConfirmChange],
        [PayeeStep.Check],
        [PayeeStep.Correct],
        [PayeeStep.ChooseHolder, PayeeStep.ConfirmHosting, PayeeStep.GiveBankDetails, PayeeStep.Agree],
        [PayeeStep.Ready],
    ];

    private List<Payee> payees = [];

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Of whom the bank says that name and account belong together: see <see cref="Mark"/>.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>Every box begins ticked.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>How many have just been checked.</summary>
    [BindProperty(SupportsGet = true)]
    public int Checked { get; set; }

    /// <summary>Of some list there are more than are shown.</summary>
    public bool IsMore { get; private set; }

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public bool NobodyWaits => payees.Count == 0;

    public string CheckedWords => Checked > 0 ? say.Count(Words.Payees.CheckedMany, Checked) : "";

    public IReadOnlyList<Payee> At(params PayeeStep[] steps) => [.. payees.Where(payee => steps.Contains(payee.Step))];

    /// <summary>What a tick sends: the grant, and the bank details that were looked at. Others that came since are not meant.</summary>
    public static string Mark(Payee payee) => FormattableString.Invariant($"{payee.DetailsVersion} {payee.AwardId}");

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        if (Chosen.Count == 0)
        {
            ModelState.AddModelError("", Words.Payments.TickOne);
        }
        else
        {
            Checked = await this.SendEach(
                RequestId,
                Chosen.Take(Shown),
                async mark => (await grants.GetPayeeAsync(
                    new GetPayeeRequest { AwardId = Read(mark).AwardId }, cancellationToken: cancellation)).Title,
                async (request, mark) => await grants.RecordPayeeCheckAsync(
                    new RecordPayeeCheckRequest
                    {
                        RequestId = request, AwardId = Read(mark).AwardId, DetailsVersion = Read(mark).Version,
                        Result = PayeeCheckResult.Match,
                    },
                    cancellationToken: cancellation));
        }

        if (ModelState.IsValid)
        {
            return Redirect(FormattableString.Invariant($"{CouncilLinks.Payees}?checked={Checked}"));
        }

        await Load(cancellation);
        return Page();
    }

    private static (int Version, string AwardId) Read(string mark) => mark.Split(' ', 2) is [var version, var awardId]
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, awardId) : (0, mark);

    private async Task Load(CancellationToken cancellation)
    {
        var found = await Task.WhenAll(Lists.Select(steps => grants.ListPayeesAsync(
            new ListPayeesRequest { Steps = { steps }, PageSize = Shown }, cancellationToken: cancellation).ResponseAsync));
        payees = [.. found.SelectMany(list => list.Payees)];
        IsMore = found.Any(list => list.NextPageToken.Length > 0);
    }
}
