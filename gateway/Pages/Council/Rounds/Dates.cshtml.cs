using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>Where an officer moves dates of a round that have not come.</summary>
[OpenTo(Role.Officer)]
public sealed class DatesModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? AcceptingFrom { get; set; }

    [BindProperty]
    public string? ReviewingFrom { get; set; }

    [BindProperty]
    public string? BallotingFrom { get; set; }

    /// <summary>The last day to vote.</summary>
    [BindProperty]
    public string? FinishedFrom { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>Until the ballot paper is published.</summary>
    public bool CanMove => Round.Phase < Phase.Balloting;

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        AcceptingFrom = FieldOf(Round.Dates.AcceptingFrom);
        ReviewingFrom = FieldOf(Round.Dates.ReviewingFrom);
        BallotingFrom = FieldOf(Round.Dates.BallotingFrom);
        FinishedFrom = CouncilDays.Field(say.LastDayOf(Round.Dates.FinishedFrom.ToDateTimeOffset()));
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var dates = new PhaseDates
        {
            // A round listens from the moment at which it was made.
            ListeningFrom = Round.Dates.ListeningFrom,
            AcceptingFrom = Read(nameof(AcceptingFrom), AcceptingFrom, Phase.Accepting),
            ReviewingFrom = Read(nameof(ReviewingFrom), ReviewingFrom, Phase.Reviewing),
            BallotingFrom = Read(nameof(BallotingFrom), BallotingFrom, Phase.Balloting),
            FinishedFrom = Read(nameof(FinishedFrom), FinishedFrom, Phase.Finished),
        };
        return !ModelState.IsValid ? Page() : await this.Send(
            proposals.MoveDatesAsync(
                new MoveDatesRequest { RequestId = RequestId.ToString(), RoundId = id, Dates = dates, Reason = TypedText.Lines(Reason) },
                cancellationToken: cancellation),
            CouncilLinks.Round(id));
    }

    /// <summary>The date has come, or its stage has begun: it is shown and cannot be moved.</summary>
    public bool HasCome(Phase phase) => phase <= Round.Phase || say.HasPassed(Phases.StartOf(Round.Dates, phase)!);

    private string FieldOf(Timestamp instant) => CouncilDays.Field(days.DayOf(instant.ToDateTimeOffset()));

    /// <summary>What was typed as an instant; what stays on its day stays to the second.</summary>
    private Timestamp? Read(string field, string? typed, Phase phase)
    {
        var now = Phases.StartOf(Round.Dates, phase)!;
        if (HasCome(phase))
        {
            return now;
        }

        if (days.Read(typed) is not { } day)
        {
            ModelState.AddModelError(field, Words.CouncilRounds.DayWrong);
            return now;
        }

        // Voting ends when the day after the last one begins.
        var shown = phase == Phase.Finished ? say.LastDayOf(now.ToDateTimeOffset()) : days.DayOf(now.ToDateTimeOffset());
        return day == shown ? now : days.Begin(day.AddDays(phase == Phase.Finished ? 1 : 0));
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
