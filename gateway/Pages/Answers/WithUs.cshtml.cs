using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Charts;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>How groups found it to deal with the council, what the council replies, and how much of their time it asked.</summary>
[OpenTo(Role.Anyone)]
public sealed class WithUsModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public Round Round { get; private set; } = new();

    public Relationship Relationship { get; private set; } = new();

    public TimeAsked Time { get; private set; } = new();

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        var relationship = accountability.GetRelationshipAsync(
            new GetRelationshipRequest { RoundId = id }, cancellationToken: cancellation);
        var time = accountability.GetTimeAskedAsync(new GetTimeAskedRequest { RoundId = id }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Relationship = await relationship;
        Time = await time;
    }

    /// <summary>The average of each point; the title says the lowest, which is where we have most to learn.</summary>
    public static BarChart ChartOf(StepScores step, Say say)
    {
        var averages = step.Points.Select(point => (Name: AnswerWords.Of(point.Point), Average: Average(point.Counts))).ToList();
        var lowest = averages.MinBy(point => point.Average);
        return new BarChart(
            say.Fill(Words.Answering.PointsFinding, lowest.Name, Text(lowest.Average), say.Number(step.Answers)),
            [.. averages.Select(point => Bar.Of(point.Name, Text(point.Average), point.Average / 5, point.Name == lowest.Name))]);
    }

    private static decimal Average(IReadOnlyList<int> counts) =>
        counts.Sum() == 0 ? 0 : counts.Index().Sum(each => (each.Index + 1m) * each.Item) / counts.Sum();

    private static string Text(decimal average) => average.ToString("0.0", CultureInfo.CurrentCulture);
}
