using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Answers;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.My.Grants;

/// <summary>One grant: its agreement on one page, a yes, and where it is on its way.</summary>
[OpenTo(Role.Person)]
public sealed class GrantModel(
    GrantsService.GrantsServiceClient grants, AccountabilityService.AccountabilityServiceClient accountability, Say say,
        CouncilDays days) : PageModel
{
    /// <summary>Whoever has more stories to tell than this finds the older ones in the list of stories.</summary>
    private const int ReportsLookedAt = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The version of the agreement that was on the page.</summary>
    [BindProperty]
    public string? AgreementVersion { get; set; }

    /// <summary>What the group can do with a part of the cost.</summary>
    [BindProperty]
    public string? PartWords { get; set; }

    /// <summary>"2027-03", or nothing.</summary>
    [BindProperty]
    public string? UsedBy { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Yes { get; set; }

    public Award Award { get; private set; } = new();

    /// <summary>What the group of a finished grant can still say, if it likes.</summary>
    public IReadOnlyList<(string Text, string Address)> IfTheyLike { get; private set; } = [];

    /// <summary>What we asked how it went; null until we have.</summary>
    public Report? Report { get; private set; }

    public async Task<IActionResult> OnGet(string award, CancellationToken cancellation) => await Show(award, cancellation);

    public async Task<IActionResult> OnPost(string award, CancellationToken cancellation)
    {
        return await this.Send(
            grants.AcceptAwardAsync(
                new AcceptAwardRequest
                {
                    RequestId = RequestId.ToString(),
                    AwardId = award,
                    AgreementVersion = AgreementVersion ?? "",
                    PartWords = TypedText.Lines(PartWords),
                    UsedBy = UsedBy ?? "",
                },
                cancellationToken: cancellation),
            Links.MyGrant(award) + "?yes=true", () => Show(award, cancellation));
    }

    /// <summary>This month and the next two years of them, after a way not to say.</summary>
    public IEnumerable<Choice> Months() => Enumerable.Range(0, 25).Select(ahead => days.Today.AddMonths(ahead))
        .Select(month => new Choice(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), say.Month(month)))
        .Prepend(new Choice("", Words.Grants.UsedByUnknown));

    /// <summary>The month by which the group wants to have used it, as they chose it.</summary>
    public string UsedByMonth => DateOnly.TryParseExact(
        Award.UsedBy, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        ? say.Month(month) : Award.UsedBy;

    /// <summary>Who holds the money; null until the group has said yes.</summary>
    public Payee? Payee { get; private set; }

    /// <summary>The stops on the way of a grant; a stop without a time is still to come.</summary>
    public IEnumerable<(string Name, Timestamp? When, bool Reached)> Way()
    {
        var accepted = Award.State is AwardState.Accepted or AwardState.Paid or AwardState.Closed;
        yield return (Words.Grants.WayOffered, Award.OfferTime, Award.State != AwardState.Waiting);
        var ended = Award.State switch
        {
            AwardState.Declined => Words.Grants.WayDeclined,
            AwardState.Withdrawn => Words.Grants.WayWithdrawn,
            AwardState.Expired => Words.Grants.WayExpired,
            _ => null,
        };
        if (ended is not null)
        {
            yield return (ended, Award.EndTime, true);
            yield break;
        }

        yield return (Words.Grants.WayYes, Award.AcceptTime, accepted);
        if (Award.State == AwardState.Accepted)
        {
            yield return (Words.Grants.WayOnItsWay, null, true);
        }

        yield return (Words.Grants.WayPaid, Award.PayTime, Award.State is AwardState.Paid or AwardState.Closed);
        yield return (Words.Grants.WayTold, Report?.Story?.TellTime, Report?.Story is not null || Award.State == AwardState.Closed);
        yield return (Words.Grants.WayClosed, Award.CloseTime, Award.State == AwardState.Closed);
    }

    private IEnumerable<(string Text, string Address)> Offers(IEnumerable<MyStep> steps)
    {
        foreach (var step in My.IndexModel.LastSteps(
            steps.Where(step => step.RoundId == Award.RoundId && step.ProjectId == Award.ProjectId)))
        {
            yield return (Words.MySteps.AfterGrantGo, Links.HowWasIt(step.RoundId, step.ProjectId, AnswerWords.AddressOf(step.Step)));
        }

        if (Report is { State: not ReportState.Requested, Story: not null })
        {
            yield return (Words.MySteps.AfterGrantThemes, Links.MyThemes(Report.ReportId));
        }
    }

    private async Task<IActionResult> Show(string award, CancellationToken cancellation)
    {
        Award = await grants.GetAwardAsync(new GetAwardRequest { AwardId = award }, cancellationToken: cancellation);
        if (!Award.Mine)
        {
            return Forbid();
        }

        if (Award.State is AwardState.Accepted or AwardState.Paid or AwardState.Closed)
        {
            Payee = await grants.GetPayeeAsync(new GetPayeeRequest { AwardId = award }, cancellationToken: cancellation);
        }

        var mine = await accountability.ListMyReportsAsync(
            new ListMyReportsRequest { PageSize = ReportsLookedAt }, cancellationToken: cancellation);
        Report = mine.Reports.FirstOrDefault(report => report.AwardId == award);
        if (Award.State == AwardState.Closed)
        {
            var steps = await accountability.ListMyStepsAsync(
                new ListMyStepsRequest { PageSize = ReportsLookedAt }, cancellationToken: cancellation);
            IfTheyLike = [.. Offers(steps.Steps)];
        }

        return Page();
    }
}
