using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>Who took part in a round, beside those who live there: only numbers that point at nobody.</summary>
[OpenTo(Role.Anyone)]
public sealed class FairnessModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals, Say say)
        : PageModel
{
    /// <summary>The code of an area; empty for all together.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Area { get; set; }

    public Round Round { get; private set; } = new();

    public Fairness Fairness { get; private set; } = new();

    /// <summary>The area that is looked at; null for all together.</summary>
    public FairnessArea? Looked { get; private set; }

    public IReadOnlyList<FairnessTable> Tables => Looked is null ? Fairness.Tables : Looked.Tables;

    public IReadOnlyList<int> Everybody => Looked is null ? Fairness.Everybody : Looked.Everybody;

    public bool ShowsPeople => Tables.Any(table => table.Rows.Any(row => row.People.Count > 0));

    public bool ShowsLiving => Tables.Any(table => table.Living > 0);

    /// <summary>Of which areas we do not know who lives there, where we know it of others.</summary>
    public IReadOnlyList<FairnessArea> Unknown => Fairness.Residents is null ? []
        : [.. Fairness.Areas.Where(area => area.Tables.All(table => table.Living == 0))];

    public IEnumerable<NotHeard> Gaps => Fairness.NotHeard.Where(group => group.AreaCode == (Looked?.AreaCode ?? ""));

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var fairness = accountability.GetFairnessAsync(new GetFairnessRequest { RoundId = id }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Fairness = await fairness;
        Looked = string.IsNullOrEmpty(Area) ? null : Fairness.Areas.FirstOrDefault(area => area.AreaCode == Area);
    }

    /// <summary>How many came to a stage, and how many in a hundred of those who proposed; or that it is not shown.</summary>
    public string Cell(IReadOnlyList<int> people, int stage) =>
        stage >= people.Count ? Words.Answering.FairnessKept
        : stage == 0 || people[0] == 0 ? say.Number(people[stage])
        : say.Fill(Words.Answering.FairnessOf, say.Number(people[stage]),
            say.Number((long)Math.Round(people[stage] * 100m / people[0], MidpointRounding.AwayFromZero)));

    /// <summary>Which part of those who told us a group is at a stage; or that it is not shown.</summary>
    public string Part(FairnessTable table, FairnessRow row, int stage) =>
        stage < row.People.Count && stage < table.Told.Count && table.Told[stage] > 0
            ? Percent(row.People[stage], table.Told[stage]) : Words.Answering.FairnessKept;

    /// <summary>Which part of those who live there a group is.</summary>
    public string Living(FairnessTable table, FairnessRow row) =>
        row.HasLiving && table.Living > 0 ? Percent(row.Living, table.Living) : Words.Answering.FairnessKept;

    private string Percent(long part, long whole) => say.Fill(
        Words.Answering.FairnessPercent, say.Number((long)Math.Round(part * 100m / whole, MidpointRounding.AwayFromZero)));
}
