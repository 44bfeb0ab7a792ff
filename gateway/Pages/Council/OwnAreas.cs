using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Of which areas of a round an officer may do something.</summary>
public static class OwnAreas
{
    /// <summary>Their own; the whole round first for whoever acts everywhere.</summary>
    public static IReadOnlyList<Choice> Of(Round round, Caller caller)
    {
        var own = round.Areas.Where(area => caller.MayActIn(area.AreaCode))
            .Select(area => new Choice(area.AreaCode, Phases.AreaName(round, area.AreaCode)));
        return caller.Areas.Count == 0 ? [new Choice("", Words.CouncilAnswers.WholeRound), .. own] : [.. own];
    }

    /// <summary>They may act in that area, or in all of the round where it is empty.</summary>
    public static bool MayAct(Round round, Caller caller, string areaCode) =>
        areaCode.Length > 0 ? caller.MayActIn(areaCode) : round.Areas.All(area => caller.MayActIn(area.AreaCode));
}
