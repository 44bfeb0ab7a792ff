using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Platform.Running;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Profile;

/// <summary>On which days neither the council nor its bank works, one on each line; all of the staff see which they were.</summary>
[OpenTo(Role.Officer, Role.Finance, Role.Administrator)]
public sealed class HolidaysModel(PeopleService.PeopleServiceClient people, CouncilDays days) : PageModel
{
    private const int OnePage = 20;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which version was looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Nation { get; set; }

    /// <summary>One on each line, as people write dates.</summary>
    [BindProperty]
    public string? Days { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>As they would be; null where nobody asked to see it.</summary>
    public CouncilHolidays? Preview { get; private set; }

    public CouncilHolidays Now { get; private set; } = new();

    public ListHolidaysResponse Found { get; private set; } = new();

    public bool IsAdministrator => Person.CallerOf(User).Is(Role.Administrator);

    public IReadOnlyList<Choice> Nations => [.. Enum.GetValues<Nation>().Where(nation => nation != default)
        .Select(nation => new Choice(nation.ToString(), NameOf(nation)))];

    public static string NameOf(Nation nation) => nation switch
    {
        Participatory.People.V1.Nation.Wales => Words.Profile.NationWales,
        Participatory.People.V1.Nation.Scotland => Words.Profile.NationScotland,
        Participatory.People.V1.Nation.NorthernIreland => Words.Profile.NationNorthernIreland,
        _ => Words.Profile.NationEngland,
    };

    public async Task OnGet(CancellationToken cancellation)
    {
        await Load(cancellation);
        (Version, Nation) = (Now.Version, Now.Nation.ToString());
        Days = string.Join('\n', Now.Days.Select(day => DaysOff.Day(day)?.ToString("d", CultureInfo.CurrentCulture)));
    }

    public async Task<IActionResult> OnPostLook(CancellationToken cancellation)
    {
        if (!IsAdministrator)
        {
            return Forbid();
        }

        await Load(cancellation);
        Preview = Typed();
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation) => IsAdministrator
        ? await this.Send(
            people.ChangeHolidaysAsync(
                new ChangeHolidaysRequest { RequestId = RequestId.ToString(), Holidays = Typed() }, cancellationToken: cancellation),
            CouncilLinks.Holidays, () => Load(cancellation))
        : Forbid();

    // What is no day goes on as it was typed: the service says which it was.
    private CouncilHolidays Typed() => new()
    {
        Version = Version, Nation = Choice.Of<Nation>(Nation),
        Days =
        {
            TypedText.Lines(Days).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(line => days.Read(line) is { } day ? DaysOff.Text(day) : line),
        },
    };

    private async Task Load(CancellationToken cancellation)
    {
        Found = await people.ListHolidaysAsync(
            new ListHolidaysRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        Now = await people.GetHolidaysAsync(new GetHolidaysRequest(), cancellationToken: cancellation);
    }
}
