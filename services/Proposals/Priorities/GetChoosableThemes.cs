using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>Shows an officer what the people of an area could choose among.</summary>
internal sealed class GetChoosableThemes(Database database)
{
    public async Task<GetChoosableThemesResponse> Handle(
        GetChoosableThemesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode).Check();
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var areas = await AreaRow.Load(session, [round.RoundId]);
        new Fields().Require(areas.Any(area => area.AreaCode == request.AreaCode), "area_code", ProposalsReasons.AreaNotInRound).Check();
        caller.MustActIn([request.AreaCode]);
        var themes = ChoosableThemes.Of(round, request.AreaCode, await ThemeRow.LoadOfRound(session, round.RoundId));
        return new GetChoosableThemesResponse
        {
            Themes = { themes.Take(SealedChoice.MostThemes).Select(theme => theme.ToMessage()) },
        };
    }
}
