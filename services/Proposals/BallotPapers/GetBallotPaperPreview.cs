using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.BallotPapers;

/// <summary>Shows the ballot paper of a round to those who publish it, before they do. Nothing changes by it.</summary>
internal sealed class GetBallotPaperPreview(Database database, TimeProvider clock)
{
    public async Task<BallotPaperPreview> Handle(GetBallotPaperPreviewRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var areas = await AreaRow.Load(session, [round.RoundId]);
        return PaperPreview.Decide(round, areas, await IdeaRow.Load(session, round.RoundId), caller, clock.Now());
    }
}
