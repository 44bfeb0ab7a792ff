using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>The questions of a round, and the areas in which one is asked.</summary>
internal static class Questions
{
    private const int OnePage = 100;

    /// <summary>All of them, in the order in which they were asked.</summary>
    public static Task<IReadOnlyList<OpenQuestion>> Load(
        ProposalsService.ProposalsServiceClient proposals, string roundId, string areaCode, CancellationToken cancellation) =>
        WholeList.Load(
            token => proposals.ListQuestionsAsync(
                new ListQuestionsRequest { RoundId = roundId, AreaCode = areaCode, PageSize = OnePage, PageToken = token },
                cancellationToken: cancellation),
            page => (page.Questions, page.NextPageToken));

    /// <summary>The areas that somebody who answers chooses from.</summary>
    /// <param name="only">A listener's own area; empty for any.</param>
    public static IReadOnlyList<Choice> AreasOf(Round round, OpenQuestion question, string only = "") =>
    [
        .. round.Areas.Where(area => (question.AreaCode.Length == 0 || area.AreaCode == question.AreaCode)
                && (only.Length == 0 || area.AreaCode == only))
            .Select(area => new Choice(area.AreaCode, Phases.AreaName(round, area.AreaCode))),
    ];
}
